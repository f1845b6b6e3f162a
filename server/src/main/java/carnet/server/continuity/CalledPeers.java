package carnet.server.continuity;

import carnet.journal.Bytes;
import carnet.journal.ReplicaId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom this replica calls: the file {@code peers} of the data directory, a line each of address and
 * public key. Configuration, not record: it may be edited, and lost.
 */
public record CalledPeers(Path file) {
  public record Called(String address, Bytes key) {
    public ReplicaId id() {
      return ReplicaId.of(key);
    }
  }

  public static CalledPeers in(Path data) {
    return new CalledPeers(data.resolve("peers"));
  }

  public List<Called> all() {
    List<Called> all = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] words = line.strip().split("\\s+");
          if (words.length == 2 && !words[0].startsWith("#")) {
            all.add(new Called(words[0], Bytes.fromHex(words[1])));
          }
        }
      }
      return all;
    } catch (IOException cause) {
      throw new UncheckedIOException("the file of peers cannot be read", cause);
    }
  }

  public void add(Called called) {
    List<Called> all = new ArrayList<>(all());
    all.removeIf(each -> each.id().equals(called.id()));
    all.add(called);
    try {
      Path partial = file.resolveSibling(file.getFileName() + ".new");
      Files.write(
          partial, all.stream().map(each -> each.address() + " " + each.key().hex()).toList());
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException cause) {
      throw new UncheckedIOException("the file of peers cannot be written", cause);
    }
  }
}

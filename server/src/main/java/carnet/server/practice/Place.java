package carnet.server.practice;

import carnet.journal.Bytes;
import carnet.journal.EntryStore;
import carnet.journal.Head;
import carnet.journal.LogId;
import carnet.journal.MalformedNote;
import carnet.journal.SignedCheckpoint;
import carnet.journal.merkle.CompactRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What the keys directory remembers of the data beside it: the machine, the database's device and
 * inode, and the newest checkpoint signed. By it a copy is told from the original at start.
 */
final class Place {

  private final Path keys;
  private final Path journal;

  Place(Path keys, Path journal) {
    this.keys = keys;
    this.journal = journal;
  }

  /** Whether the database stands where it stood: this machine, this very file. */
  boolean same() {
    try {
      Path file = keys.resolve("place");
      return Files.exists(file) && Files.readString(file).equals(here());
    } catch (IOException cause) {
      throw new UncheckedIOException("the keys directory cannot be read", cause);
    }
  }

  void remember() {
    write(keys.resolve("place"), here());
  }

  void remember(SignedCheckpoint newest) {
    write(keys.resolve("checkpoint"), newest.encode());
  }

  Optional<SignedCheckpoint> newest() {
    try {
      Path file = keys.resolve("checkpoint");
      return Files.exists(file)
          ? Optional.of(SignedCheckpoint.parse(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | MalformedNote unreadable) {
      return Optional.empty();
    }
  }

  /** Whether the stored log holds all that this checkpoint says. */
  static boolean holds(EntryStore store, LogId log, SignedCheckpoint signed) {
    Head said = signed.checkpoint().head();
    Head head = store.head(log);
    if (head.size() <= said.size()) {
      return head.equals(said);
    }
    CompactRange range = CompactRange.empty();
    store.leaves(log, 0, said.size()).forEach(range::append);
    return range.root().equals(said.root());
  }

  private String here() {
    return "machine " + machine() + "\ndatabase " + inode() + "\n";
  }

  private static String machine() {
    for (String file : new String[] {"/etc/machine-id", "/var/lib/dbus/machine-id"}) {
      Optional<String> id = read(Path.of(file));
      if (id.isPresent()) {
        return id.get();
      }
    }
    return "unknown"; // The inode alone tells.
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(id -> !id.isEmpty());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private String inode() {
    try {
      if (Files.getFileStore(journal).supportsFileAttributeView("unix")) {
        return Files.getAttribute(journal, "unix:dev")
            + " "
            + Files.getAttribute(journal, "unix:ino");
      }
      Object key =
          Files.readAttributes(journal, java.nio.file.attribute.BasicFileAttributes.class)
              .fileKey();
      return key == null ? "unknown" : key.toString();
    } catch (IOException | UnsupportedOperationException cause) {
      return "unknown";
    }
  }

  private static void write(Path file, String text) {
    try {
      Path partial = file.resolveSibling(file.getFileName() + ".new");
      try (FileChannel channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes =
            ByteBuffer.wrap(Bytes.of(text.getBytes(StandardCharsets.UTF_8)).toArray());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException cause) {
      throw new UncheckedIOException("the keys directory cannot be written", cause);
    }
  }
}

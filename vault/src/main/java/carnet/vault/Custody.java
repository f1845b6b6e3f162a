package carnet.vault;

import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.SigningKey;
import carnet.vault.Label.LabelKey;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A replica's keys directory: what is never copied with the data.
 *
 * <p>Here lie the replica's own keys and, for each practice, its label keys and peppers. Whoever
 * copies the data directory alone, a folder copy or a backup holds none of it. Files are 0600,
 * written whole or not at all. Safe for many threads.
 */
public final class Custody {

  private static final int REPLICA_FILE = 96;

  private final Path directory;
  private final SecureRandom random;
  private final SigningKey signing;
  private final XWing kem;
  private final Secret tagKey;

  private Custody(Path directory, SecureRandom random, byte[] keys) {
    this.directory = directory;
    this.random = random;
    ByteBuffer in = ByteBuffer.wrap(keys);
    this.signing = SigningKey.fromSeed(take(in));
    this.kem = XWing.of(Secret.owning(take(in)));
    this.tagKey = Secret.owning(take(in));
  }

  /** Opens the directory; a new one gets keys of its own. */
  public static Custody open(Path directory, SecureRandom random) {
    try {
      Files.createDirectories(directory);
      ownerOnly(directory, "rwx------");
      Path file = directory.resolve("replica");
      if (!Files.exists(file)) {
        byte[] fresh = new byte[REPLICA_FILE];
        random.nextBytes(fresh);
        write(file, fresh);
      }
      byte[] keys = Files.readAllBytes(file);
      if (keys.length != REPLICA_FILE) {
        throw new IllegalStateException(
            "the replica's key file is damaged: restore the keys directory or pair anew");
      }
      return new Custody(directory, random, keys);
    } catch (IOException cause) {
      throw new UncheckedIOException("the keys directory cannot be used", cause);
    }
  }

  public ReplicaId replica() {
    return ReplicaId.of(signing.publicKey());
  }

  public SigningKey signingKey() {
    return signing;
  }

  public XWing kem() {
    return kem;
  }

  Secret tagKey() {
    return tagKey;
  }

  /** The file of the writer's key for the next incarnation of this practice on this replica. */
  public Path writerFile(PracticeId practice, int incarnation) {
    return ofPractice(practice).resolve("writer-" + incarnation);
  }

  /** A replica's key of one kind for one practice, with the moment it was made. */
  record Held(long since, EpochId id, Secret secret) {}

  /** Newest first. */
  List<LabelKey> labelKeys(PracticeId practice) {
    return held(practice, "label").stream().map(each -> LabelKey.of(each.secret)).toList();
  }

  void addLabelKey(PracticeId practice, Secret key, long now) {
    addNewest(practice, "label", key, now);
  }

  /** Newest first: new doors are sealed under the first, all of them open doors. */
  List<Held> peppers(PracticeId practice) {
    return held(practice, "pepper");
  }

  Optional<Held> pepper(PracticeId practice) {
    return peppers(practice).stream().findFirst();
  }

  Held addPepper(PracticeId practice, Secret key, long now) {
    return addNewest(practice, "pepper", key, now);
  }

  void destroyPepper(PracticeId practice, EpochId id) {
    try (Stream<Path> files = Files.list(ofPractice(practice))) {
      for (Path each : files.filter(file -> file.toString().endsWith(id.hex())).toList()) {
        Files.delete(each);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("a retired pepper could not be destroyed", cause);
    }
  }

  /** It is the newest from now on, also where another replica's clock had run ahead. */
  private Held addNewest(PracticeId practice, String kind, Secret key, long now) {
    long since =
        held(practice, kind).stream()
            .findFirst()
            .map(newest -> Math.max(now, newest.since() + 1))
            .orElse(now);
    return add(practice, kind, key, since);
  }

  private Held add(PracticeId practice, String kind, Secret key, long since) {
    Held made = new Held(since, LabelKey.of(key).id(), key);
    Path file = ofPractice(practice).resolve(kind + "-" + since + "-" + made.id.hex());
    byte[] copy = key.copy();
    try {
      write(file, copy);
    } catch (IOException cause) {
      throw new UncheckedIOException("the keys directory cannot be written", cause);
    }
    return made;
  }

  private List<Held> held(PracticeId practice, String kind) {
    List<Held> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(ofPractice(practice))) {
      for (Path each : files.toList()) {
        String[] name = each.getFileName().toString().split("-");
        if (name.length == 3 && name[0].equals(kind)) {
          Secret secret = Secret.owning(Files.readAllBytes(each));
          found.add(new Held(Long.parseLong(name[1]), EpochId.fromHex(name[2]), secret));
        }
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("the keys directory cannot be read", cause);
    }
    found.sort(
        Comparator.comparingLong(Held::since).thenComparing(each -> each.id.hex()).reversed());
    return found;
  }

  private Path ofPractice(PracticeId practice) {
    Path path = directory.resolve(practice.hex());
    try {
      Files.createDirectories(path);
      ownerOnly(path, "rwx------");
    } catch (IOException cause) {
      throw new UncheckedIOException("the keys directory cannot be used", cause);
    }
    return path;
  }

  /** Newest first, with the moment each was made. */
  List<Held> labels(PracticeId practice) {
    return held(practice, "label");
  }

  /** Keeps a key that a letter brought; one that is here already stays as it is. */
  boolean addReceived(PracticeId practice, String kind, Secret key, long since) {
    EpochId id = LabelKey.of(key).id();
    if (held(practice, kind).stream().anyMatch(each -> each.id.equals(id))) {
      return false;
    }
    add(practice, kind, key, since);
    return true;
  }

  /** A small file of the practice beside its keys, written whole or not at all. */
  void put(PracticeId practice, String name, byte[] content) {
    try {
      write(ofPractice(practice).resolve(name), content);
    } catch (IOException cause) {
      throw new UncheckedIOException("the keys directory cannot be written", cause);
    }
  }

  /** Reads such a file and destroys it, so that what it held serves once. */
  Optional<byte[]> takeAway(PracticeId practice, String name) {
    Path file = ofPractice(practice).resolve(name);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      byte[] content = Files.readAllBytes(file);
      Files.delete(file);
      return Optional.of(content);
    } catch (IOException cause) {
      throw new UncheckedIOException("the keys directory cannot be used", cause);
    }
  }

  /** Names of such files that begin so, sorted. */
  List<String> names(PracticeId practice, String beginning) {
    try (Stream<Path> files = Files.list(ofPractice(practice))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(beginning) && !name.endsWith(".new"))
          .sorted()
          .toList();
    } catch (IOException cause) {
      throw new UncheckedIOException("the keys directory cannot be read", cause);
    }
  }

  SecureRandom random() {
    return random;
  }

  private static byte[] take(ByteBuffer in) {
    byte[] out = new byte[32];
    in.get(out);
    return out;
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(partial);
    Files.createFile(partial);
    ownerOnly(partial, "rw-------");
    try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(content));
      channel.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel parent = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      parent.force(true);
    }
  }

  private static void ownerOnly(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}

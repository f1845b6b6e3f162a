package carnet.server;

import carnet.journal.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a replica lives: {@code data}, which may be copied, and {@code keys}, which must not be.
 *
 * <p>The format file tells which versions may open it. A data directory that has a journal is
 * served only with the keys directory it was written with: without it there is no writer, no label
 * key, no pepper.
 */
public record DataDirectory(Path data, Path keys, boolean demo) {

  private static final String FORMAT = "carnet-data 1";

  /**
   * Opens or makes both.
   *
   * @param keysGiven null for the default: the user's state directory, named by a hash of the data
   *     directory's real path
   * @throws Unusable with the sentence to show
   */
  public static DataDirectory open(Path data, @Nullable Path keysGiven, boolean demo) {
    try {
      ownerOnly(data);
      Path keys = keysGiven == null ? defaultKeys(data.toRealPath()) : keysGiven;
      refuseInside(keys, data);
      boolean isDemo = format(data.resolve("format"), demo);
      if (Files.exists(data.resolve("journal.db")) && !Files.exists(keys.resolve("replica"))) {
        throw new Unusable(
            Unusable.NO_KEYS,
            "The keys of this data directory are not here ("
                + keys
                + "). Nothing is served without them: give their directory with --keys, or take this replica up again by"
                + " pairing it with another one.");
      }
      ownerOnly(keys);
      return new DataDirectory(data.toRealPath(), keys.toRealPath(), isDemo);
    } catch (IOException cause) {
      throw new Unusable(
          Unusable.NO_ACCESS,
          "The data directory "
              + data
              + " or its keys directory cannot be used ("
              + cause.getClass().getSimpleName()
              + ").");
    }
  }

  /** A copy of the data would take the keys with it. */
  private static void refuseInside(Path keys, Path data) throws IOException {
    if (real(keys.toAbsolutePath().normalize()).startsWith(data.toRealPath())) {
      throw new Unusable(
          Unusable.NO_ACCESS,
          "The keys directory ("
              + keys
              + ") lies inside the data directory: every copy and backup of the data would take the keys with it. Give"
              + " another with --keys.");
    }
  }

  /** Where a directory lies that may not be there yet: links of those above it are followed. */
  private static Path real(Path path) throws IOException {
    Path parent = path.getParent();
    return Files.exists(path) || parent == null
        ? path.toRealPath()
        : real(parent).resolve(path.getFileName());
  }

  public Path journal() {
    return data.resolve("journal.db");
  }

  /** {@code $XDG_DATA_HOME/carnet}, or what it stands for. */
  public static Path defaultData(boolean demo) {
    return home("XDG_DATA_HOME", ".local/share").resolve(demo ? "carnet-demo" : "carnet");
  }

  private static Path defaultKeys(Path real) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(real.toString().getBytes(StandardCharsets.UTF_8));
      return home("XDG_STATE_HOME", ".local/state")
          .resolve("carnet")
          .resolve(Bytes.of(hash).slice(0, 16).hex());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** A directory of the user's, as the XDG rules name it. */
  public static Path home(String variable, String otherwise) {
    String given = System.getenv(variable);
    return given == null || given.isBlank()
        ? Path.of(System.getProperty("user.home")).resolve(otherwise)
        : Path.of(given);
  }

  /** Whether it is a demonstration's: that stays with the data, whatever command serves it. */
  private static boolean format(Path file, boolean demo) throws IOException {
    if (!Files.exists(file)) {
      Files.write(file, demo ? List.of(FORMAT, "demo") : List.of(FORMAT));
      return demo;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().equals(FORMAT)) {
      throw new Unusable(
          Unusable.OTHER_FORMAT,
          "This data directory was written by another version of Carnet ("
              + (lines.isEmpty() ? "unknown" : lines.getFirst().toLowerCase(Locale.ROOT))
              + "); use that version or a newer one.");
    }
    boolean isDemo = lines.contains("demo");
    if (demo && !isDemo) {
      throw new Unusable(
          Unusable.OTHER_FORMAT,
          "This is the data directory of a real practice: a demonstration is not made in it. Give another with --data.");
    }
    return isDemo;
  }

  private static void ownerOnly(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }
}

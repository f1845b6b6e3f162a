package carnet.server.client;

import carnet.server.DataDirectory;
import carnet.server.Unusable;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.Set;

/**
 * The key by which the command line is a device, as a browser is one: made at its first use, in a
 * file that nobody but its owner reads. Alone it opens nothing; it must be enrolled, and a member's
 * factors come with it each time.
 */
public final class DeviceKey {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private DeviceKey() {}

  static Path defaultFile() {
    return DataDirectory.home("XDG_STATE_HOME", ".local/state").resolve("carnet/device.jwk");
  }

  /**
   * @throws Unusable where others may read it, or it is no key
   */
  static ECKey in(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      if (posix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new Unusable(
            Unusable.NO_ACCESS,
            "The device key " + file + " can be read by others. Delete it and enrol again.");
      }
      return ECKey.parse(Files.readString(file));
    } catch (IOException | ParseException damaged) {
      throw new Unusable(
          Unusable.NO_ACCESS,
          "The device key "
              + file
              + " cannot be used ("
              + damaged.getClass().getSimpleName()
              + ").");
    }
  }

  private static void make(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Path begun = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(begun);
    Files.createFile(begun, ownerOnly(begun));
    Files.writeString(begun, Browser.freshKey().toJSONString());
    Files.move(begun, file);
  }

  /** For files that hold what only their owner may read. */
  public static FileAttribute<?>[] ownerOnly(Path file) {
    return posix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}

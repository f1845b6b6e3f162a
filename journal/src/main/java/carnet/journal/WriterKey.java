package carnet.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;

/**
 * The key of one writer, in a file outside everything that is copied: a data directory put back
 * from a copy comes without it, so it cannot go on under the old writer and fork its log. The file
 * is the 32-byte seed, mode 0600; it is never overwritten.
 */
public final class WriterKey implements AutoCloseable {
  private final SigningKey key;
  private final WriterId id;

  private WriterKey(SigningKey key) {
    this.key = key;
    this.id = WriterId.of(key.publicKey());
  }

  /** A writer whose key the caller keeps by other means (TPM, system credential, a test). */
  public static WriterKey of(SigningKey key) {
    return new WriterKey(key);
  }

  /** A new writer; durable when this returns. */
  public static WriterKey create(Path file, SecureRandom random) {
    SigningKey key = SigningKey.generate(random);
    byte[] seed = key.seed();
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(seed);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
      syncDirectory(file.resolveSibling("."));
    } catch (IOException e) {
      throw new UncheckedIOException("the writer key " + file + " cannot be written", e);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
    return new WriterKey(key);
  }

  public static WriterKey read(Path file) {
    try {
      byte[] seed = Files.readAllBytes(file);
      try {
        return new WriterKey(SigningKey.fromSeed(seed));
      } finally {
        Arrays.fill(seed, (byte) 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the writer key " + file + " cannot be read: close its log and certify a new writer", e);
    }
  }

  public WriterId id() {
    return id;
  }

  public Bytes publicKey() {
    return key.publicKey();
  }

  public SigningKey signing() {
    return key;
  }

  @Override
  public void close() {
    key.close();
  }

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }
}

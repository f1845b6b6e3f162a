package carnet.vault.crypto;

import carnet.journal.Bytes;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Key bytes in memory, zeroed when closed.
 *
 * <p>What is held here is wiped; copies inside a cipher object of a library are not, and nobody can
 * wipe them. Not for public values: those are {@link Bytes}. Safe to read from many threads;
 * closing while another thread derives makes that derivation fail, never succeed with zeros.
 */
public final class Secret implements AutoCloseable {

  private final byte[] value;
  private boolean closed;

  private Secret(byte[] value) {
    this.value = value;
  }

  /** Takes the array over: the caller must not use it again. */
  public static Secret owning(byte[] value) {
    return new Secret(value);
  }

  public static Secret copyOf(byte[] value) {
    return new Secret(value.clone());
  }

  public static Secret random(SecureRandom random) {
    byte[] value = new byte[32];
    random.nextBytes(value);
    return new Secret(value);
  }

  /** A copy that the caller must wipe. */
  public synchronized byte[] copy() {
    if (closed) {
      throw new IllegalStateException("this key was closed: the session is locked or ended");
    }
    return value.clone();
  }

  public Secret duplicate() {
    return new Secret(copy());
  }

  public synchronized boolean sameAs(Secret other) {
    byte[] mine = copy();
    byte[] theirs = other.copy();
    try {
      return MessageDigest.isEqual(mine, theirs);
    } finally {
      Arrays.fill(mine, (byte) 0);
      Arrays.fill(theirs, (byte) 0);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public String toString() {
    return "Secret";
  }
}

package carnet.journal;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 key that signs (RFC 8032), zeroed by {@link #close}. Safe for many threads; after it
 * is closed it signs no more. Bouncy Castle's primitive, because the JDK's is 17 times slower.
 */
public final class SigningKey implements AutoCloseable {
  public static final int SEED_SIZE = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final Bytes publicKey;
  private volatile boolean closed;

  private SigningKey(byte[] seed) {
    this.seed = seed;
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    this.publicKey = Bytes.adopt(key);
  }

  public static SigningKey generate(SecureRandom random) {
    byte[] seed = new byte[SEED_SIZE];
    random.nextBytes(seed);
    return new SigningKey(seed);
  }

  /** Copies the seed; the caller's array stays the caller's to wipe. */
  public static SigningKey fromSeed(byte[] seed) {
    if (seed.length != SEED_SIZE) {
      throw new IllegalArgumentException("an Ed25519 seed is 32 bytes, not " + seed.length);
    }
    return new SigningKey(seed.clone());
  }

  public Bytes publicKey() {
    return publicKey;
  }

  public Bytes sign(Bytes message) {
    byte[] text = message.toArray();
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    synchronized (seed) {
      requireOpen();
      Ed25519.sign(seed, 0, publicKey.toArray(), 0, text, 0, text.length, signature, 0);
    }
    return Bytes.adopt(signature);
  }

  /** A copy, the caller's to wipe. */
  public byte[] seed() {
    synchronized (seed) {
      requireOpen();
      return seed.clone();
    }
  }

  @Override
  public void close() {
    synchronized (seed) {
      closed = true;
      Arrays.fill(seed, (byte) 0);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this signing key is closed");
    }
  }

  @Override
  public String toString() {
    return "signing key of " + publicKey;
  }
}

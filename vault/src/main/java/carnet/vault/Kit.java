package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.PracticeId;
import carnet.journal.SigningKey;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.security.SecureRandom;

/**
 * The root of a practice, printed once and kept on paper: 32 bytes from which its signing and
 * sealing keys derive.
 *
 * <p>Who holds it can begin the practice again from any copy of its logs; so it never enters a
 * file.
 */
public final class Kit implements AutoCloseable {

  private final Secret root;

  private Kit(Secret root) {
    this.root = root;
  }

  static Kit random(SecureRandom random) {
    return new Kit(Secret.random(random));
  }

  public static Kit of(byte[] root) {
    return new Kit(Secret.copyOf(root));
  }

  /** For the paper, at founding, and nowhere else. The caller wipes it. */
  public byte[] root() {
    return root.copy();
  }

  public PracticeId practice() {
    try (SigningKey key = signingKey()) {
      return PracticeId.of(key.publicKey());
    }
  }

  SigningKey signingKey() {
    try (Secret seed = Kdf.derive(root, "carnet/1/kit-sign")) {
      return SigningKey.fromSeed(seed.copy());
    }
  }

  XWing kem() {
    return XWing.of(Kdf.derive(root, "carnet/1/kit-kem"));
  }

  /** The recipient id of what is sealed to the kit: the practice's own id. */
  Bytes recipient() {
    return practice().value();
  }

  @Override
  public void close() {
    root.close();
  }
}

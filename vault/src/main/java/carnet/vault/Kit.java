package carnet.vault;

import carnet.journal.PracticeId;
import carnet.journal.SigningKey;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.security.SecureRandom;

/**
 * A recovery kit, printed once and kept on paper: 32 bytes from which its signing and sealing keys
 * derive.
 *
 * <p>The first kit of a practice names it; one made later belongs to a practice that has a name
 * already. Who holds it can begin the practice again from any copy of its logs; so it never enters
 * a file.
 */
public final class Kit implements AutoCloseable {

  private final PracticeId practice;
  private final Secret root;

  private Kit(PracticeId practice, Secret root) {
    this.practice = practice;
    this.root = root;
  }

  /** The first, whose practice is named after it. */
  static Kit founding(SecureRandom random) {
    Secret root = Secret.random(random);
    try (SigningKey key = signingKey(root)) {
      return new Kit(PracticeId.of(key.publicKey()), root);
    }
  }

  /** One more, for a practice that has one; it counts once {@link KitRenewal} has announced it. */
  public static Kit fresh(PracticeId practice, SecureRandom random) {
    return new Kit(practice, Secret.random(random));
  }

  /** As a card says it; which practice it opens, the copy or the replica at hand says. */
  public static Kit of(PracticeId practice, byte[] root) {
    return new Kit(practice, Secret.copyOf(root));
  }

  /** For the paper, when it is made, and nowhere else. The caller wipes it. */
  public byte[] root() {
    return root.copy();
  }

  public PracticeId practice() {
    return practice;
  }

  SigningKey signingKey() {
    return signingKey(root);
  }

  private static SigningKey signingKey(Secret root) {
    try (Secret seed = Kdf.derive(root, "carnet/1/kit-sign")) {
      return SigningKey.fromSeed(seed.copy());
    }
  }

  /** As what secrets are sealed to it. */
  Keyring.Reader reader() {
    return Keyring.Reader.of(kem().publicKey());
  }

  XWing kem() {
    return XWing.of(Kdf.derive(root, "carnet/1/kit-kem"));
  }

  @Override
  public void close() {
    root.close();
  }
}

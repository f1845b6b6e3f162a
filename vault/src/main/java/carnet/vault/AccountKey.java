package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.SigningKey;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import carnet.vault.crypto.Xaes;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The one key of a member, from which her signing and sealing keys derive.
 *
 * <p>It rests only inside doors, wrapped by a factor and then by the pepper; in memory only while
 * she is unlocked.
 */
final class AccountKey implements AutoCloseable {

  private final Secret key;

  AccountKey(Secret key) {
    this.key = key;
  }

  static AccountKey random(SecureRandom random) {
    return new AccountKey(Secret.random(random));
  }

  SigningKey signingKey() {
    try (Secret seed = Kdf.derive(key, "carnet/1/member-sign")) {
      return SigningKey.fromSeed(seed.copy());
    }
  }

  XWing kem() {
    return XWing.of(Kdf.derive(key, "carnet/1/member-kem"));
  }

  /** Seals what a browser keeps for her: drafts and writes not yet on a second replica. */
  Secret draftKey() {
    return Kdf.derive(key, "carnet/1/draft");
  }

  /** Wrapped by a factor: a stretched passphrase, a passkey's PRF output or a recovery code. */
  Bytes wrap(Secret factor, MemberId member, Bytes item) {
    byte[] plain = key.copy();
    try (Secret wrapping = Kdf.derive(factor, "carnet/1/factor", member.value(), item)) {
      return Xaes.seal(wrapping, Bytes.of(plain), member.value());
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  static AccountKey unwrap(Secret factor, MemberId member, Bytes item, Bytes wrapped)
      throws CannotOpen {
    try (Secret wrapping = Kdf.derive(factor, "carnet/1/factor", member.value(), item)) {
      return new AccountKey(Secret.owning(Xaes.open(wrapping, wrapped, member.value()).toArray()));
    }
  }

  /** The key itself, to be sealed at once. The caller wipes it. */
  byte[] keyCopy() {
    return key.copy();
  }

  AccountKey duplicate() {
    return new AccountKey(key.duplicate());
  }

  @Override
  public void close() {
    key.close();
  }
}

package carnet.vault.crypto;

import carnet.journal.Bytes;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.aead.subtle.XAesGcmAead;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * XAES-256-GCM in the C2SP form: nonce 24 ‖ ciphertext ‖ tag 16.
 *
 * <p>Not key-committing: whoever seals a body puts a commitment beside it (see the body's format).
 */
public final class Xaes {

  /** Bytes that sealing adds. */
  public static final int OVERHEAD = 40;

  private static final XAesGcmParameters C2SP = parameters();

  private Xaes() {}

  public static Bytes seal(Secret key, Bytes plain, Bytes associated) {
    try {
      return Bytes.of(aead(key).encrypt(plain.toArray(), associated.toArray()));
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException("sealing failed", cause);
    }
  }

  public static Bytes open(Secret key, Bytes sealed, Bytes associated) throws CannotOpen {
    try {
      return Bytes.of(aead(key).decrypt(sealed.toArray(), associated.toArray()));
    } catch (GeneralSecurityException cause) {
      throw new CannotOpen("wrong key, or changed bytes", cause);
    }
  }

  private static Aead aead(Secret key) throws GeneralSecurityException {
    byte[] material = key.copy();
    try {
      SecretBytes bytes = SecretBytes.copyFrom(material, InsecureSecretKeyAccess.get());
      return XAesGcmAead.create(XAesGcmKey.create(C2SP, bytes, null));
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  private static XAesGcmParameters parameters() {
    try {
      return XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, 12);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

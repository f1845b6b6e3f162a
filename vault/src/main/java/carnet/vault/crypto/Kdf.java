package carnet.vault.crypto;

import carnet.journal.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF-SHA-256 (RFC 5869) with empty salt, and HMAC-SHA-256; every derivation names its purpose.
 */
public final class Kdf {

  private Kdf() {}

  /** 32 bytes from {@code key}; info = purpose in ASCII ‖ parameters. */
  public static Secret derive(Secret key, String purpose, Bytes... parameters) {
    byte[] material = key.copy();
    try {
      KDF hkdf = KDF.getInstance("HKDF-SHA256");
      byte[] info = info(purpose, parameters);
      return Secret.owning(
          hkdf.deriveData(HKDFParameterSpec.ofExtract().addIKM(material).thenExpand(info, 32)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HKDF-SHA256 is missing from this Java", impossible);
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  /** A public value that only holders of {@code key} can compute. */
  public static Bytes mac(Secret key, String purpose, Bytes... parameters) {
    byte[] material = key.copy();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(material, "HmacSHA256"));
      return Bytes.of(mac.doFinal(info(purpose, parameters)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("HmacSHA256 is missing from this Java", impossible);
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  private static byte[] info(String purpose, Bytes... parameters) {
    Bytes start = Bytes.of(purpose.getBytes(StandardCharsets.US_ASCII));
    return Bytes.concat(start, Bytes.concat(parameters)).toArray();
  }
}

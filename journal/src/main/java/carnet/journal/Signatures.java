package carnet.journal;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Checks Ed25519 signatures (RFC 8032). */
public final class Signatures {
  private Signatures() {}

  /** False for a wrong signature and for a key or signature that is none. */
  public static boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    if (publicKey.size() != Ed25519.PUBLIC_KEY_SIZE || signature.size() != Ed25519.SIGNATURE_SIZE) {
      return false;
    }
    byte[] text = message.toArray();
    return Ed25519.verify(signature.toArray(), 0, publicKey.toArray(), 0, text, 0, text.length);
  }
}

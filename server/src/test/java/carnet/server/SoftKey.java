package carnet.server;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An authenticator in software, for tests: one ES256 passkey, attestation none, counting. */
final class SoftKey {

  private static final int PRESENT = 0x01;
  static final int VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;

  private final String origin;
  private final KeyPair pair;
  private final byte[] id = new byte[32];
  private int count;

  /** What {@link #VERIFIED} a test takes away to be refused. */
  int flags = PRESENT | VERIFIED;

  SoftKey(String origin) {
    this.origin = origin;
    new SecureRandom().nextBytes(id);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  Map<String, Object> create(JsonNode options) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(head(options.path("rp").path("id").asString(), flags | ATTESTED));
    data.writeBytes(new byte[16]);
    data.writeBytes(new byte[] {0, (byte) id.length});
    data.writeBytes(id);
    data.writeBytes(cose());
    byte[] authData = data.toByteArray();
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write(0xa3);
    object.writeBytes(text("fmt"));
    object.writeBytes(text("none"));
    object.writeBytes(text("attStmt"));
    object.write(0xa0);
    object.writeBytes(text("authData"));
    object.writeBytes(new byte[] {0x58, (byte) authData.length});
    object.writeBytes(authData);
    return credential(
        Map.of(
            "attestationObject", base64url(object.toByteArray()),
            "clientDataJSON", base64url(client("webauthn.create", options))));
  }

  Map<String, Object> get(JsonNode options) {
    byte[] client = client("webauthn.get", options);
    byte[] data = head(options.path("rpId").asString(), flags);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(data);
      signature.update(sha256(client));
      return credential(
          Map.of(
              "authenticatorData", base64url(data),
              "clientDataJSON", base64url(client),
              "signature", base64url(signature.sign())));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private Map<String, Object> credential(Map<String, Object> response) {
    return Map.of(
        "id", base64url(id),
        "rawId", base64url(id),
        "type", "public-key",
        "clientExtensionResults", Map.of(),
        "response", response);
  }

  private byte[] client(String type, JsonNode options) {
    return JsonMapper.builder()
        .build()
        .writeValueAsBytes(
            Map.of(
                "type", type, "challenge", options.path("challenge").asString(), "origin", origin));
  }

  private byte[] head(String rpId, int withFlags) {
    return ByteBuffer.allocate(37)
        .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
        .put((byte) withFlags)
        .putInt(++count)
        .array();
  }

  /** RFC 9053: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
  private byte[] cose() {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32});
    out.writeBytes(fixed(key.getW().getAffineX()));
    out.writeBytes(new byte[] {0x22, 0x58, 32});
    out.writeBytes(fixed(key.getW().getAffineY()));
    return out.toByteArray();
  }

  private static byte[] fixed(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] out = new byte[32];
    int from = Math.max(0, bytes.length - 32);
    System.arraycopy(bytes, from, out, 32 - (bytes.length - from), bytes.length - from);
    return out;
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + bytes.length)
        .put((byte) (0x60 | bytes.length))
        .put(bytes)
        .array();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

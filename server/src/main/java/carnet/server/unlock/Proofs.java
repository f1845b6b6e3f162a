package carnet.server.unlock;

import carnet.server.Problem;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Base64;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Checks the proof of possession on each request (RFC 9449): ES256 only, this replica's nonce, each
 * proof once, for this method, address and token. {@code iat} is not judged: the nonce tells the
 * time, so a wrong clock locks nobody out.
 */
final class Proofs {

  private static final int LONGEST = 4096;
  private static final int LONGEST_ID = 128;

  private final Nonces nonces;
  private final Replays replays;

  Proofs(Nonces nonces, Replays replays) {
    this.nonces = nonces;
    this.replays = replays;
  }

  String nonce() {
    return nonces.fresh();
  }

  /**
   * @param address of the request without its query
   * @return the RFC 7638 thumbprint of the device's key
   */
  String device(@Nullable String header, String method, String address, @Nullable String token) {
    if (header == null) {
      throw freshNonce();
    }
    if (header.length() > LONGEST) {
      throw wrong("too-long");
    }
    try {
      SignedJWT proof = SignedJWT.parse(header);
      JWTClaimsSet claims = proof.getJWTClaimsSet();
      String nonce = claims.getStringClaim("nonce");
      OptionalLong window = nonce == null ? OptionalLong.empty() : nonces.window(nonce);
      if (window.isEmpty()) {
        throw freshNonce();
      }
      String device = signer(proof);
      if (!method.equals(claims.getStringClaim("htm"))) {
        throw wrong("htm");
      }
      if (!address.equals(claims.getStringClaim("htu"))) {
        throw wrong("htu");
      }
      if (token != null && !hash(token).equals(claims.getStringClaim("ath"))) {
        throw wrong("ath");
      }
      String id = claims.getJWTID();
      if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
        throw wrong("jti");
      }
      return switch (replays.note(window.getAsLong(), device, id)) {
        case NEW -> device;
        case BEFORE -> throw wrong("replayed");
        case TOO_MANY -> throw Tries.tooMany(60);
      };
    } catch (ParseException | JOSEException malformed) {
      throw wrong("malformed");
    }
  }

  private static String signer(SignedJWT proof) throws JOSEException {
    var header = proof.getHeader();
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
        || header.getType() == null
        || !"dpop+jwt".equals(header.getType().getType())
        || !(header.getJWK() instanceof ECKey key)
        || key.isPrivate()
        || !Curve.P_256.equals(key.getCurve())) {
      throw wrong("header");
    }
    if (!proof.verify(new ECDSAVerifier(key))) {
      throw wrong("signature");
    }
    return key.computeThumbprint().toString();
  }

  /** base64url of SHA-256, as {@code ath} and as this server remembers tokens. */
  static String hash(String token) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private static Problem freshNonce() {
    return Problem.of(
        "use-dpop-nonce",
        HttpStatus.UNAUTHORIZED,
        "À redemander avec le nonce donné.",
        "Ask again with the nonce given.");
  }

  private static Problem wrong(String what) {
    return Problem.of(
            "proof-wrong",
            HttpStatus.UNAUTHORIZED,
            "La preuve de cet appareil n’est pas valable.",
            "This device's proof does not hold.")
        .with("proof", what);
  }
}

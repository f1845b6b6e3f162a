package carnet.server.demo;

import carnet.vault.Access;
import carnet.vault.Session;
import carnet.vault.Unlock;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * An invented member's way in, all of it, as no real account is ever kept: passphrase, seed and the private key of a device.
 *
 * @param seed of the authenticator, base64
 * @param device a P-256 JWK with its private part
 */
record Account(
    String key,
    String login,
    String name,
    String role,
    String profession,
    String passphrase,
    String seed,
    Map<String, Object> device) {

  String code(Instant at) {
    try (Secret secret = secret()) {
      return Totp.code(secret, at);
    }
  }

  Secret secret() {
    return Secret.owning(Base64.getDecoder().decode(seed));
  }

  String thumbprint() {
    try {
      return ECKey.parse(device).computeThumbprint().toString();
    } catch (ParseException | JOSEException damaged) {
      throw new IllegalStateException("the demonstration's accounts are damaged", damaged);
    }
  }

  /**
   * A session of the demonstration itself. It takes the code of the step before first, so that the one on a visitor's screen
   * still serves.
   */
  Session signIn(Unlock unlock, Instant now) {
    for (int step : new int[] {-1, 0, 1}) {
      char[] words = passphrase.toCharArray();
      Unlock.Answer answer =
          unlock.byPassphrase(
              login,
              words,
              code(now.plus(Totp.STEP.multipliedBy(step))),
              new Access.From(thumbprint(), "loopback", "demo"));
      Arrays.fill(words, '\0');
      if (answer instanceof Unlock.Answer.Welcome(Session session)) {
        return session;
      }
    }
    throw new IllegalStateException("the demonstration cannot sign in " + key);
  }
}

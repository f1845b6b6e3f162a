package carnet.vault.crypto;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of an authenticator app: RFC 6238, SHA-1, 6 digits, 30 s: what every app reads.
 *
 * <p>A code is accepted one step early or late, and never at or before a step already used (RFC
 * 6238, 5.2).
 */
public final class Totp {

  public static final Duration STEP = Duration.ofSeconds(30);

  private static final TimeBasedOneTimePasswordGenerator GENERATOR =
      new TimeBasedOneTimePasswordGenerator(STEP, 6);

  private Totp() {}

  /** The step that this code proves, if it is right and newer than {@code lastUsed}. */
  public static OptionalLong step(Secret seed, String code, Instant now, long lastUsed) {
    OptionalLong found = OptionalLong.empty();
    long latest = latest(now);
    for (long step = latest - 2; step <= latest; step++) {
      // Every step is compared, so that time tells nothing.
      boolean same =
          MessageDigest.isEqual(
              code(seed, Instant.ofEpochSecond(step * STEP.toSeconds()))
                  .getBytes(StandardCharsets.US_ASCII),
              code.getBytes(StandardCharsets.UTF_8));
      if (same && step > lastUsed) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /** The latest step whose code is taken at this time. */
  public static long latest(Instant now) {
    return now.getEpochSecond() / STEP.toSeconds() + 1;
  }

  /** The code that an app shows at this time. */
  public static String code(Secret seed, Instant at) {
    byte[] material = seed.copy();
    try {
      return GENERATOR.generateOneTimePasswordString(
          new SecretKeySpec(material, GENERATOR.getAlgorithm()), at);
    } catch (InvalidKeyException impossible) {
      throw new IllegalStateException("the TOTP seed is no key", impossible);
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }
}

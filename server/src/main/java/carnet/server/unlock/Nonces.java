package carnet.server.unlock;

import carnet.journal.Bytes;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * The nonces of this process's life: a MAC of the window of time, so that nothing is stored. Good
 * for five minutes or so.
 */
final class Nonces {

  private static final long WINDOW_SECONDS = 100;
  private static final int ACCEPTED = 3;

  private final Secret key;
  private final Clock clock;

  Nonces(SecureRandom random, Clock clock) {
    this.key = Secret.random(random);
    this.clock = clock;
  }

  String fresh() {
    return of(window());
  }

  /** The window that it was given in, if that is not too long ago. */
  OptionalLong window(String nonce) {
    long now = window();
    for (long each = now; each > now - ACCEPTED; each--) {
      if (MessageDigest.isEqual(
          of(each).getBytes(StandardCharsets.US_ASCII), nonce.getBytes(StandardCharsets.UTF_8))) {
        return OptionalLong.of(each);
      }
    }
    return OptionalLong.empty();
  }

  private long window() {
    return clock.instant().getEpochSecond() / WINDOW_SECONDS;
  }

  private String of(long window) {
    Bytes when = Bytes.adopt(ByteBuffer.allocate(8).putLong(window).array());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Kdf.mac(key, "carnet/1/dpop-nonce", when).slice(0, 16).toArray());
  }
}

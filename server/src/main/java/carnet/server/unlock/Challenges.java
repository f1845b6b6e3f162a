package carnet.server.unlock;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One challenge a device, for five minutes and once; the oldest go when there are many. */
final class Challenges {

  private record Given(byte[] value, Instant until) {}

  private static final Duration GOOD = Duration.ofMinutes(5);
  private static final int MOST = 5_000;

  private final SecureRandom random;
  private final Clock clock;
  private final Map<String, Given> byDevice = new LinkedHashMap<>();

  Challenges(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  synchronized byte[] give(String device) {
    byte[] value = new byte[32];
    random.nextBytes(value);
    byDevice.remove(device);
    byDevice.put(device, new Given(value, clock.instant().plus(GOOD)));
    while (byDevice.size() > MOST) {
      byDevice.remove(byDevice.keySet().iterator().next());
    }
    return value.clone();
  }

  synchronized boolean take(String device, byte[] signed) {
    Given given = byDevice.remove(device);
    return given != null
        && clock.instant().isBefore(given.until())
        && MessageDigest.isEqual(given.value(), signed);
  }
}

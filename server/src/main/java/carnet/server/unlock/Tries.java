package carnet.server.unlock;

import carnet.server.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * Slows guessing: each wrong factor from a device, or from a network, makes the next wait longer.
 * Never counted by account alone, or anyone could lock a colleague out. In memory: a restart
 * forgives.
 */
final class Tries {

  private record Count(int wrong, Instant last) {}

  private static final int FREE_FOR_DEVICE = 5;
  private static final int FREE_FOR_NETWORK = 20;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final int MOST = 20_000;

  private final Clock clock;
  private final Map<String, Count> counts = new HashMap<>();

  Tries(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws Problem too-many-tries, while either must still wait
   */
  synchronized void require(Caller caller) {
    long wait =
        Math.max(
            wait(counts.get(device(caller)), FREE_FOR_DEVICE),
            wait(counts.get(network(caller)), FREE_FOR_NETWORK));
    if (wait > 0) {
      throw tooMany(wait);
    }
  }

  synchronized void wrong(Caller caller) {
    if (counts.size() > MOST) {
      forget();
    }
    Instant now = clock.instant();
    for (String key : new String[] {device(caller), network(caller)}) {
      counts.merge(
          key, new Count(1, now), (old, one) -> isOld(old) ? one : new Count(old.wrong + 1, now));
    }
  }

  /** The right factor forgives the device; the network is shared, so it stays counted. */
  synchronized void right(Caller caller) {
    counts.remove(device(caller));
  }

  synchronized void forget() {
    counts.values().removeIf(this::isOld);
  }

  private boolean isOld(Count count) {
    return count.last.plus(FORGOTTEN).isBefore(clock.instant());
  }

  private long wait(@org.jspecify.annotations.Nullable Count count, int free) {
    if (count == null || isOld(count) || count.wrong < free) {
      return 0;
    }
    long seconds = Math.min(LONGEST.toSeconds(), 1L << Math.min(20, count.wrong - free));
    return Duration.between(clock.instant(), count.last.plusSeconds(seconds)).toMillis() <= 0
        ? 0
        : Math.max(
            1, Duration.between(clock.instant(), count.last.plusSeconds(seconds)).toSeconds());
  }

  static Problem tooMany(long seconds) {
    return Problem.of(
            "too-many-tries",
            HttpStatus.TOO_MANY_REQUESTS,
            "Trop d’essais ; attendez un peu avant de recommencer.",
            "Too many tries; wait a little before trying again.")
        .retryAfter(seconds);
  }

  private static String device(Caller caller) {
    return "device " + caller.device();
  }

  private static String network(Caller caller) {
    return "network " + caller.address();
  }
}

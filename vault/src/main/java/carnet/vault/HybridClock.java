package carnet.vault;

import java.time.Clock;
import java.time.Instant;

/**
 * Time that never stands still nor goes back on one replica: 48 bits of milliseconds, 16 of
 * counter.
 *
 * <p>Orders concurrent versions for display; decides nothing about who may do what. Safe for many
 * threads.
 */
public final class HybridClock {

  private final Clock clock;
  private long last;

  public HybridClock(Clock clock) {
    this.clock = clock;
  }

  public synchronized long next() {
    last = Math.max(last + 1, clock.millis() << 16);
    return last;
  }

  /** The wall clock, for what must not run ahead (codes, delays). */
  public Instant now() {
    return clock.instant();
  }

  public static Instant instant(long stamp) {
    return Instant.ofEpochMilli(stamp >>> 16);
  }
}

package carnet.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that only a test moves. */
public final class DrivenClock extends Clock {

  private volatile Instant now = Instant.parse("2026-11-24T09:00:00Z");

  public void pass(Duration more) {
    now = now.plus(more);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}

package carnet.server.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.EntryStore;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What all servers of a test share: the time, which only the test moves, and people's phones. */
final class World extends Clock {
  static final String PASSPHRASE = "une phrase assez longue";

  final Map<String, Secret> seeds = new ConcurrentHashMap<>();
  private volatile Instant now = Instant.parse("2026-11-24T09:00:00Z");

  synchronized void pass(Duration more) {
    now = now.plus(more);
  }

  /** A code that was not used before. */
  String code(String login) {
    pass(Totp.STEP);
    return Totp.code(there(seeds.get(login)), now);
  }

  static <T> T there(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("not there yet");
    }
    return value;
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for: " + what).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  static void awaitEqual(Server one, Server other) {
    await("equal logs", () -> heads(one).equals(heads(other)));
    one.continuity().settle();
    other.continuity().settle();
  }

  static Map<?, ?> heads(Server server) {
    EntryStore store = server.store;
    return store.heads(server.practice());
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

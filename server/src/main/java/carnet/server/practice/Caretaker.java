package carnet.server.practice;

import carnet.vault.Departure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What is done behind, by the clock: a checkpoint within a second of each write, departures
 * finished, rooms' own chores.
 *
 * <p>A chore that fails is logged by its name and tried again at its next time; the others go on.
 */
@Component
public final class Caretaker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(
          1, Thread.ofPlatform().name("caretaker-", 0).daemon().factory());

  @Autowired
  Caretaker(House house, ObjectProvider<Peers> peers) {
    every("checkpoint", Duration.ofSeconds(1), house::checkpoint);
    every(
        "departures",
        Duration.ofHours(1),
        () -> {
          // It destroys keys by this clock: a clock that a peer contradicts destroys nothing.
          if (house.founded() && peers.getIfAvailable(() -> List::of).clockConfirmed()) {
            Departure.finish(house.vault());
          }
        });
  }

  /** Runs first after one period, then once each. */
  public void every(String name, Duration period, Runnable chore) {
    var _ =
        clock.scheduleWithFixedDelay(
            () -> {
              try {
                chore.run();
              } catch (RuntimeException failed) {
                LOG.warn("chore {} failed: {}", name, failed.getClass().getName());
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
        clock.shutdownNow();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}

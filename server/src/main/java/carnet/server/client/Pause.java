package carnet.server.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A while in which nothing is done. */
public final class Pause {

  private Pause() {}

  /**
   * @throws IllegalStateException when the thread is asked to stop
   */
  public static void of(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", stopped);
    }
  }

  /**
   * Until it is so; looked at ten times a second.
   *
   * @throws IllegalStateException when it is not by then, with these words
   */
  public static void until(String what, Duration most, BooleanSupplier so) {
    long end = System.nanoTime() + most.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("it never came that " + what);
      }
      of(Duration.ofMillis(100));
    }
  }
}

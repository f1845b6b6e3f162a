package carnet.server.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

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
}

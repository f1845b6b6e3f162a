package carnet.server.client;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells how far a long piece of work is: nothing in its first second, then how much is done, and
 * from ten seconds on how much time is left. Where nobody watches, a line each ten seconds.
 */
public final class Meter {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final String what;
  private final LongSupplier nanos;
  private final long began;
  private long shown;

  public Meter(Terminal terminal, String what) {
    this(terminal, what, System::nanoTime);
  }

  Meter(Terminal terminal, String what, LongSupplier nanos) {
    this.terminal = terminal;
    this.what = what;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.shown = began;
  }

  /**
   * @param part of the whole that is done, 0 to 1
   */
  public void at(double part) {
    long now = nanos.getAsLong();
    Duration between = terminal.isWatched() ? FIRST : LONG;
    if (now - shown >= between.toNanos()) {
      shown = now;
      String line = line(part, Duration.ofNanos(now - began));
      if (terminal.isWatched()) {
        terminal.show(line);
      } else {
        terminal.say(line);
      }
    }
  }

  /** Leaves the place to what is said next. */
  public void end() {
    if (terminal.isWatched() && shown != began) {
      terminal.show("");
    }
  }

  String line(double part, Duration passed) {
    String done = String.format(Locale.ROOT, "%s: %.0f %%", what, Math.floor(part * 100));
    boolean tells = passed.compareTo(LONG) >= 0 && part > 0;
    return tells ? done + ", " + left(passed, part) + " left" : done;
  }

  private static String left(Duration passed, double part) {
    long seconds = Math.round(passed.toMillis() / 1000.0 * (1 - part) / part);
    return seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }
}

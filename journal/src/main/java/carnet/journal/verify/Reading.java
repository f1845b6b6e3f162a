package carnet.journal.verify;

import carnet.journal.Entry;
import carnet.journal.LogId;
import carnet.journal.MalformedEntry;
import carnet.journal.StoreFailed;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Reads one log to its end, past what cannot be read. */
final class Reading {
  private static final int MOST_UNREADABLE = 1000;

  private final Kept kept;
  private final LogId log;
  private long next;

  Reading(Kept kept, LogId log) {
    this.kept = kept;
    this.log = log;
  }

  /**
   * Every sequence up to {@code size} goes to one of the two, in order; the last ones may go to
   * none.
   */
  void each(long size, Consumer<Entry> good, LongConsumer unreadable) {
    int missed = 0;
    while (next < size && missed < MOST_UNREADABLE) {
      // A page fails as a whole for one entry of it: then go on one by one up to that one.
      boolean on = !read(size, good);
      while (on && next < size) {
        on = read(next + 1, good);
      }
      if (next < size) {
        unreadable.accept(next);
        next++;
        missed++;
      }
    }
  }

  /** Whether it came as far as asked. */
  private boolean read(long to, Consumer<Entry> good) {
    try (Stream<Entry> entries = kept.range(log, next, to)) {
      Iterator<Entry> each = entries.iterator();
      while (each.hasNext()) {
        Entry entry = each.next();
        if (entry.sequence() != next) {
          return false;
        }
        good.accept(entry);
        next++;
      }
    } catch (StoreFailed | MalformedEntry | IllegalArgumentException e) {
      return false;
    }
    return next == to;
  }
}

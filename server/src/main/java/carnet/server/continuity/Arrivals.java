package carnet.server.continuity;

import carnet.journal.Entry;
import carnet.journal.EntryStore.Placed;
import carnet.journal.Kind;
import carnet.journal.LogId;
import carnet.journal.Position;
import carnet.journal.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells the vault of each entry that the exchange took, in order, once it is durable; and finds the
 * tags of those whose key came after them (a trace before its day key, anything before the label
 * key). Safe for many threads.
 */
final class Arrivals {
  private static final int BATCH = 512;

  /**
   * Of each log, so many of the newest are looked at again at start: a crash may have left them
   * untagged.
   */
  private static final long LATELY = 512;

  private final Here here;
  private final Map<LogId, Long> told = new HashMap<>();
  private final Set<Position> untagged = new LinkedHashSet<>();

  Arrivals(Here here) {
    this.here = here;
    here.store()
        .heads(here.practice())
        .forEach((log, head) -> {
          told.put(log, head.size());
          if (!log.equals(here.log().id())) {
            for (long at = Math.max(0, head.size() - LATELY); at < head.size(); at++) {
              untagged.add(new Position(log, at));
            }
          }
        });
    retry();
  }

  /** The exchange asks this for each entry that it takes. */
  Set<Tag> tags(Entry received) {
    Set<Tag> tags = here.vault().tags(received);
    if (tags.isEmpty() && (received.kind() == Kind.TRACE || received.kind() == Kind.SEALED)) {
      synchronized (this) {
        untagged.add(received.place());
      }
    }
    return tags;
  }

  /**
   * Tells of what is new in logs that others write.
   *
   * @return whether there was anything
   */
  synchronized boolean sweep() {
    boolean any = false;
    for (LogId log : here.store().heads(here.practice()).keySet()) {
      if (!log.equals(here.log().id())) {
        any |= sweep(log);
      }
    }
    if (any) {
      retry();
    }
    return any;
  }

  private boolean sweep(LogId log) {
    long from = told.getOrDefault(log, 0L);
    boolean any = false;
    try (Stream<Entry> entries = here.store().range(log, from, Long.MAX_VALUE)) {
      Iterator<Entry> each = entries.iterator();
      while (each.hasNext()) {
        List<Entry> batch = new ArrayList<>();
        while (each.hasNext() && batch.size() < BATCH) {
          batch.add(each.next());
        }
        here.vault().received(batch);
        told.put(log, batch.getLast().sequence() + 1);
        any = true;
      }
    }
    return any;
  }

  /** A label key came: all that is here may have tags now. */
  synchronized void retagAll() {
    here.store()
        .heads(here.practice())
        .forEach((log, head) -> {
          for (long at = 0; at < head.size(); at++) {
            untagged.add(new Position(log, at));
          }
        });
    retry();
  }

  private void retry() {
    List<Placed> found = new ArrayList<>();
    for (Iterator<Position> each = untagged.iterator(); each.hasNext(); ) {
      Position place = each.next();
      try (Stream<Entry> one =
          here.store().range(place.log(), place.sequence(), place.sequence() + 1)) {
        Entry entry = one.findFirst().orElse(null);
        Set<Tag> tags = entry == null ? Set.of() : here.vault().tags(entry);
        if (entry == null || entry.kind() == Kind.AUTHORITY || !tags.isEmpty()) {
          each.remove();
        }
        if (entry != null && !tags.isEmpty()) {
          found.add(new Placed(entry, tags));
        }
      }
      if (found.size() == BATCH) {
        here.store().append(List.copyOf(found));
        found.clear();
      }
    }
    if (!found.isEmpty()) {
      here.store().append(found);
    }
  }
}

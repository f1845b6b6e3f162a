package carnet.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Distinct things of the last 24 hours, each with the last time it was met. A sliding day, not a
 * calendar day: midnight gives a thief nothing.
 */
final class Window {
  static final Duration DAY = Duration.ofHours(24);

  private Map<String, Instant> met = new LinkedHashMap<>();

  void meet(String thing, Instant time) {
    met.values().removeIf(then -> !then.isAfter(time.minus(DAY)));
    met.remove(thing);
    met.put(thing, time);
  }

  void forget(String thing) {
    met.remove(thing);
  }

  /**
   * Things met after {@code from} and within the day before {@code now}, with those that would be
   * met.
   */
  Set<String> with(Collection<String> more, Instant from, Instant now) {
    Instant after = from.isAfter(now.minus(DAY)) ? from : now.minus(DAY);
    Set<String> all = new LinkedHashSet<>(more);
    met.forEach((thing, then) -> {
      if (then.isAfter(after)) {
        all.add(thing);
      }
    });
    return all;
  }

  boolean holds(String thing, Instant now) {
    Instant then = met.get(thing);
    return then != null && then.isAfter(now.minus(DAY));
  }

  int size(Instant now) {
    return with(Set.of(), now.minus(DAY), now).size();
  }

  Instant metAt(String thing) {
    return met.getOrDefault(thing, Instant.MAX);
  }

  boolean isSpent(Instant now) {
    met.values().removeIf(then -> !then.isAfter(now.minus(DAY)));
    return met.isEmpty();
  }
}

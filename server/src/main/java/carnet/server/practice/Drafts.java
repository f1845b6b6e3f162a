package carnet.server.practice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a person began and must prove within a quarter of an hour, on the same device; in memory
 * only, a few at a time.
 */
final class Drafts<T> {

  private record Kept<T>(T value, String device, Instant until) {}

  private static final Duration GOOD = Duration.ofMinutes(15);
  private static final Duration SWEPT = Duration.ofMinutes(1);
  private static final int MOST = 100;

  private final Clock clock;
  private final Consumer<T> dropped;
  private final Map<String, Kept<T>> kept = new LinkedHashMap<>();

  /**
   * @param caretaker wipes what is over, though nobody comes
   * @param dropped is given each draft that is not confirmed, to wipe it
   */
  Drafts(Clock clock, Caretaker caretaker, Consumer<T> dropped) {
    this.clock = clock;
    this.dropped = dropped;
    caretaker.every("drafts", SWEPT, this::forget);
  }

  synchronized void keep(String id, String device, T value) {
    forget();
    while (kept.size() >= MOST) {
      var oldest = kept.entrySet().iterator();
      dropped.accept(oldest.next().getValue().value());
      oldest.remove();
    }
    kept.put(id, new Kept<>(value, device, clock.instant().plus(GOOD)));
  }

  synchronized Optional<T> of(String id, String device) {
    forget();
    return Optional.ofNullable(kept.get(id))
        .filter(each -> each.device().equals(device))
        .map(Kept::value);
  }

  /** Takes it out: who confirms first has it, and wipes it. */
  synchronized Optional<T> take(String id, String device) {
    Optional<T> found = of(id, device);
    found.ifPresent(each -> kept.remove(id));
    return found;
  }

  synchronized void forget() {
    Instant now = clock.instant();
    kept.values()
        .removeIf(each -> {
          boolean over = !now.isBefore(each.until());
          if (over) {
            dropped.accept(each.value());
          }
          return over;
        });
  }
}

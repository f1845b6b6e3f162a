package carnet.server.continuity;

import carnet.journal.ReplicaId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When each peer was last heard of, and whether it is there now. Safe for many threads. */
final class Contacts {
  /** A peer that calls asks for news every three seconds. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  private record Contact(Instant seen, long nanos, boolean there) {}

  private final Map<ReplicaId, Contact> contacts = new ConcurrentHashMap<>();
  private final Clock clock;

  Contacts(Clock clock) {
    this.clock = clock;
  }

  /**
   * @return whether that is a change
   */
  boolean heard(ReplicaId peer) {
    boolean before = reachable(peer);
    contacts.put(peer, new Contact(clock.instant(), System.nanoTime(), true));
    return !before;
  }

  /**
   * @return whether that is a change
   */
  boolean silent(ReplicaId peer) {
    boolean before = reachable(peer);
    contacts.computeIfPresent(peer, (_, last) -> new Contact(last.seen(), last.nanos(), false));
    return before;
  }

  boolean reachable(ReplicaId peer) {
    Contact last = contacts.get(peer);
    return last != null && last.there() && System.nanoTime() - last.nanos() < SILENT.toNanos();
  }

  Optional<Instant> seenAt(ReplicaId peer) {
    return Optional.ofNullable(contacts.get(peer)).map(Contact::seen);
  }
}

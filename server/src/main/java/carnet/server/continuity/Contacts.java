package carnet.server.continuity;

import carnet.journal.ReplicaId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each peer was last heard of, whether it is there now, and how far its clock is from this
 * one. Safe for many threads.
 */
final class Contacts {
  /** A peer that calls asks for news every three seconds. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  /** Past this, one of two clocks is wrong, and people are told. */
  private static final Duration WRONG = Duration.ofMinutes(5);

  /**
   * @param ahead how far the peer's clock is before this one; negative where it is behind
   */
  private record Contact(Instant seen, long nanos, boolean there, Duration ahead) {
    boolean disagrees() {
      return ahead.abs().compareTo(WRONG) > 0;
    }
  }

  private final Map<ReplicaId, Contact> contacts = new ConcurrentHashMap<>();
  private final Clock clock;

  Contacts(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param said by the peer's clock
   * @return whether that is a change
   */
  boolean heard(ReplicaId peer, Instant said) {
    Instant now = clock.instant();
    Contact next = new Contact(now, System.nanoTime(), true, Duration.between(now, said));
    boolean before = reachable(peer);
    Contact last = contacts.put(peer, next);
    return !before || last == null || last.disagrees() != next.disagrees();
  }

  /** How far the clock of a peer is before this one, where the two cannot both be right. */
  Optional<Duration> ahead(ReplicaId peer) {
    return Optional.ofNullable(contacts.get(peer)).filter(Contact::disagrees).map(Contact::ahead);
  }

  /**
   * Whether nothing speaks against this clock: a peer said the same since the start, and none said
   * otherwise.
   */
  boolean confirmed() {
    return !contacts.isEmpty() && contacts.values().stream().noneMatch(Contact::disagrees);
  }

  /**
   * @return whether that is a change
   */
  boolean silent(ReplicaId peer) {
    boolean before = reachable(peer);
    contacts.computeIfPresent(
        peer, (_, last) -> new Contact(last.seen(), last.nanos(), false, last.ahead()));
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

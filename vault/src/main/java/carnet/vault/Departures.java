package carnet.vault;

import carnet.journal.EntryId;
import carnet.vault.Keyring.Departure;
import carnet.vault.Keyring.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which removals stand: by rules that need nothing but the acts, so that every replica finds the
 * same whatever came first.
 *
 * <p>A removal attacks each act of authority of who is removed that it did not know, and each of
 * whom he let in without its knowing, and so on down; a restore attacks its removal. What is
 * attacked by nothing that stands, stands, within the limits: one a day by one person, a steward's
 * takes two, never the last clinician nor the last steward. What the rules leave undecided (two who
 * remove each other) is contested: both keep their day, neither has authority, until a third or the
 * kit speaks.
 */
final class Departures {

  /** A removal as one or two signed it. */
  record Removal(Item item, Member gone, String reason, boolean byKit, Optional<Item> second) {

    EntryId id() {
      return item.id();
    }

    boolean whole() {
      return byKit || !gone.steward() || second.isPresent();
    }

    boolean alone() {
      return !byKit && second.isEmpty();
    }

    /** The act from which on it takes hold. */
    Item effect() {
      return gone.steward() ? second.orElse(item) : item;
    }

    boolean of(MemberId member) {
      return gone.id().equals(member);
    }
  }

  record Restore(Item item, EntryId removal, boolean byKit) {}

  private final Lineage lineage;
  private final Voices voices;
  private final Collection<Member> members;
  private final Map<EntryId, Removal> removals = new LinkedHashMap<>();
  private final Map<EntryId, Restore> restores = new LinkedHashMap<>();
  private final Set<EntryId> stands = new HashSet<>();
  private final Set<EntryId> falls = new HashSet<>();

  private Departures(Lineage lineage, Voices voices, Collection<Member> members) {
    this.lineage = lineage;
    this.voices = voices;
    this.members = members;
  }

  /** Given in the order of the keyring; their signatures hold. */
  static Departures decide(
      Lineage lineage,
      Voices voices,
      Collection<Member> members,
      List<Removal> removals,
      List<Restore> restores) {
    Departures found = new Departures(lineage, voices, members);
    removals.forEach(each -> found.removals.put(each.id(), each));
    restores.stream()
        .filter(each -> found.removals.containsKey(each.removal()))
        .filter(found::mayRestore)
        .forEach(each -> found.restores.put(each.item().id(), each));
    found.decide();
    return found;
  }

  /**
   * Neither who removed nor who was removed, nor whom he let in without its knowing; within a day,
   * unless removals stand against it.
   */
  private boolean mayRestore(Restore restore) {
    Removal removal = removal(restore.removal());
    MemberId by = restore.item().author();
    if (restore.byKit()) {
      return true;
    }
    boolean inTime = between(removal.effect(), restore.item()).compareTo(Keyring.DAY) < 0;
    boolean third =
        !removal.of(by)
            && !removal.item().author().equals(by)
            && removal.second().filter(each -> each.author().equals(by)).isEmpty()
            && attackers(restore.item()).noneMatch(removal::equals);
    return third && (inTime || attackers(removal).findAny().isPresent());
  }

  private void decide() {
    List<EntryId> open = new ArrayList<>();
    removals.values().stream().filter(Removal::whole).forEach(each -> open.add(each.id()));
    open.addAll(restores.keySet());
    boolean moved = true;
    while (moved) {
      moved = false;
      for (EntryId each : List.copyOf(open)) {
        Set<EntryId> against = against(each);
        if (against.stream().anyMatch(stands::contains)) {
          falls.add(each);
        } else if (falls.containsAll(against)) {
          Removal removal = removals.get(each);
          (removal == null || withinLimits(removal) ? stands : falls).add(each);
        } else {
          continue;
        }
        open.remove(each);
        moved = true;
      }
    }
  }

  private Set<EntryId> against(EntryId act) {
    Set<EntryId> found = new HashSet<>();
    Removal removal = removals.get(act);
    if (removal == null) {
      Restore restore = restores.get(act);
      if (restore != null && !restore.byKit()) {
        attackers(restore.item()).forEach(each -> found.add(each.id()));
      }
      return found;
    }
    attackers(removal).forEach(each -> found.add(each.id()));
    restores.values().stream()
        .filter(each -> each.removal().equals(act))
        .forEach(each -> found.add(each.item().id()));
    return found;
  }

  private Stream<Removal> attackers(Removal of) {
    if (of.byKit()) {
      return Stream.empty();
    }
    return Stream.concat(attackers(of.item()), of.second().stream().flatMap(this::attackers))
        .filter(each -> !each.id().equals(of.id()))
        .distinct();
  }

  /**
   * Removals of the act's author that did not know the act; and of whoever let her in, that did not
   * know she was in, and so on up: what he may not do himself, nobody does for him.
   */
  private Stream<Removal> attackers(Item act) {
    Set<Removal> found = new LinkedHashSet<>();
    Set<EntryId> seen = new HashSet<>();
    Deque<Item> next = new ArrayDeque<>(List.of(act));
    while (!next.isEmpty()) {
      Item each = next.removeFirst();
      if (seen.add(each.id())) {
        unaware(each.author(), each).forEach(found::add);
        voices
            .letIn(each)
            .forEach(how -> {
              unaware(how.invitation().author(), how.taken()).forEach(found::add);
              next.add(how.invitation());
              how.second().ifPresent(next::add);
            });
      }
    }
    return found.stream();
  }

  /** Removals of this member that did not know this act. */
  private Stream<Removal> unaware(MemberId member, Item act) {
    return removals.values().stream()
        .filter(Removal::whole)
        .filter(each -> each.of(member) && !lineage.knew(each.effect(), act.id()));
  }

  private boolean withinLimits(Removal removal) {
    if (removal.byKit()) {
      return true;
    }
    Member gone = removal.gone();
    boolean another =
        members.stream()
            .filter(each -> !each.id().equals(gone.id()) && !gone(each.id()))
            .anyMatch(each -> each.role() == Role.CLINICIAN);
    boolean anotherSteward =
        members.stream()
            .filter(each -> !each.id().equals(gone.id()) && !gone(each.id()))
            .anyMatch(Member::steward);
    boolean today =
        removal.alone()
            && standing()
                .filter(Removal::alone)
                .filter(each -> each.item().author().equals(removal.item().author()))
                .anyMatch(
                    each -> between(each.item(), removal.item()).abs().compareTo(Keyring.DAY) < 0);
    return (another || gone.role() != Role.CLINICIAN)
        && (anotherSteward || !gone.steward())
        && !today;
  }

  private Stream<Removal> standing() {
    return removals.values().stream().filter(each -> stands.contains(each.id()));
  }

  private boolean gone(MemberId member) {
    return standing().anyMatch(each -> each.of(member));
  }

  /** Undecided, and not only because its author's own removal is: it attacks its attackers. */
  private boolean contested(Removal removal) {
    if (!removal.whole() || !undecided(removal.id())) {
      return false;
    }
    Set<EntryId> seen = new HashSet<>();
    Deque<EntryId> next = new ArrayDeque<>(against(removal.id()));
    while (!next.isEmpty()) {
      EntryId each = next.removeFirst();
      if (each.equals(removal.id())) {
        return true;
      }
      if (undecided(each) && seen.add(each)) {
        next.addAll(against(each));
      }
    }
    return false;
  }

  private boolean undecided(EntryId act) {
    return !stands.contains(act) && !falls.contains(act);
  }

  /** Whether a removal of the author that counts did not know of this act of authority. */
  boolean voids(Item act) {
    return attackers(act).anyMatch(this::takesHold);
  }

  /** Nor does an invitation serve that had not been taken up when such a removal was made. */
  boolean voids(Item invitation, @Nullable Item taken) {
    Stream<Removal> before =
        taken == null
            ? removals.values().stream().filter(each -> each.of(invitation.author()))
            : unaware(invitation.author(), taken);
    return voids(invitation) || before.anyMatch(this::takesHold);
  }

  private boolean takesHold(Removal removal) {
    return stands.contains(removal.id()) || contested(removal);
  }

  /** Those whose removal is undecided: they have no authority. */
  Set<MemberId> contested() {
    Set<MemberId> found = new HashSet<>();
    removals.values().stream().filter(this::contested).forEach(each -> found.add(each.gone().id()));
    return found;
  }

  Map<EntryId, Departure> all() {
    Map<EntryId, Departure> all = new LinkedHashMap<>();
    removals.forEach((id, each) -> all.put(id, departure(each)));
    return all;
  }

  private Departure departure(Removal of) {
    return new Departure(
        of.id(),
        of.gone().id(),
        of.item().author(),
        of.second().map(Item::author).orElse(MemberId.NOBODY),
        of.reason(),
        of.effect().at(),
        state(of));
  }

  private Departure.State state(Removal of) {
    if (!of.whole()) {
      return Departure.State.PROPOSED;
    }
    if (stands.contains(of.id())) {
      return Departure.State.STANDS;
    }
    if (contested(of)) {
      return Departure.State.CONTESTED;
    }
    boolean undone =
        restores.values().stream()
            .anyMatch(each -> each.removal().equals(of.id()) && stands.contains(each.item().id()));
    return undone ? Departure.State.UNDONE : Departure.State.VOID;
  }

  private Removal removal(EntryId id) {
    Removal found = removals.get(id);
    if (found == null) {
      throw new IllegalArgumentException("no such removal");
    }
    return found;
  }

  private static Duration between(Item earlier, Item later) {
    Instant from = HybridClock.instant(earlier.label().clock());
    return Duration.between(from, HybridClock.instant(later.label().clock()));
  }
}

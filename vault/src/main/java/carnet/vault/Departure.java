package carnet.vault;

import carnet.journal.Draft;
import carnet.journal.EntryId;
import carnet.journal.authority.Act;
import carnet.journal.authority.Signer;
import carnet.vault.Keyring.Departure.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A member leaves, in one act: her door closes, her sessions end, the pepper is renewed, every
 * class's key becomes due.
 *
 * <p>One steward alone can do it once a day, and not to a steward: that takes a second person. For
 * 24 h any other person undoes it and the old factors serve again. After that her doors are erased
 * and the old pepper is destroyed: what she knows, with any copy of anything, opens nothing. What
 * is asked here so that she who acts is told, {@link Departures} decides on every replica.
 */
public final class Departure {

  private static final String OF_A_DAY = "departure.takes-a-member-of-a-day";

  private Departure() {}

  /**
   * Takes hold at once, or, where a steward leaves, waits for {@link #second}.
   *
   * @param reason in a few words, for every member to read
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Keyring.Departure remove(Session by, MemberId who, String reason) {
    by.requireLive();
    Vault vault = by.vault();
    Keyring keyring = vault.keyring();
    Member leaver =
        keyring.member(who).orElseThrow(() -> new NotAllowed("departure.unknown-member"));
    if (!by.member().steward()) {
      throw new NotAllowed("departure.not-steward");
    }
    by.requireAuthority();
    if (!by.isOfADay()) {
      throw new NotAllowed(OF_A_DAY);
    }
    if (leaver.state() == Member.State.DEPARTED) {
      throw new NotAllowed("departure.already");
    }
    requireAnother(keyring, leaver);
    boolean today =
        keyring.departures().stream()
            .anyMatch(each ->
                each.by().equals(by.member().id())
                    && each.stands()
                    && each.second().equals(MemberId.NOBODY)
                    && vault.clock().now().isBefore(each.undoUntil()));
    if (today && !leaver.steward()) {
      throw new NotAllowed("departure.one-a-day");
    }
    EntryId removal =
        vault.append(Dues.act(by, Acts.REMOVAL, new Acts.Removal(who.hex(), reason))).entry();
    return takeHold(by, removal);
  }

  /**
   * A second person stands beside a steward's departure; it takes hold.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Keyring.Departure second(Session by, EntryId removal) {
    by.requireLive();
    Vault vault = by.vault();
    Keyring.Departure departure = of(vault, removal);
    requireNo(secondForbidden(by, departure));
    by.requireAuthority();
    requireAnother(vault.keyring(), vault.keyring().member(departure.member()).orElseThrow());
    vault.append(Dues.act(by, Acts.SECOND, new Acts.Second(removal.hex())));
    return takeHold(by, removal);
  }

  /** Whether this member is one who may confirm it. */
  public static boolean maySecond(Session by, Keyring.Departure departure) {
    return secondForbidden(by, departure).isEmpty() && by.hasAuthority();
  }

  private static Optional<String> secondForbidden(Session by, Keyring.Departure departure) {
    MemberId second = by.member().id();
    if (departure.state() != State.PROPOSED) {
      return Optional.of("departure.not-waiting");
    }
    if (second.equals(departure.by()) || second.equals(departure.member())) {
      return Optional.of("departure.second-takes-another");
    }
    return by.isOfADay() ? Optional.empty() : Optional.of(OF_A_DAY);
  }

  private static void requireNo(Optional<String> rule) {
    rule.ifPresent(each -> {
      throw new NotAllowed(each);
    });
  }

  private static Keyring.Departure takeHold(Session by, EntryId removal) {
    Vault vault = by.vault();
    Keyring.Departure departure = of(vault, removal);
    if (departure.state() == State.VOID) {
      throw new NotAllowed("departure.void");
    }
    if (departure.stands()) {
      renewPepper(vault, item -> !item.member().equals(departure.member()));
      Dues.settle(by);
    }
    return departure;
  }

  private static void requireAnother(Keyring keyring, Member leaver) {
    List<Member> others =
        keyring.members().stream()
            .filter(each -> !each.id().equals(leaver.id()) && each.mayWork())
            .toList();
    if (leaver.role() == Role.CLINICIAN
        && others.stream().noneMatch(each -> each.role() == Role.CLINICIAN)) {
      throw new NotAllowed("departure.last-clinician");
    }
    if (leaver.steward() && others.stream().noneMatch(Member::steward)) {
      throw new NotAllowed("departure.last-steward");
    }
  }

  /** By another person, within 24 h: she is back, with the factors she had. */
  public static void undo(Session by, EntryId removal) {
    by.requireLive();
    Vault vault = by.vault();
    Keyring.Departure departure = of(vault, removal);
    requireNo(undoForbidden(by, departure));
    by.requireAuthority();
    vault.append(
        Dues.act(by, Acts.RESTORE, new Acts.Restore(removal.hex(), departure.member().hex())));
    reseal(vault, item -> item.member().equals(departure.member()));
    Dues.settle(by);
  }

  /** Whether this member is one who may undo it, now. */
  public static boolean mayUndo(Session by, Keyring.Departure departure) {
    return undoForbidden(by, departure).isEmpty() && by.hasAuthority();
  }

  private static Optional<String> undoForbidden(Session by, Keyring.Departure departure) {
    MemberId third = by.member().id();
    if (departure.state() == State.UNDONE) {
      return Optional.of("departure.undone-already");
    }
    if (departure.state() == State.PROPOSED || departure.state() == State.VOID) {
      return Optional.of("departure.not-undoable");
    }
    if (departure.by().equals(third)
        || departure.second().equals(third)
        || departure.member().equals(third)) {
      return Optional.of("departure.undo-takes-another");
    }
    if (departure.isFinal(by.vault().clock().now())) {
      return Optional.of("departure.too-late");
    }
    return by.isOfADay() ? Optional.empty() : Optional.of(OF_A_DAY);
  }

  private static Keyring.Departure of(Vault vault, EntryId removal) {
    return vault.keyring().departures().stream()
        .filter(each -> each.id().equals(removal))
        .findFirst()
        .orElseThrow(() -> new NotAllowed("departure.unknown"));
  }

  /** A new pepper, and these doors under it: a replica does it alone, with nobody's help. */
  static void renewPepper(Vault vault, Predicate<Doors.Item> kept) {
    vault.replicaKeys().renewPepper();
    reseal(vault, kept);
    vault.keyMade();
  }

  private static void reseal(Vault vault, Predicate<Doors.Item> which) {
    EpochId newest = vault.replicaKeys().pepper();
    List<Draft> doors = new ArrayList<>();
    for (Doors.Item each : vault.doors().all()) {
      if (which.test(each) && !each.pepper().equals(newest)) {
        doors.add(vault.doorDraft(each.member(), each.item(), each.payload()));
      }
    }
    if (!doors.isEmpty()) {
      vault.append(doors);
    }
  }

  /**
   * Classes whose key a departure, a return or a new kit made due, and that no holder has renewed
   * yet.
   */
  public static Set<Compartment> due(Vault vault) {
    Set<Compartment> due = EnumSet.noneOf(Compartment.class);
    for (Keyring.Epoch each : vault.keyring().epochs()) {
      Keyring.Epoch newest = vault.keyring().epochs(each.clazz(), each.owner()).getFirst();
      if (vault.keyring().due(newest)) {
        due.add(newest.clazz());
      }
    }
    return due;
  }

  /**
   * Once nobody can undo it any more: the leaver's doors are erased here, and peppers of before
   * destroyed.
   */
  public static void finish(Vault vault) {
    Returns.finish(vault);
    boolean open = false;
    for (Keyring.Departure each : vault.keyring().departures()) {
      if (each.isFinal(vault.clock().now())) {
        erase(
            vault,
            vault.doors().all().stream()
                .filter(item -> item.member().equals(each.member()))
                .toList());
      } else if (each.stands() || each.state() == State.CONTESTED) {
        open = true;
      }
    }
    if (!open) {
      // Of whoever came back, or whose removal turned out to be void.
      reseal(vault, any -> true);
      vault.replicaKeys().destroyOldPeppers();
    }
  }

  /** By an act of this replica, so that the others wipe them too and take no copy back. */
  static void erase(Vault vault, Collection<Doors.Item> items) {
    if (items.isEmpty()) {
      return;
    }
    Set<EntryId> doors = items.stream().map(Doors.Item::entry).collect(Collectors.toSet());
    vault.append(
        vault.authorityDraft(new Act.Erase(doors), Signer.replica(vault.custody().signingKey())));
    for (EntryId each : doors) {
      vault.find(each).ifPresent(entry -> vault.store().erase(entry.place()));
      vault.doors().forget(each);
    }
  }
}

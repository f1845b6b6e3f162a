package carnet.vault;

import carnet.journal.Draft;
import carnet.journal.EntryId;
import carnet.journal.authority.Act;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Signer;
import carnet.vault.crypto.Secret;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A member leaves, in one act: her door closes, her sessions end, the pepper is renewed, every
 * class's key becomes due.
 *
 * <p>One steward alone can do it once a day, and not to a steward; for 24 h any second person
 * undoes it and the old factors serve again. After that her doors are erased and the old pepper is
 * destroyed: what she knows, with any copy of anything, opens nothing.
 */
public final class Departure {

  private Departure() {}

  /**
   * @param reason a code: left, retired, stolen …
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Keyring.Departure remove(Session by, MemberId who, String reason) {
    Vault vault = by.vault();
    Keyring keyring = vault.keyring();
    Member leaver =
        keyring.member(who).orElseThrow(() -> new NotAllowed("departure.unknown-member"));
    if (!by.member().steward()) {
      throw new NotAllowed("departure.not-steward");
    }
    if (leaver.steward()) {
      throw new NotAllowed("departure.of-steward-takes-two");
    }
    if (leaver.state() == Member.State.DEPARTED) {
      throw new NotAllowed("departure.already");
    }
    boolean anotherClinician =
        keyring.members().stream()
            .anyMatch(
                each -> !each.id().equals(who) && each.role() == Role.CLINICIAN && each.mayWork());
    if (leaver.role() == Role.CLINICIAN && !anotherClinician) {
      throw new NotAllowed("departure.last-clinician");
    }
    boolean today =
        keyring.departures().stream()
            .anyMatch(each ->
                each.by().equals(by.member().id())
                    && !each.undone()
                    && vault.clock().now().isBefore(each.at().plus(Keyring.UNDO)));
    if (today) {
      throw new NotAllowed("departure.one-a-day");
    }
    EntryId removal =
        vault.append(Dues.act(by, Acts.REMOVAL, new Acts.Removal(who.hex(), reason))).entry();
    renewPepper(vault, who);
    Dues.settle(by);
    return keyring.departures().stream()
        .filter(each -> each.id().equals(removal))
        .findFirst()
        .orElseThrow(() -> new NotAllowed("departure.void"));
  }

  /** By a second person, within 24 h: she is back, with the factors she had. */
  public static void undo(Session by, EntryId removal) {
    Vault vault = by.vault();
    Keyring.Departure departure =
        vault.keyring().departures().stream()
            .filter(each -> each.id().equals(removal))
            .findFirst()
            .orElseThrow(() -> new NotAllowed("departure.unknown"));
    if (departure.undone()) {
      throw new NotAllowed("departure.undone-already");
    }
    if (departure.by().equals(by.member().id())) {
      throw new NotAllowed("departure.undo-takes-another");
    }
    if (!vault.clock().now().isBefore(departure.undoUntil())) {
      throw new NotAllowed("departure.too-late");
    }
    vault.append(
        Dues.act(
            by, Acts.RESTORE, new Acts.Restore(removal.value().hex(), departure.member().hex())));
    List<Draft> doors = new ArrayList<>();
    for (Doors.Item each : vault.doors().all()) {
      if (each.member().equals(departure.member())) {
        doors.add(vault.doorDraft(each.member(), each.item(), each.payload()));
      }
    }
    vault.append(doors);
    Dues.settle(by);
  }

  /**
   * A new pepper, and under it every door but the leaver's: a replica does it alone, with nobody's
   * help.
   */
  static void renewPepper(Vault vault, MemberId leaver) {
    Secret fresh = Secret.random(vault.random());
    vault.custody().addPepper(vault.practice(), fresh, vault.clock().next());
    List<Draft> doors = new ArrayList<>();
    for (Doors.Item each : vault.doors().all()) {
      if (!each.member().equals(leaver)) {
        doors.add(vault.doorDraft(each.member(), each.item(), each.payload()));
      }
    }
    vault.append(doors);
    vault.pepperRenewed();
  }

  /** Classes whose key a departure made due, and that no holder has renewed yet. */
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
    boolean open = false;
    for (Keyring.Departure each : vault.keyring().departures()) {
      if (each.undone()) {
        continue;
      }
      if (vault.clock().now().isBefore(each.undoUntil())) {
        open = true;
        continue;
      }
      erase(
          vault,
          vault.doors().all().stream()
              .filter(item -> item.member().equals(each.member()))
              .map(Doors.Item::entry)
              .collect(Collectors.toSet()));
    }
    if (!open) {
      vault.custody().peppers(vault.practice()).stream()
          .skip(1)
          .forEach(old -> vault.custody().destroyPepper(vault.practice(), old.id()));
    }
  }

  /** By an act of this replica, so that the others wipe them too and take no copy back. */
  private static void erase(Vault vault, Set<EntryId> doors) {
    if (doors.isEmpty()) {
      return;
    }
    Authority authority = new Authority(vault.practice(), Vault.PRODUCT);
    vault.append(
        authority.draft(
            authority.sign(new Act.Erase(doors), Signer.replica(vault.custody().signingKey()))));
    for (EntryId each : doors) {
      vault.find(each).ifPresent(entry -> vault.store().erase(entry.place()));
      vault.doors().forget(each);
    }
  }
}

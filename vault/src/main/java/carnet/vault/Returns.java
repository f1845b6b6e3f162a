package carnet.vault;

import carnet.journal.EntryId;
import carnet.vault.Invitations.Invited;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A way back for a member who lost her factors: a steward lets her in again under her id, she
 * chooses new factors, and a second person stands beside; or a day passes; or the kit says it.
 *
 * <p>From then on her keys are new and everything of before is shut: devices, codes, sessions. What
 * her role opens is sealed to her by the next holder. Whoever signs in with what was said to be
 * lost refuses the return by that alone: nobody is locked out of an account that she uses.
 */
public final class Returns {

  private Returns() {}

  /**
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Invited offer(Session by, MemberId who) {
    by.requireLive();
    Vault vault = by.vault();
    if (!by.member().steward() || !by.hasAuthority()) {
      throw new NotAllowed("return.not-steward");
    }
    requireOfADay(by);
    if (by.member().id().equals(who)) {
      throw new NotAllowed("return.takes-another");
    }
    return Invitations.issue(
        vault, who, person(vault, who), act -> Dues.act(by, Acts.INVITATION, act));
  }

  /** By the kit, which needs no second: for who is alone, or the last who holds a class. */
  public static Invited offer(Vault vault, Kit kit, MemberId who) {
    try (KitKeys keys = KitKeys.open(vault, kit)) {
      return Invitations.issue(
          vault, who, person(vault, who), act -> keys.act(Acts.INVITATION, act));
    }
  }

  /** Seals to everyone what her role opens, by the kit's hand. */
  public static void give(Vault vault, Kit kit) {
    try (KitKeys keys = KitKeys.open(vault, kit)) {
      var boxes = Dues.owed(vault, keys);
      if (!boxes.isEmpty()) {
        vault.append(keys.act(Acts.GRANT, new Acts.Grant(boxes)));
      }
      Dues.renewAll(vault, keys);
    }
  }

  /**
   * A second person stands beside; who let her in does so alone once a day has passed.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Keyring.Return second(Session by, EntryId id) {
    by.requireLive();
    Vault vault = by.vault();
    Keyring.Return back = of(vault, id);
    if (back.state() != Keyring.Return.State.WAITING) {
      throw new NotAllowed("return.not-waiting");
    }
    MemberId second = by.member().id();
    boolean alone = second.equals(back.by()) && vault.clock().now().isBefore(back.aloneFrom());
    if (alone || second.equals(back.member())) {
      throw new NotAllowed("return.takes-another");
    }
    by.requireAuthority();
    requireOfADay(by);
    vault.append(Dues.act(by, Acts.SECOND, new Acts.Second(id.hex())));
    Keyring.Return now = of(vault, id);
    if (now.state() == Keyring.Return.State.DONE) {
      completed(vault, now.member());
    }
    Dues.settle(by);
    return now;
  }

  private static void requireOfADay(Session by) {
    if (!by.isOfADay()) {
      throw new NotAllowed("return.takes-a-member-of-a-day");
    }
  }

  /** What she was said to have lost opens nothing any more, with any copy of before. */
  static void completed(Vault vault, MemberId who) {
    var shut = vault.doors().shut(who);
    Departure.renewPepper(vault, item -> !shut.contains(item));
  }

  /** She is here, with what she was said to have lost. */
  static void refuseOwn(Session session) {
    MemberId hers = session.member().id();
    session.vault().keyring().returns().stream()
        .filter(each -> each.member().equals(hers))
        .filter(each -> each.state() == Keyring.Return.State.WAITING)
        .forEach(each ->
            session
                .vault()
                .append(Dues.act(session, Acts.REFUSAL, new Acts.Refusal(each.id().hex()))));
  }

  /** Doors of before a return are erased. */
  static void finish(Vault vault) {
    Set<MemberId> waiting =
        vault.keyring().returns().stream()
            .filter(each -> each.state() == Keyring.Return.State.WAITING)
            .map(Keyring.Return::member)
            .collect(Collectors.toSet());
    vault.keyring().returns().stream()
        .filter(each -> each.state() == Keyring.Return.State.DONE)
        .map(Keyring.Return::member)
        .filter(each -> !waiting.contains(each))
        .distinct()
        .forEach(each -> Departure.erase(vault, vault.doors().shut(each)));
  }

  private static Keyring.Return of(Vault vault, EntryId id) {
    return vault.keyring().returns().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new NotAllowed("return.unknown"));
  }

  private static Enrolment.Person person(Vault vault, MemberId who) {
    Member member =
        vault
            .keyring()
            .member(who)
            .filter(each -> each.state() != Member.State.DEPARTED)
            .orElseThrow(() -> new NotAllowed("return.unknown-member"));
    String login =
        Devices.loginOf(vault, who).orElseThrow(() -> new NotAllowed("return.unknown-member"));
    return new Enrolment.Person(
        member.family(),
        member.given(),
        member.rpps(),
        member.role(),
        member.profession(),
        member.steward(),
        login);
  }
}

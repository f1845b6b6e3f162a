package carnet.vault;

import carnet.journal.EntryId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The whole practice leaves by two persons: a member asks, another stands beside; or a day passes
 * in which anybody could refuse. Then she has a day to take it out.
 *
 * <p>What left is not called back: a thief with all of one member's factors waits for her
 * colleagues, who see that he waits. Who is alone in the practice is granted it at once. {@link
 * ExportFold} decides it on every replica; what is asked here tells her who acts.
 */
public final class Exports {

  /** After which who asked goes on alone. */
  public static final Duration ALONE_AFTER = Keyring.UNDO;

  /** How long one that is granted lasts. */
  public static final Duration LASTS = Duration.ofHours(24);

  private Exports() {}

  /**
   * One of hers that waits or is granted is found again, with its own reason.
   *
   * @param reason every member reads it: never a patient's name
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Keyring.Export ask(Session by, String reason) {
    Optional<Keyring.Export> open = open(by);
    if (open.isPresent()) {
      return open.get();
    }
    by.requireAuthority();
    Vault vault = by.vault();
    return of(vault, vault.append(Dues.act(by, Acts.EXPORT, new Acts.Export(reason))).entry());
  }

  /**
   * Another member, of a day or longer, accepts it.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Keyring.Export second(Session by, EntryId id) {
    by.requireLive();
    Vault vault = by.vault();
    Keyring.Export export = of(vault, id);
    if (state(vault, export) != Keyring.Export.State.WAITING) {
      throw new NotAllowed("export.not-waiting");
    }
    if (by.member().id().equals(export.by())) {
      throw new NotAllowed("export.takes-another");
    }
    by.requireAuthority();
    if (!mayAccept(vault, export).contains(by.member())) {
      throw new NotAllowed("export.takes-a-member-of-a-day");
    }
    vault.append(Dues.act(by, Acts.SECOND, new Acts.Second(id.hex())));
    return of(vault, id);
  }

  /**
   * Anybody's word ends it, granted or not; also hers in whose name it was asked.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Keyring.Export refuse(Session by, EntryId id) {
    by.requireLive();
    Vault vault = by.vault();
    if (!isOpen(vault, of(vault, id))) {
      throw new NotAllowed("export.not-waiting");
    }
    by.requireAuthority();
    vault.append(Dues.act(by, Acts.REFUSAL, new Acts.Refusal(id.hex())));
    return of(vault, id);
  }

  /** Hers that waits or is granted. */
  public static Optional<Keyring.Export> open(Session of) {
    of.requireLive();
    Vault vault = of.vault();
    return vault.keyring().exports().stream()
        .filter(each -> each.by().equals(of.member().id()) && isOpen(vault, each))
        .findFirst();
  }

  /** Who may accept it now. */
  public static List<Member> mayAccept(Vault vault, Keyring.Export export) {
    return export.ofADay()
        ? vault.keyring().mayStandBeside(export.by(), vault.clock().now())
        : List.of();
  }

  private static boolean isOpen(Vault vault, Keyring.Export export) {
    return switch (state(vault, export)) {
      case WAITING, GRANTED -> true;
      case REFUSED, VOID, OVER -> false;
    };
  }

  /**
   * What this request has come to since.
   *
   * @throws SessionEnded if she was shut out meanwhile: that is why, before what it made of the
   *     request
   */
  public static Keyring.Export.State stateOf(Session by, EntryId id) {
    by.requireLive();
    return state(by.vault(), of(by.vault(), id));
  }

  public static Keyring.Export.State state(Vault vault, Keyring.Export export) {
    return export.state(vault.clock().now());
  }

  private static Keyring.Export of(Vault vault, EntryId id) {
    return vault.keyring().exports().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}

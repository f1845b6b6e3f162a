package carnet.vault;

import carnet.journal.EntryId;
import carnet.vault.Keyring.Records;
import carnet.vault.Keyring.Request;
import java.util.Optional;

/**
 * The whole practice leaves by two persons: a member asks, another stands beside; or a day passes
 * in which anybody could refuse. Then she has a day to take it out.
 *
 * <p>What left is not called back: a thief with all of one member's factors waits for her
 * colleagues, who see that he waits. Who is alone in the practice is granted it at once. {@link
 * RequestFold} decides it on every replica; what is asked here tells her who acts.
 */
public final class Exports {

  private static final String RULES = "export.";

  private Exports() {}

  /**
   * One of hers that waits or is granted is found again, with its own reason.
   *
   * @param reason every member reads it: never a patient's name
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Request<Records> ask(Session by, String reason) {
    Optional<Request<Records>> open = open(by);
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
  public static Request<Records> second(Session by, EntryId id) {
    Requests.second(by, of(by.vault(), id), RULES);
    return of(by.vault(), id);
  }

  /**
   * Anybody's word ends it, granted or not; also hers in whose name it was asked.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static Request<Records> refuse(Session by, EntryId id) {
    Requests.refuse(by, of(by.vault(), id), RULES);
    return of(by.vault(), id);
  }

  /** Hers that waits or is granted. */
  public static Optional<Request<Records>> open(Session of) {
    of.requireLive();
    Vault vault = of.vault();
    return vault.keyring().exports().stream()
        .filter(each -> each.by().equals(of.member().id()) && each.isOpen(vault.clock().now()))
        .findFirst();
  }

  /**
   * What this request has come to since.
   *
   * @throws SessionEnded if she was shut out meanwhile: that is why, before what it made of the
   *     request
   */
  public static Request.State stateOf(Session by, EntryId id) {
    by.requireLive();
    return of(by.vault(), id).state(by.vault().clock().now());
  }

  private static Request<Records> of(Vault vault, EntryId id) {
    return Requests.of(vault.keyring().exports(), id);
  }
}

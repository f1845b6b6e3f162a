package carnet.vault;

import carnet.journal.EntryId;
import carnet.vault.Keyring.Request;
import java.util.List;

/** What a second person answers to whoever asked for what no member does alone. */
public final class Requests {

  private Requests() {}

  /** Who may accept it now. */
  public static List<Member> mayAccept(Vault vault, Request<?> request) {
    return request.ofADay()
        ? vault.keyring().mayStandBeside(request.by(), vault.clock().now())
        : List.of();
  }

  /**
   * Another member, of a day or longer, accepts it.
   *
   * @param rules what the names of the rules that may forbid it begin with
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  static void second(Session by, Request<?> request, String rules) {
    by.requireLive();
    Vault vault = by.vault();
    if (request.state(vault.clock().now()) != Request.State.WAITING) {
      throw new NotAllowed(rules + "not-waiting");
    }
    if (by.member().id().equals(request.by())) {
      throw new NotAllowed(rules + "takes-another");
    }
    by.requireAuthority();
    if (!mayAccept(vault, request).contains(by.member())) {
      throw new NotAllowed(rules + "takes-a-member-of-a-day");
    }
    vault.append(Dues.act(by, Acts.SECOND, new Acts.Second(request.id().hex())));
  }

  /**
   * Anybody's word ends it.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  static void refuse(Session by, Request<?> request, String rules) {
    by.requireLive();
    Vault vault = by.vault();
    if (!request.isOpen(vault.clock().now())) {
      throw new NotAllowed(rules + "not-waiting");
    }
    by.requireAuthority();
    vault.append(Dues.act(by, Acts.REFUSAL, new Acts.Refusal(request.id().hex())));
  }

  static <W> Request<W> of(List<Request<W>> all, EntryId id) {
    return all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }
}

package carnet.vault;

import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.authority.Act;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Signer;
import java.util.List;

/** A steward's session takes a server among the replicas of her practice. */
public final class Replicas {

  private Replicas() {}

  /**
   * Signs the act with the member's key and writes it; every replica believes it from then on. What
   * was certified of the same replica before (another name, other addresses) it replaces.
   *
   * @throws NotAllowed if she is no steward; nothing was written
   */
  public static Payload certify(Session by, Act.Replica newcomer) {
    by.requireLive();
    Vault vault = by.vault();
    PracticeId practice = vault.practice();
    Signer signer = Stewardship.signer(by).orElseThrow(() -> new NotAllowed("replica.not-steward"));
    Authority authority = new Authority(practice, Vault.PRODUCT);
    List<Payload> chain = vault.roster().chain(newcomer.id());
    List<EntryId> before = chain.isEmpty() ? List.of() : List.of(authority.id(chain.getLast()));
    Payload act = authority.sign(newcomer, before, signer);
    vault.append(authority.draft(act));
    return act;
  }
}

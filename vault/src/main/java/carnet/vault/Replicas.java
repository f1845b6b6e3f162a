package carnet.vault;

import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import carnet.journal.authority.Act;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Signer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A steward's session takes a server among the replicas of her practice, or out of them. */
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
    Signer signer = Stewardship.signer(by).orElseThrow(() -> new NotAllowed("replica.not-steward"));
    Authority authority = vault.authority();
    List<Payload> chain = vault.roster().chain(newcomer.id());
    List<EntryId> before = chain.isEmpty() ? List.of() : List.of(authority.id(chain.getLast()));
    Payload act = authority.sign(newcomer, before, signer);
    vault.append(authority.draft(act));
    return act;
  }

  /**
   * A server is stolen, sold or broken: what its logs hold here stands, nothing more of it is
   * taken, and the pepper and the label key that it holds open nothing new.
   *
   * @throws NotAllowed with the rule that forbids it; nothing was changed
   */
  public static void remove(Session by, ReplicaId gone) {
    by.requireLive();
    Vault vault = by.vault();
    Signer signer = Stewardship.signer(by).orElseThrow(() -> new NotAllowed("replica.not-steward"));
    if (gone.equals(vault.custody().replica())) {
      throw new NotAllowed("replica.not-itself");
    }
    if (!vault.roster().replicas().containsKey(gone)) {
      throw new NotAllowed("replica.unknown");
    }
    vault.append(vault.authorityDraft(new Act.RevokeReplica(gone, reached(vault, gone)), signer));
    Label.LabelKey fresh = vault.replicaKeys().renewLabelKey();
    toKit(vault, fresh).ifPresent(act -> vault.append(vault.authorityDraft(act, signer)));
    Departure.renewPepper(vault, any -> true);
  }

  /** Up to where each of its logs is here: what came of it stands. */
  private static Map<WriterId, Long> reached(Vault vault, ReplicaId gone) {
    Map<WriterId, Long> sizes = new HashMap<>();
    vault
        .store()
        .heads(vault.practice())
        .forEach((log, head) ->
            vault
                .roster()
                .writer(log.writer())
                .filter(each -> each.replica().equals(gone))
                .ifPresent(each -> sizes.put(log.writer(), head.size())));
    return sizes;
  }

  private static Optional<Act.Kit> toKit(Vault vault, Label.LabelKey label) {
    return vault
        .roster()
        .presentKit()
        .flatMap(key ->
            vault
                .keyring()
                .kit()
                .map(kit -> KitKeys.paper(vault.practice(), key, kit, label.secret(), Set.of())));
  }
}

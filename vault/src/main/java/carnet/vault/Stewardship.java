package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.authority.Act;
import carnet.journal.authority.Roster;
import carnet.journal.authority.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the roster, which relays read, true to the keyring, which they do not: a steward of the
 * practice may sign authority once she is one for a day, one who left may not. And certifies the
 * servers that were granted.
 *
 * <p>Paid like a due, by the next session of someone who may sign authority herself. A revocation
 * waits for the day in which a departure can be undone: a key taken away is never given back.
 */
final class Stewardship {

  private Stewardship() {}

  /** The signer that this session is in the roster, if she is one and nobody contests it. */
  static Optional<Signer> signer(Session session) {
    Bytes member = session.member().id().value();
    Bytes key = session.keys().signing().publicKey();
    return Optional.ofNullable(session.vault().roster().stewards().get(member))
        .filter(key::equals)
        .filter(any -> session.hasAuthority())
        .map(any -> Signer.steward(member, session.keys().signing()));
  }

  static void settle(Session session) {
    signer(session)
        .ifPresent(signer -> {
          settle(session.vault(), signer);
          Replicas.settle(session.vault(), signer);
        });
  }

  private static void settle(Vault vault, Signer signer) {
    Roster roster = vault.roster();
    Map<Bytes, Bytes> stewards = roster.stewards();
    List<Draft> acts = new ArrayList<>();
    for (Member each : vault.keyring().members()) {
      Bytes id = each.id().value();
      Bytes known = stewards.get(id);
      boolean hers = known != null && known.equals(each.signingKey());
      boolean left = each.state() == Member.State.DEPARTED && leftForGood(vault, each);
      boolean newKey = each.mayWork() && !hers;
      if (each.steward() && newKey && vault.keyring().isOfADay(each.id(), vault.clock().now())) {
        acts.add(vault.authorityDraft(new Act.Steward(id, each.signingKey()), signer));
      }
      if (known != null && (left || newKey)) {
        Act revoke = new Act.RevokeSteward(id, known, roster.actsOf(id));
        acts.add(vault.authorityDraft(revoke, signer));
      }
    }
    if (!acts.isEmpty()) {
      vault.append(acts);
    }
  }

  private static boolean leftForGood(Vault vault, Member member) {
    return vault.keyring().departures().stream()
        .filter(each -> each.stands() && each.member().equals(member.id()))
        .allMatch(each -> each.isFinal(vault.clock().now()));
  }
}

package carnet.vault;

import carnet.journal.Draft;
import carnet.journal.EntryId;
import carnet.journal.SigningKey;
import carnet.journal.authority.Act;
import carnet.journal.authority.Signer;
import carnet.vault.Acts.Box;
import carnet.vault.Keyring.Reader;
import carnet.vault.Label.LabelKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a new recovery kit: by the one before, or by two stewards where it is lost or was seen by
 * someone who left.
 *
 * <p>The new kit opens everything: what the one before opened is sealed to it, by that kit itself
 * or by holders as they sign in. The old one opens nothing new: label key and the keys of every
 * class are renewed. The kit is returned, to be printed; it rests nowhere.
 */
public final class KitRenewal {

  private final Vault vault;
  private final Kit fresh;

  private KitRenewal(Vault vault) {
    this.vault = vault;
    this.fresh = Kit.renewed(vault.practice(), vault.random());
  }

  /**
   * The new kit opens all at once.
   *
   * @throws NotAllowed if it is not the kit that signs today; nothing was changed
   */
  public static Kit byKit(Vault vault, Kit before) {
    KitRenewal renewal = new KitRenewal(vault);
    try (KitKeys old = KitKeys.open(vault, before);
        SigningKey signing = renewal.fresh.signingKey()) {
      renewal.announce(signing, old.signer());
      List<Box> boxes = Dues.owed(vault, old);
      boxes.addAll(Dues.owedBodies(vault, old));
      vault.append(KitKeys.act(vault, signing, Acts.GRANT, new Acts.Grant(boxes)));
      try (KitKeys now = KitKeys.open(vault, renewal.fresh)) {
        Dues.renewAll(vault, now);
      }
    }
    vault.keyMade();
    return renewal.fresh;
  }

  /**
   * The new kit opens what the two hold, and the rest as other holders sign in.
   *
   * @throws NotAllowed if they are not two who may sign authority; nothing was changed
   */
  public static Kit byTwo(Session one, Session other) {
    one.requireLive();
    other.requireLive();
    Signer first = signer(one);
    Signer second = signer(other);
    if (one.member().id().equals(other.member().id())) {
      throw new NotAllowed("kit.takes-two");
    }
    KitRenewal renewal = new KitRenewal(one.vault());
    try (SigningKey signing = renewal.fresh.signingKey()) {
      renewal.announce(signing, first, second);
    }
    Dues.settle(one);
    Dues.settle(other);
    one.vault().keyMade();
    return renewal.fresh;
  }

  /** Classes of which the present kit does not open everything yet: a holder must sign in. */
  public static Set<Compartment> due(Vault vault) {
    return Dues.dueToKit(vault);
  }

  private static Signer signer(Session session) {
    return Stewardship.signer(session).orElseThrow(() -> new NotAllowed("kit.not-steward"));
  }

  /** By those who may: the clear act with a fresh label key; then by the new kit, its own key. */
  private void announce(SigningKey signing, Signer... by) {
    List<LabelKey> before = vault.replicaKeys().labelKeys();
    LabelKey label = vault.replicaKeys().renewLabelKey();
    Set<EntryId> keep = new HashSet<>(vault.roster().actsOfKit());
    keep.addAll(vault.keyring().actsOfKit());
    Reader reader = fresh.reader();
    List<Draft> acts = new ArrayList<>();
    acts.add(vault.authorityDraft(paper(signing, reader, label, keep), by));
    for (LabelKey each : before) {
      acts.add(vault.authorityDraft(paper(signing, reader, each, Set.of()), Signer.kit(signing)));
    }
    vault.append(acts);
    vault.append(KitKeys.act(vault, signing, Acts.KIT, new Acts.KitKey(reader.kem())));
  }

  private Act.Kit paper(SigningKey signing, Reader reader, LabelKey label, Set<EntryId> keep) {
    return KitKeys.paper(vault.practice(), signing.publicKey(), reader, label.secret(), keep);
  }
}

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
 * A new recovery kit takes the place of the one before: by that one, or by two stewards where it is
 * lost or was seen by someone who left.
 *
 * <p>The new kit opens everything: what the one before opened is sealed to it, by that kit itself
 * or by holders as they sign in. The old one opens nothing new: label key and the keys of every
 * class are renewed. The new kit is printed before it counts: an answer that is lost loses none.
 */
public final class KitRenewal {

  private final Vault vault;
  private final Kit fresh;

  private KitRenewal(Vault vault, Kit fresh) {
    this.vault = vault;
    this.fresh = fresh;
  }

  /**
   * @throws NotAllowed if it is not the kit that signs today
   */
  public static void require(Vault vault, Kit before) {
    KitKeys.open(vault, before).close();
  }

  /**
   * The new kit opens all at once.
   *
   * @throws NotAllowed if it is not the kit that signs today; nothing was changed
   */
  public static void byKit(Vault vault, Kit before, Kit fresh) {
    KitRenewal renewal = new KitRenewal(vault, fresh);
    try (KitKeys old = KitKeys.open(vault, before);
        SigningKey signing = fresh.signingKey()) {
      renewal.announce(signing, old.signer());
      List<Box> boxes = Dues.owed(vault, old);
      boxes.addAll(Dues.owedBodies(vault, old));
      vault.append(KitKeys.act(vault, signing, Acts.GRANT, new Acts.Grant(boxes)));
      try (KitKeys now = KitKeys.open(vault, fresh)) {
        Dues.renewAll(vault, now);
      }
    }
    vault.keyMade();
  }

  /**
   * Both have been members, under the keys of now, for a day: a thief who signs in as a steward
   * must not make the second one.
   *
   * @throws NotAllowed if they are not two who may sign authority
   */
  public static void requireTwo(Session one, Session other) {
    if (!one.member().steward() || !other.member().steward()) {
      throw new NotAllowed("kit.not-steward");
    }
    if (one.member().id().equals(other.member().id())) {
      throw new NotAllowed("kit.takes-two");
    }
    if (!mayStandBeside(one, other) || !mayStandBeside(other, one)) {
      throw new NotAllowed("kit.takes-a-member-of-a-day");
    }
    signer(one);
    signer(other);
  }

  private static boolean mayStandBeside(Session one, Session other) {
    Vault vault = one.vault();
    return vault
        .keyring()
        .mayStandBeside(one.member().id(), other.member().id(), vault.clock().now());
  }

  /**
   * The new kit opens what the two hold, and the rest as other holders sign in.
   *
   * @throws NotAllowed if they are not two who may sign authority; nothing was changed
   */
  public static void byTwo(Session one, Session other, Kit fresh) {
    requireTwo(one, other);
    KitRenewal renewal = new KitRenewal(one.vault(), fresh);
    try (SigningKey signing = fresh.signingKey()) {
      renewal.announce(signing, signer(one), signer(other));
    }
    Dues.settle(one);
    Dues.settle(other);
    one.vault().keyMade();
  }

  /** Classes of which the present kit does not open everything yet: a holder must sign in. */
  public static Set<Compartment> due(Vault vault) {
    return Dues.dueToKit(vault);
  }

  private static Signer signer(Session session) {
    session.requireLive();
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

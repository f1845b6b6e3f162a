package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Payload;
import carnet.vault.Acts.Box;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a holder owes and pays at each unlock: keys to members who are entitled and lack them, and
 * new epochs after a departure.
 *
 * <p>So a secretary can invite a doctor without holding a medical key, and a departure needs
 * nobody's presence to take hold.
 */
final class Dues {

  private static final Bytes NO_OWNER = Bytes.of(new byte[16]);

  private Dues() {}

  static void settle(Session session) {
    List<Draft> acts = new ArrayList<>();
    List<Box> grants = new ArrayList<>();
    for (Compartment clazz : session.held()) {
      renew(session, clazz).ifPresent(acts::add);
    }
    if (!acts.isEmpty()) {
      session.vault().append(acts);
    }
    grants.addAll(owed(session));
    if (!grants.isEmpty()) {
      session.vault().append(act(session, Acts.GRANT, new Acts.Grant(grants)));
    }
  }

  /** Classes that this member is entitled to and was not given yet. */
  static Set<Compartment> due(Vault vault, Member member) {
    Set<Compartment> due = EnumSet.noneOf(Compartment.class);
    for (Compartment clazz : Compartment.values()) {
      vault.keyring().epochs(clazz, NO_OWNER).stream()
          .findFirst()
          .filter(newest -> member.role().opens(clazz))
          .filter(newest -> vault.keyring().box(newest, member.id()).isEmpty())
          .ifPresent(newest -> due.add(clazz));
    }
    return due;
  }

  private static Optional<Draft> renew(Session session, Compartment clazz) {
    Vault vault = session.vault();
    Keyring.Epoch newest = vault.keyring().epochs(clazz, NO_OWNER).getFirst();
    if (!vault.keyring().due(newest)) {
      return Optional.empty();
    }
    Secret secret = Secret.random(vault.random());
    Epochs.Made made = Epochs.make(vault, clazz, secret, entitled(vault, clazz));
    session.keys().add(made.id(), secret);
    return Optional.of(act(session, Acts.EPOCH, made.act()));
  }

  private static List<Box> owed(Session session) {
    Vault vault = session.vault();
    List<Box> boxes = new ArrayList<>();
    for (Member each : vault.keyring().members()) {
      if (!each.mayWork()) {
        continue;
      }
      if (vault.keyring().indexBox(each.id()).isEmpty()) {
        boxes.add(Epochs.indexBox(each.id().value(), each.kem(), session.keys().index()));
      }
      for (Compartment clazz : Compartment.values()) {
        if (!each.role().opens(clazz)) {
          continue;
        }
        for (Keyring.Epoch epoch : vault.keyring().epochs(clazz, NO_OWNER)) {
          if (vault.keyring().box(epoch, each.id()).isEmpty()) {
            session
                .keys()
                .secret(epoch.id())
                .ifPresent(
                    secret -> boxes.add(Epochs.box(epoch, each.id().value(), each.kem(), secret)));
          }
        }
      }
    }
    return boxes;
  }

  private static List<Member> entitled(Vault vault, Compartment clazz) {
    return vault.keyring().members().stream()
        .filter(each -> each.state() != Member.State.DEPARTED && each.role().opens(clazz))
        .toList();
  }

  /** A signed act of this session's member, under the keyring's heads. */
  static Draft act(Session session, String op, Object act) {
    Payload payload =
        new Payload(
            KeyringFold.header(op, session.member().id(), session.heads()),
            Acts.write(act),
            List.of());
    return session.vault().keyringDraft(session.sign(payload));
  }

  /** Seals to members' and epochs' public keys. */
  static final class Epochs {

    record Made(EpochId id, Acts.Epoch act) {}

    private Epochs() {}

    static Made make(Vault vault, Compartment clazz, Secret secret, List<Member> readers) {
      XWing kem = XWing.of(SessionKeys.kemSeed(secret));
      EpochId id = EpochId.of(kem.publicKey());
      Keyring.Epoch epoch = new Keyring.Epoch(id, clazz, NO_OWNER, kem.publicKey(), 0, Set.of());
      List<Box> boxes = new ArrayList<>();
      for (Member each : readers) {
        boxes.add(box(epoch, each.id().value(), each.kem(), secret));
      }
      Bytes kit = vault.practice().value();
      boxes.add(box(epoch, kit, vault.keyring().kitKem(), secret));
      return new Made(
          id, new Acts.Epoch(clazz.wire(), NO_OWNER.hex(), id.hex(), kem.publicKey(), boxes));
    }

    static Box box(Keyring.Epoch epoch, Bytes to, Bytes kem, Secret secret) {
      return new Box(
          epoch.clazz().wire(),
          epoch.owner().hex(),
          epoch.id().hex(),
          to.hex(),
          XWing.seal(kem, SessionKeys.boxPurpose(epoch), to, secret));
    }

    static Box indexBox(Bytes to, Bytes kem, Secret index) {
      return new Box(Unlock.INDEX, "", "", to.hex(), XWing.seal(kem, Unlock.INDEX_BOX, to, index));
    }
  }
}

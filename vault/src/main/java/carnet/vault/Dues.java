package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.vault.Acts.Box;
import carnet.vault.Body.Stanza;
import carnet.vault.Keyring.Reader;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a holder owes and pays at each unlock: keys to members, and to the kit, who are entitled and
 * lack them, and new epochs after a departure or a new kit.
 *
 * <p>So a secretary can invite a doctor without holding a medical key, and a departure needs
 * nobody's presence to take hold.
 */
final class Dues {

  /** The class name under which a body's key is sealed to a kit made after it. */
  static final String BODY = "body";

  private Dues() {}

  static void settle(Session session) {
    if (!session.hasAuthority()) {
      return; // What she signed would be void: another holder pays.
    }
    Returns.refuseOwn(session);
    Stewardship.settle(session);
    List<Draft> epochs = new ArrayList<>();
    for (Compartment clazz : session.held()) {
      if (session.member().opens(clazz)) {
        renew(session, clazz).ifPresent(epochs::add);
      }
    }
    if (!epochs.isEmpty()) {
      session.vault().append(epochs);
    }
    List<Box> grants = owed(session.vault(), session.keys());
    grants.addAll(owedBodies(session.vault(), session.keys()));
    if (!grants.isEmpty()) {
      session.vault().append(act(session, Acts.GRANT, new Acts.Grant(grants)));
    }
  }

  /** Classes that this member is entitled to and was not given yet. */
  static Set<Compartment> due(Vault vault, Member member) {
    Set<Compartment> due = EnumSet.noneOf(Compartment.class);
    for (Compartment clazz : Compartment.values()) {
      vault
          .keyring()
          .newest(clazz)
          .filter(newest -> member.opens(clazz))
          .filter(newest -> vault.keyring().box(newest, member.reader()).isEmpty())
          .ifPresent(newest -> due.add(clazz));
    }
    return due;
  }

  /** Classes whose newest key the present kit was not given yet. */
  static Set<Compartment> dueToKit(Vault vault) {
    Set<Compartment> due = EnumSet.noneOf(Compartment.class);
    vault
        .keyring()
        .kit()
        .ifPresent(kit -> {
          for (Keyring.Epoch each : vault.keyring().epochs()) {
            if (vault.keyring().box(each, kit).isEmpty()) {
              due.add(each.clazz());
            }
          }
        });
    return due;
  }

  private static Optional<Draft> renew(Session session, Compartment clazz) {
    Secret secret = Secret.random(session.vault().random());
    return renewed(session.vault(), clazz, secret)
        .map(made -> {
          session.keys().add(made.id(), secret);
          return act(session, Acts.EPOCH, made.act());
        });
  }

  /** By the kit's hand, every class whose key is due. */
  static void renewAll(Vault vault, KitKeys kit) {
    for (Compartment clazz : Compartment.values()) {
      try (Secret secret = Secret.random(vault.random())) {
        renewed(vault, clazz, secret)
            .ifPresent(made -> vault.append(kit.act(Acts.EPOCH, made.act())));
      }
    }
  }

  private static Optional<Epochs.Made> renewed(Vault vault, Compartment clazz, Secret secret) {
    Optional<Reader> kit = vault.keyring().kit();
    boolean due = vault.keyring().newest(clazz).filter(vault.keyring()::due).isPresent();
    return due && kit.isPresent()
        ? Optional.of(Epochs.make(clazz, secret, kit.get(), entitled(vault, clazz)))
        : Optional.empty();
  }

  /** Boxes of what is held here, for members and the kit where they lack them. */
  static List<Box> owed(Vault vault, Holder holder) {
    List<Box> boxes = new ArrayList<>();
    for (Member each : vault.keyring().members()) {
      if (each.mayWork()) {
        owe(vault, holder, each.reader(), opened(each), boxes);
      }
    }
    vault
        .keyring()
        .kit()
        .ifPresent(kit -> owe(vault, holder, kit, EnumSet.allOf(Compartment.class), boxes));
    return boxes;
  }

  private static void owe(
      Vault vault, Holder holder, Reader to, Set<Compartment> classes, List<Box> boxes) {
    if (vault.keyring().indexBox(to).isEmpty()) {
      boxes.add(Epochs.indexBox(to, holder.index()));
    }
    for (Compartment clazz : classes) {
      for (Keyring.Epoch epoch : vault.keyring().epochs(clazz, Keyring.NO_OWNER)) {
        if (vault.keyring().box(epoch, to).isEmpty()) {
          holder.secret(epoch.id()).ifPresent(secret -> boxes.add(Epochs.box(epoch, to, secret)));
        }
      }
    }
  }

  private static Set<Compartment> opened(Member member) {
    Set<Compartment> classes = EnumSet.noneOf(Compartment.class);
    Arrays.stream(Compartment.values()).filter(member::opens).forEach(classes::add);
    return classes;
  }

  /** After a new kit: the keys of what was sealed to the holder by name, for that kit. */
  static List<Box> owedBodies(Vault vault, Holder holder) {
    Optional<Reader> kit = vault.keyring().kit();
    if (kit.isEmpty() || vault.keyring().kits() < 2) {
      return List.of();
    }
    List<Box> boxes = new ArrayList<>();
    try (var hers = vault.tagged(vault.marks().sealedTo(holder.reader().id()))) {
      Stream.concat(hers, boxedTo(vault, holder.reader()))
          .forEach(entry -> boxOfBody(vault, holder, entry, kit.get()).ifPresent(boxes::add));
    }
    return boxes;
  }

  /** What was older than this kit and was boxed for it. */
  private static Stream<Entry> boxedTo(Vault vault, Reader reader) {
    return vault.keyring().bodiesBoxedTo(reader).stream().flatMap(id -> vault.find(id).stream());
  }

  private static Optional<Box> boxOfBody(Vault vault, Holder holder, Entry entry, Reader kit) {
    Bytes sealed = entry.body();
    Label label = vault.label(entry).orElse(null);
    if (sealed == null || label == null || vault.keyring().bodyBox(entry.id(), kit).isPresent()) {
      return Optional.empty();
    }
    try {
      Body.Opened body = Body.read(sealed);
      boolean hasIt =
          body.stanzas().stream()
              .anyMatch(each ->
                  each instanceof Stanza.Sealed(Bytes recipient, Bytes box)
                      && recipient.equals(kit.id()));
      if (hasIt) {
        return Optional.empty();
      }
      try (Secret key = holder.bodyKey(entry.id(), body, label.epoch())) {
        return key == null
            ? Optional.empty()
            : Optional.of(
                new Box(
                    BODY,
                    "",
                    entry.id().hex(),
                    kit.id().hex(),
                    XWing.seal(kit.kem(), SessionKeys.BODY_BOX, kit.id(), key)));
      }
    } catch (CannotOpen damaged) {
      return Optional.empty();
    }
  }

  private static List<Member> entitled(Vault vault, Compartment clazz) {
    return vault.keyring().members().stream()
        .filter(each -> each.state() != Member.State.DEPARTED && each.opens(clazz))
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

  /** Who holds secrets and may seal them on. */
  interface Holder {
    /** As whom it reads. */
    Reader reader();

    Secret index();

    Optional<Secret> secret(EpochId epoch);

    /** The key of a body that was sealed to the holder by name; null where it was not. */
    @Nullable Secret bodyKey(EntryId of, Body.Opened body, EpochId epoch) throws CannotOpen;
  }

  /** Seals to members', kits' and epochs' public keys. */
  static final class Epochs {

    record Made(EpochId id, Acts.Epoch act) {}

    private Epochs() {}

    static Made make(Compartment clazz, Secret secret, Reader kit, List<Member> readers) {
      XWing kem = XWing.of(SessionKeys.kemSeed(secret));
      EpochId id = EpochId.of(kem.publicKey());
      Keyring.Epoch epoch =
          new Keyring.Epoch(id, clazz, Keyring.NO_OWNER, kem.publicKey(), 0, Set.of());
      List<Box> boxes = new ArrayList<>();
      readers.forEach(each -> boxes.add(box(epoch, each.reader(), secret)));
      boxes.add(box(epoch, kit, secret));
      return new Made(
          id,
          new Acts.Epoch(clazz.wire(), Keyring.NO_OWNER.hex(), id.hex(), kem.publicKey(), boxes));
    }

    static Box box(Keyring.Epoch epoch, Reader to, Secret secret) {
      return new Box(
          epoch.clazz().wire(),
          epoch.owner().hex(),
          epoch.id().hex(),
          to.id().hex(),
          XWing.seal(to.kem(), SessionKeys.boxPurpose(epoch), to.id(), secret));
    }

    static Box indexBox(Reader to, Secret index) {
      return new Box(
          Unlock.INDEX,
          "",
          "",
          to.id().hex(),
          XWing.seal(to.kem(), Unlock.INDEX_BOX, to.id(), index));
    }
  }
}

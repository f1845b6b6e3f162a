package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.Kind;
import carnet.journal.MalformedPayload;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.Tag;
import carnet.vault.Body.Stanza;
import carnet.vault.Label.LabelKey;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a full replica seals and opens with nobody unlocked: labels, keyring acts and doors, under
 * the label keys and peppers of its keys directory.
 *
 * <p>The directory is read at start and when it changed, never for an entry. Safe for many threads.
 */
final class ReplicaKeys {

  private record Held(
      Map<Bytes, LabelKey> labels, Optional<LabelKey> newest, List<Custody.Held> peppers) {}

  private final PracticeId practice;
  private final Custody custody;
  private final HybridClock clock;
  private volatile Held held;

  ReplicaKeys(PracticeId practice, Custody custody, HybridClock clock) {
    this.practice = practice;
    this.custody = custody;
    this.clock = clock;
    this.held = read();
  }

  void reread() {
    held = read();
  }

  private Held read() {
    List<LabelKey> labels = custody.labelKeys(practice);
    Map<Bytes, LabelKey> byId = new HashMap<>();
    labels.forEach(each -> byId.put(each.id8(), each));
    return new Held(Map.copyOf(byId), labels.stream().findFirst(), custody.peppers(practice));
  }

  LabelKey labelKey() {
    return held.newest.orElseThrow(() ->
        new IllegalStateException(
            "no label key of this practice is here: the keys directory is missing"));
  }

  /** All that are here: what a kit is given. */
  List<LabelKey> labelKeys() {
    return List.copyOf(held.labels.values());
  }

  EpochId pepper() {
    return newestPepper().id();
  }

  void renewPepper() {
    custody.addPepper(practice, Secret.random(custody.random()), clock.next());
    reread();
  }

  /** Labels written from now on are under a key that whoever held those before was not given. */
  LabelKey renewLabelKey() {
    custody.addLabelKey(practice, Secret.random(custody.random()), clock.next());
    reread();
    return labelKey();
  }

  void destroyOldPeppers() {
    List<Custody.Held> old = held.peppers.stream().skip(1).toList();
    if (!old.isEmpty()) {
      old.forEach(each -> custody.destroyPepper(practice, each.id()));
      reread();
    }
  }

  /** Seals a draft of a kind that a replica reads by itself. */
  Draft sealed(
      Kind kind, Label label, Secret key, List<Stanza> stanzas, Payload payload, Set<Tag> marks) {
    Bytes sealed = label.seal(practice, labelKey());
    Bytes body = Body.seal(key, stanzas, payload.encode(), practice, sealed);
    return new Draft(kind, practice, sealed, body, marks);
  }

  /** Seals an act of the keyring, already signed. */
  Draft keyringDraft(Payload act, List<Stanza> stanzas) {
    LabelKey key = labelKey();
    String author = act.header().author();
    Label label =
        Label.plain(
            clock.next(),
            key.id(),
            Subject.NONE,
            author == null ? MemberId.NOBODY : MemberId.fromHex(author));
    try (Secret body = keyringKey(key)) {
      return sealed(Kind.KEYRING, label, body, stanzas, act, Set.of());
    }
  }

  /** Seals a door under the newest pepper. */
  Draft doorDraft(MemberId member, Bytes item, Payload signed) {
    Custody.Held pepper = newestPepper();
    Label label = Label.door(clock.next(), pepper.id(), item, member);
    try (Secret key = doorKey(pepper.secret(), member, item)) {
      return sealed(Kind.DOOR, label, key, List.of(), signed, Set.of());
    }
  }

  private Custody.Held newestPepper() {
    return held.peppers.stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no pepper of this practice is here"));
  }

  Optional<Label> label(Entry entry) {
    try {
      LabelKey key = held.labels.get(Label.keyOf(entry.label()));
      return key == null ? Optional.empty() : Optional.of(Label.open(practice, key, entry.label()));
    } catch (CannotOpen notForUs) {
      return Optional.empty();
    }
  }

  Payload payload(Entry entry, Secret key) throws CannotOpen {
    Bytes body = entry.body();
    if (body == null) {
      throw new CannotOpen("the entry was erased");
    }
    try {
      return Payload.decode(Body.read(body).under(key, practice, entry.label()));
    } catch (MalformedPayload wrong) {
      throw new CannotOpen("the payload is malformed", wrong);
    }
  }

  /** An act of the keyring, if its label key is here. */
  Optional<Keyring.Item> act(Entry entry) {
    return label(entry).flatMap(label -> act(entry, label));
  }

  private Optional<Keyring.Item> act(Entry entry, Label label) {
    LabelKey key = held.labels.get(label.epoch().value().slice(0, 8));
    if (key == null) {
      return Optional.empty();
    }
    try (Secret body = keyringKey(key)) {
      return Optional.of(new Keyring.Item(entry.id(), label, payload(entry, body)));
    } catch (CannotOpen changed) {
      return Optional.empty();
    }
  }

  /** A door, if its pepper is here. */
  Optional<Payload> door(Entry entry, Label label) {
    for (Custody.Held pepper : held.peppers) {
      if (pepper.id().equals(label.epoch())) {
        try (Secret key = doorKey(pepper.secret(), label.author(), label.owner())) {
          return Optional.of(payload(entry, key));
        } catch (CannotOpen changed) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Secret keyringKey(LabelKey key) {
    return Kdf.derive(key.secret(), "carnet/1/keyring");
  }

  private static Secret doorKey(Secret pepper, MemberId member, Bytes item) {
    return Kdf.derive(pepper, "carnet/1/door", member.value(), item);
  }
}

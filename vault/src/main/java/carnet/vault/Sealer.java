package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.EntryId;
import carnet.journal.Kind;
import carnet.journal.Payload;
import carnet.vault.Body.Stanza;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a payload becomes a sealed draft: under a held key, into a class without looking, or to named
 * persons.
 */
final class Sealer {

  static final String DROP = "drop";

  /** A body counts its stanzas in one byte, and the kit has one. */
  static final int MOST_PERSONS = Body.MOST_STANZAS - 1;

  private Sealer() {}

  /** Under the subject's key where the class is held, else by this session's drop key. */
  static Draft into(
      Vault vault,
      SessionKeys keys,
      MemberId author,
      Payload payload,
      Compartment clazz,
      Subject about) {
    Keyring.Epoch epoch =
        keys.newest(clazz)
            .orElseThrow(
                () -> new IllegalStateException("class " + clazz.wire() + " has no key yet"));
    Secret held = keys.subjectKey(epoch.id(), about).orElse(null);
    if (held != null) {
      try (held) {
        return draft(
            vault,
            epoch,
            clazz,
            about,
            author,
            Label.Sealing.SUBJECT_KEY,
            held,
            List.of(),
            payload);
      }
    }
    SessionKeys.DropKey drop = keys.drop(clazz, epoch);
    try (Secret key = Kdf.derive(drop.secret(), SessionKeys.SUBJECT, about.value())) {
      return draft(
          vault,
          epoch,
          clazz,
          about,
          author,
          Label.Sealing.DROP_KEY,
          key,
          List.of(new Stanza.Drop(drop.entry().value())),
          payload);
    }
  }

  /** To these members and the kit, under a random key. */
  static Draft toPersons(
      Vault vault,
      SessionKeys keys,
      MemberId author,
      Payload payload,
      Compartment clazz,
      Subject about,
      List<Member> readers) {
    Keyring.Epoch epoch = keys.newest(clazz).orElseThrow();
    if (readers.size() > MOST_PERSONS) {
      throw new NotAllowed("seal.too-many-persons");
    }
    try (Secret key = Secret.random(vault.random())) {
      List<Stanza> stanzas = new ArrayList<>();
      readers.forEach(each -> stanzas.add(stanza(each.reader(), key)));
      vault.keyring().kit().ifPresent(kit -> stanzas.add(stanza(kit, key)));
      return draft(
          vault, epoch, clazz, about, author, Label.Sealing.RANDOM_KEY, key, stanzas, payload);
    }
  }

  private static Stanza stanza(Keyring.Reader to, Secret key) {
    return new Stanza.Sealed(to.id(), XWing.seal(to.kem(), SessionKeys.BODY_BOX, to.id(), key));
  }

  /** Makes a drop entry durable: one encapsulation to the class's public key. */
  static EntryId writeDrop(
      Vault vault, MemberId author, Compartment clazz, Keyring.Epoch epoch, Secret secret) {
    Bytes to = epoch.id().value();
    List<Stanza> stanzas =
        List.of(
            new Stanza.Sealed(to, XWing.seal(epoch.publicKey(), SessionKeys.BODY_BOX, to, secret)));
    Payload payload =
        new Payload(
            new Payload.Header(
                DROP,
                author.hex(),
                Vault.PRODUCT,
                List.of(),
                List.of(),
                null,
                null,
                null,
                Map.of()),
            Bytes.EMPTY,
            List.of());
    Draft draft =
        draft(
            vault,
            epoch,
            clazz,
            Subject.NONE,
            author,
            Label.Sealing.RANDOM_KEY,
            secret,
            stanzas,
            payload);
    return vault.append(draft).entry();
  }

  /** One piece of a content; the key is in the entry that names it. */
  static Draft chunk(
      Vault vault,
      Secret key,
      MemberId author,
      Bytes piece,
      Compartment clazz,
      Keyring.Epoch epoch) {
    Payload payload = new Payload(Payload.Header.of(Content.OP, Vault.PRODUCT), piece, List.of());
    return draft(
        vault, epoch, clazz, Subject.NONE, author, Label.Sealing.CHUNK, key, List.of(), payload);
  }

  private static Draft draft(
      Vault vault,
      Keyring.Epoch epoch,
      Compartment clazz,
      Subject about,
      MemberId author,
      Label.Sealing how,
      Secret key,
      List<Stanza> stanzas,
      Payload payload) {
    Label label = Label.record(vault.clock().next(), clazz, epoch.id(), about, author, how);
    Bytes sealed = label.seal(vault.practice(), vault.labelKey());
    Bytes body = Body.seal(key, stanzas, payload.encode(), vault.practice(), sealed);
    return new Draft(Kind.SEALED, vault.practice(), sealed, body, vault.recordTags(label, body));
  }
}

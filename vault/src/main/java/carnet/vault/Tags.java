package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Tag;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import java.time.LocalDate;

/**
 * The opaque marks under which this replica finds entries again, under a key that never leaves it:
 * two replicas tag the same entry differently, and a copy of a store tells nothing.
 */
final class Tags {

  private static final String DOMAIN = "carnet/1/tag";

  private final Secret key;

  Tags(Secret key) {
    this.key = key;
  }

  /** Entries of one class about one subject. */
  Tag about(Compartment clazz, Bytes owner, Subject subject) {
    return tag("r", Bytes.of(clazz.code()), owner, subject.value());
  }

  Tag about(Compartment clazz, Subject subject) {
    return about(clazz, Keyring.NO_OWNER, subject);
  }

  /** All entries of a class that is read whole at unlock. */
  Tag all(Compartment clazz) {
    return tag("c", Bytes.of(clazz.code()));
  }

  /** Traces that name a subject. */
  Tag tracesOf(Subject subject) {
    return tag("t", subject.value());
  }

  /** Traces of what a member did. */
  Tag tracesBy(MemberId member) {
    return tag("m", member.value());
  }

  /** Traces of one day, UTC. */
  Tag tracesOn(LocalDate day) {
    return tag("y", Bytes.utf8(day.toString()));
  }

  /** A member's unlocks: where the last TOTP step used stands. */
  Tag unlocksOf(MemberId member) {
    return tag("u", member.value());
  }

  /** What a member wrote for a subject: a care relation that labels alone tell. */
  Tag wroteFor(MemberId member, Subject subject) {
    return tag("w", member.value(), subject.value());
  }

  /** Entries sealed to a person by name, or to a class by its public key. */
  Tag sealedTo(Bytes recipient) {
    return tag("p", recipient);
  }

  private Tag tag(String kind, Bytes... parts) {
    return new Tag(Kdf.mac(key, DOMAIN + kind, parts).slice(0, 16));
  }
}

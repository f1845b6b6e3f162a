package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.PracticeId;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Xaes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a full replica, and nobody else, may know of an entry without opening it: when, which class,
 * about which opaque subject, by whom.
 *
 * <p>On disk: key id 8 ‖ XAES-256-GCM of 128 bytes, always 176.
 *
 * @param clock a {@link HybridClock} stamp
 * @param owner the author of a {@code notes} class; the item of a door; else zeros
 * @param epoch the key that the body opens with: an epoch, a day key, a label key or a pepper
 * @param subject zeros where several, or none: then they are in the body
 */
public record Label(
    long clock,
    byte clazz,
    Bytes owner,
    EpochId epoch,
    Subject subject,
    MemberId author,
    Sealing sealing) {

  public static final int SIZE = 8 + 128 + Xaes.OVERHEAD;

  private static final Bytes ZERO_16 = Bytes.of(new byte[16]);
  private static final Bytes DOMAIN = Bytes.utf8("carnet/1/label");

  /** How the body's key is found. */
  public enum Sealing {
    SUBJECT_KEY(0),
    DROP_KEY(1),
    RANDOM_KEY(2),
    CHUNK(3);

    final byte code;

    Sealing(int code) {
      this.code = (byte) code;
    }

    static Sealing of(byte code) throws CannotOpen {
      for (Sealing each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      throw new CannotOpen("unknown sealing " + code);
    }
  }

  public static Label record(
      long clock, Compartment into, EpochId epoch, Subject about, MemberId author, Sealing how) {
    return new Label(clock, into.code(), ZERO_16, epoch, about, author, how);
  }

  /** A label of the kinds that belong to no compartment. */
  public static Label plain(long clock, EpochId key, Subject about, MemberId author) {
    return new Label(clock, (byte) 0, ZERO_16, key, about, author, Sealing.SUBJECT_KEY);
  }

  static Label door(long clock, EpochId pepper, Bytes item, MemberId of) {
    return new Label(clock, (byte) 0, item, pepper, Subject.NONE, of, Sealing.SUBJECT_KEY);
  }

  public Compartment compartment() {
    return Compartment.of(clazz);
  }

  Bytes seal(PracticeId practice, LabelKey key) {
    ByteBuffer plain = ByteBuffer.allocate(128);
    plain.putLong(clock).put(clazz).put(owner.toArray()).put(epoch.value().toArray());
    plain.put(subject.value().toArray()).put(author.value().toArray()).put(sealing.code);
    return Bytes.concat(
        key.id8(), Xaes.seal(key.secret(), Bytes.of(plain.array()), associated(practice)));
  }

  /** The id of the key that sealed this label. */
  static Bytes keyOf(Bytes sealed) throws CannotOpen {
    if (sealed.size() != SIZE) {
      throw new CannotOpen("a label has " + SIZE + " bytes, not " + sealed.size());
    }
    return sealed.slice(0, 8);
  }

  static Label open(PracticeId practice, LabelKey key, Bytes sealed) throws CannotOpen {
    Bytes plain = Xaes.open(key.secret(), sealed.slice(8, sealed.size()), associated(practice));
    ByteBuffer in = ByteBuffer.wrap(plain.toArray());
    return new Label(
        in.getLong(),
        in.get(),
        take(in, 16),
        new EpochId(take(in, 16)),
        new Subject(take(in, 32)),
        new MemberId(take(in, 16)),
        Sealing.of(in.get()));
  }

  private static Bytes take(ByteBuffer in, int size) {
    byte[] out = new byte[size];
    in.get(out);
    return Bytes.of(out);
  }

  private static Bytes associated(PracticeId practice) {
    return Bytes.concat(DOMAIN, practice.value());
  }

  /** The practice's label key: every full replica holds it, at rest too. */
  record LabelKey(EpochId id, Secret secret) {

    static LabelKey of(Secret secret) {
      byte[] material = secret.copy();
      try {
        return new LabelKey(EpochId.of(Bytes.of(material)), secret);
      } finally {
        Arrays.fill(material, (byte) 0);
      }
    }

    Bytes id8() {
      return id.value().slice(0, 8);
    }
  }
}

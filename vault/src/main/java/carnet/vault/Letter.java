package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.Signatures;
import carnet.journal.SigningKey;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.XWing;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What two full replicas of a practice write each other outside the logs, at most 16 KiB, signed by
 * the sender's replica key.
 *
 * <pre>
 * version 1 · kind 1 · practice 16 · from 16 · to 16 · content · signature 64
 * kind 1, offer:  count 1 · one-time X-Wing public keys, 1,216 each · count 2 · ids of keys held, 16 each
 * kind 2, sealed: one-time key's id 16 · X-Wing of a random key 1,168 · XAES of the keys it brings
 * </pre>
 *
 * The ids of keys held are hashes of random keys: they tell a sender what is lacking, and nobody
 * anything else.
 */
sealed interface Letter {

  int MAX_SIZE = 16 << 10;

  PracticeId practice();

  ReplicaId from();

  ReplicaId to();

  record Offer(
      PracticeId practice, ReplicaId from, ReplicaId to, List<Bytes> oneTime, List<EpochId> held)
      implements Letter {}

  record Sealed(
      PracticeId practice, ReplicaId from, ReplicaId to, EpochId oneTime, Bytes box, Bytes keys)
      implements Letter {}

  /** Signs and encodes. */
  default Bytes signedBy(SigningKey replica) {
    ByteBuffer out = ByteBuffer.allocate(MAX_SIZE);
    out.put((byte) 1).put((byte) (this instanceof Offer ? 1 : 2));
    put(out, practice().value(), from().value(), to().value());
    switch (this) {
      case Offer offer -> {
        out.put((byte) offer.oneTime().size());
        offer.oneTime().forEach(each -> put(out, each));
        out.putShort((short) offer.held().size());
        offer.held().forEach(each -> put(out, each.value()));
      }
      case Sealed sealed -> put(out, sealed.oneTime().value(), sealed.box(), sealed.keys());
    }
    Bytes content = Bytes.of(out.flip());
    return Bytes.concat(content, replica.sign(message(content)));
  }

  /** Reads without believing: who it says it is from must have signed it. */
  static Letter read(Bytes letter) throws CannotOpen {
    if (letter.size() > MAX_SIZE || letter.size() < 64) {
      throw new CannotOpen("a letter has 64 to " + MAX_SIZE + " bytes, not " + letter.size());
    }
    ByteBuffer in = letter.slice(0, letter.size() - 64).buffer();
    try {
      int version = in.get();
      int kind = in.get();
      PracticeId practice = new PracticeId(take(in, 16));
      ReplicaId from = new ReplicaId(take(in, 16));
      ReplicaId to = new ReplicaId(take(in, 16));
      if (version != 1) {
        throw new CannotOpen("a letter of version " + version + " is not known here");
      }
      return switch (kind) {
        case 1 -> offer(in, practice, from, to);
        case 2 -> sealed(in, practice, from, to);
        default -> throw new CannotOpen("a letter of kind " + kind + " is not known here");
      };
    } catch (BufferUnderflowException | IllegalArgumentException cut) {
      throw new CannotOpen("the letter is cut short", cut);
    }
  }

  static boolean signed(Bytes letter, Bytes replicaKey) {
    int end = letter.size() - 64;
    return Signatures.verify(
        replicaKey, message(letter.slice(0, end)), letter.slice(end, letter.size()));
  }

  private static Offer offer(ByteBuffer in, PracticeId practice, ReplicaId from, ReplicaId to) {
    List<Bytes> oneTime = new ArrayList<>();
    for (int count = in.get(); count > 0; count--) {
      oneTime.add(take(in, XWing.PUBLIC_KEY));
    }
    List<EpochId> held = new ArrayList<>();
    for (int count = in.getShort(); count > 0; count--) {
      held.add(new EpochId(take(in, 16)));
    }
    return new Offer(practice, from, to, oneTime, held);
  }

  private static Sealed sealed(ByteBuffer in, PracticeId practice, ReplicaId from, ReplicaId to) {
    EpochId oneTime = new EpochId(take(in, 16));
    Bytes box = take(in, XWing.SEALED);
    return new Sealed(practice, from, to, oneTime, box, take(in, in.remaining()));
  }

  private static Bytes message(Bytes content) {
    return Bytes.concat(Bytes.utf8("carnet/1/letter"), content);
  }

  private static Bytes take(ByteBuffer in, int size) {
    byte[] out = new byte[size];
    in.get(out);
    return Bytes.of(out);
  }

  private static void put(ByteBuffer out, Bytes... parts) {
    for (Bytes each : parts) {
      out.put(each.buffer());
    }
  }
}

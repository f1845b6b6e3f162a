package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.authority.Act;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import carnet.vault.crypto.Xaes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How label keys and peppers reach the other full replicas of a practice: by letter, sealed to a
 * one-time key that the receiver left, never in a log.
 *
 * <p>Each replica offers one-time keys and says which keys it holds; who holds more writes it a
 * letter, and whoever renewed the pepper writes to all. The private half of a one-time key is
 * destroyed before its letter is used: a keys directory stolen later opens no letter of before.
 * Safe for many threads.
 */
public final class Correspondence {

  /** One-time keys that a peer may use while this replica is out of reach. */
  private static final int STOCK = 8;

  private static final int MOST = 4 * STOCK;

  private static final String PURPOSE = "carnet/1/letter";
  private static final String ONE_TIME = "onetime.";
  private static final String OFFERED = "offered.";
  private static final byte LABEL = 1;
  private static final byte PEPPER = 2;

  private final Custody custody;
  private final PracticeId practice;

  public Correspondence(Custody custody, PracticeId practice) {
    this.custody = custody;
    this.practice = practice;
  }

  /** What a letter did here. */
  public sealed interface Received {
    ReplicaId from();

    /**
     * One-time keys of a peer.
     *
     * @param lacks whether it lacks a key that is held here: write to it
     */
    record Offer(ReplicaId from, boolean lacks) implements Received {}

    /**
     * Keys came.
     *
     * @param labelKey whether a label key was among the new ones: entries received before can be
     *     tagged now
     */
    record Keys(ReplicaId from, boolean labelKey, boolean pepper) implements Received {}
  }

  /** Whether this replica can read labels and open doors yet. */
  public boolean complete() {
    return !custody.labels(practice).isEmpty() && custody.pepper(practice).isPresent();
  }

  /** Fresh one-time keys for a peer; those offered to it before and not used yet still serve. */
  public synchronized Bytes offer(ReplicaId to) {
    String beginning = ONE_TIME + to.hex() + ".";
    // A letter sealed to one of these cannot be opened any more; the offer's ids make it come
    // again.
    custody.names(practice, beginning).stream()
        .skip(MOST)
        .forEach(old -> custody.takeAway(practice, old));
    List<Bytes> fresh = new ArrayList<>();
    while (fresh.size() < STOCK) {
      Secret seed = Secret.random(custody.random());
      byte[] half = seed.copy();
      Bytes key = XWing.of(seed).publicKey();
      custody.put(practice, beginning + EpochId.of(key).hex(), half);
      Arrays.fill(half, (byte) 0);
      fresh.add(key);
    }
    return new Letter.Offer(practice, custody.replica(), to, fresh, held())
        .signedBy(custody.signingKey());
  }

  /**
   * All label keys and peppers held here, sealed; empty while the peer has left no one-time key.
   */
  public synchronized Optional<Bytes> letter(ReplicaId to) {
    String beginning = OFFERED + to.hex() + ".";
    for (String name : custody.names(practice, beginning)) {
      Optional<byte[]> oneTime = custody.takeAway(practice, name);
      if (oneTime.isPresent()) {
        return Optional.of(seal(to, Bytes.of(oneTime.get())));
      }
    }
    return Optional.empty();
  }

  private Bytes seal(ReplicaId to, Bytes oneTime) {
    try (Secret key = Secret.random(custody.random())) {
      Bytes about = about(custody.replica(), to);
      Bytes box = XWing.seal(oneTime, PURPOSE, about, key);
      byte[] keys = keys();
      Bytes sealed = Xaes.seal(key, Bytes.of(keys), about);
      Arrays.fill(keys, (byte) 0);
      return new Letter.Sealed(practice, custody.replica(), to, EpochId.of(oneTime), box, sealed)
          .signedBy(custody.signingKey());
    }
  }

  /**
   * Opens a letter of a full replica of today's roster, and keeps what it brings.
   *
   * @throws CannotOpen if it is of nobody known, not to this replica, changed, or was opened before
   */
  public synchronized Received open(Bytes letter, Map<ReplicaId, Act.Replica> roster)
      throws CannotOpen {
    Letter read = Letter.read(letter);
    Act.Replica sender = roster.get(read.from());
    if (sender == null
        || sender.role() != Act.Role.FULL
        || !read.practice().equals(practice)
        || !read.to().equals(custody.replica())
        || !Letter.signed(letter, sender.key())) {
      throw new CannotOpen("the letter is not of a full replica of this practice to this one");
    }
    return switch (read) {
      case Letter.Offer offer -> keep(offer);
      case Letter.Sealed sealed -> open(sealed);
    };
  }

  private Received keep(Letter.Offer offer) {
    String beginning = OFFERED + offer.from().hex() + ".";
    // What it offered before and has not been used serves no better than what it offers now.
    custody.names(practice, beginning).forEach(old -> custody.takeAway(practice, old));
    for (Bytes key : offer.oneTime()) {
      custody.put(practice, beginning + EpochId.of(key).hex(), key.toArray());
    }
    Set<EpochId> lacking = new HashSet<>(held());
    offer.held().forEach(lacking::remove);
    return new Received.Offer(offer.from(), !lacking.isEmpty());
  }

  private Received open(Letter.Sealed letter) throws CannotOpen {
    byte[] half =
        custody
            .takeAway(practice, ONE_TIME + letter.from().hex() + "." + letter.oneTime().hex())
            .orElseThrow(() -> new CannotOpen("the letter's one-time key was used or is not ours"));
    Bytes about = about(letter.from(), letter.to());
    try (Secret seed = Secret.owning(half);
        Secret key = XWing.of(seed).open(PURPOSE, about, letter.box())) {
      byte[] keys = Xaes.open(key, letter.keys(), about).toArray();
      try {
        return keep(letter.from(), ByteBuffer.wrap(keys));
      } finally {
        Arrays.fill(keys, (byte) 0);
      }
    }
  }

  private Received keep(ReplicaId from, ByteBuffer in) throws CannotOpen {
    boolean label = false;
    boolean pepper = false;
    while (in.remaining() >= 41) {
      byte kind = in.get();
      long since = in.getLong();
      byte[] value = new byte[32];
      in.get(value);
      try (Secret key = Secret.owning(value)) {
        switch (kind) {
          case LABEL -> label |= custody.addReceived(practice, "label", key, since);
          case PEPPER -> pepper |= custody.addReceived(practice, "pepper", key, since);
          default -> throw new CannotOpen("a key of kind " + kind + " is not known here");
        }
      }
    }
    return new Received.Keys(from, label, pepper);
  }

  private byte[] keys() {
    List<Custody.Held> labels = custody.labels(practice);
    List<Custody.Held> peppers = custody.peppers(practice);
    ByteBuffer out = ByteBuffer.allocate(41 * (labels.size() + peppers.size()));
    labels.forEach(each -> put(out, LABEL, each));
    peppers.forEach(each -> put(out, PEPPER, each));
    return out.array();
  }

  private static void put(ByteBuffer out, byte kind, Custody.Held held) {
    byte[] key = held.secret().copy();
    out.put(kind).putLong(held.since()).put(key);
    Arrays.fill(key, (byte) 0);
  }

  private List<EpochId> held() {
    List<EpochId> ids = new ArrayList<>();
    custody.labels(practice).forEach(each -> ids.add(each.id()));
    custody.peppers(practice).forEach(each -> ids.add(each.id()));
    return ids;
  }

  private Bytes about(ReplicaId from, ReplicaId to) {
    return Bytes.concat(practice.value(), from.value(), to.value());
  }
}

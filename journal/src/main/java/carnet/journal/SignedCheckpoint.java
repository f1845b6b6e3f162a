package carnet.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint signed by its log, and cosigned by replicas that hold the log. The log's key bears
 * the name of its origin. A cosignature says: at that time, the largest consistent tree I saw of
 * this origin has this root.
 *
 * <p>See C2SP signed-note, tlog-checkpoint, tlog-cosignature.
 */
public final class SignedCheckpoint {
  private static final byte ED25519 = 0x01;
  private static final byte COSIGNATURE = 0x04;

  private final SignedNote note;
  private final Checkpoint checkpoint;

  private SignedCheckpoint(SignedNote note) {
    this.note = note;
    this.checkpoint = Checkpoint.parse(note.text());
  }

  public static SignedCheckpoint sign(Checkpoint checkpoint, SigningKey key) {
    String name = checkpoint.origin();
    Bytes signature = key.sign(Bytes.utf8(checkpoint.text()));
    int id = SignedNote.keyId(name, ED25519, key.publicKey());
    return new SignedCheckpoint(
        new SignedNote(checkpoint.text(), List.of(new SignedNote.Line(name, id, signature))));
  }

  /** Reads a note; {@link #verify} tells whether it is to be believed. */
  public static SignedCheckpoint parse(String note) {
    return new SignedCheckpoint(SignedNote.parse(note));
  }

  /** Whether the log's own key signed it. */
  public boolean verify(Bytes publicKey) {
    Bytes text = Bytes.utf8(note.text());
    List<Bytes> found = signatures(checkpoint.origin(), ED25519, publicKey);
    return !found.isEmpty()
        && found.stream().allMatch(each -> Signatures.verify(publicKey, text, each));
  }

  public SignedCheckpoint cosign(String name, SigningKey key, Instant now) {
    SignedNote.requireName(name);
    long time = now.getEpochSecond();
    Bytes signature = key.sign(cosigned(time));
    Bytes stamped =
        Bytes.concat(Bytes.adopt(ByteBuffer.allocate(8).putLong(time).array()), signature);
    int id = SignedNote.keyId(name, COSIGNATURE, key.publicKey());
    return new SignedCheckpoint(note.with(new SignedNote.Line(name, id, stamped)));
  }

  /** When that cosigner last said so; empty where it did not, or where a word of it is wrong. */
  public Optional<Instant> cosigned(String name, Bytes publicKey) {
    long newest = Long.MIN_VALUE;
    for (Bytes each : signatures(name, COSIGNATURE, publicKey)) {
      if (each.size() != 72) {
        return Optional.empty();
      }
      long time = each.buffer().getLong();
      if (time < 0 || !Signatures.verify(publicKey, cosigned(time), each.slice(8, 72))) {
        return Optional.empty();
      }
      newest = Math.max(newest, time);
    }
    return newest == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(newest));
  }

  /** The names of all that signed beside the log, believed or not. */
  public List<String> cosigners() {
    List<String> names = new ArrayList<>();
    for (SignedNote.Line line : note.lines()) {
      if (!line.name().equals(checkpoint.origin()) && !names.contains(line.name())) {
        names.add(line.name());
      }
    }
    return names;
  }

  /** With the lines of another note over the same text. */
  public SignedCheckpoint merge(SignedCheckpoint other) {
    if (!note.text().equals(other.note.text())) {
      throw new IllegalArgumentException("two checkpoints of " + checkpoint.origin() + " differ");
    }
    SignedNote merged = note;
    for (SignedNote.Line line : other.note.lines()) {
      merged = merged.with(line);
    }
    return new SignedCheckpoint(merged);
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** The note, as kept and sent. */
  public String encode() {
    return note.encode();
  }

  private Bytes cosigned(long time) {
    return Bytes.utf8("cosignature/v1\ntime " + time + "\n" + note.text());
  }

  private List<Bytes> signatures(String name, byte type, Bytes publicKey) {
    int id = SignedNote.keyId(name, type, publicKey);
    return note.lines().stream()
        .filter(line -> line.keyId() == id && line.name().equals(name))
        .map(SignedNote.Line::signature)
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedCheckpoint signed && note.equals(signed.note);
  }

  @Override
  public int hashCode() {
    return note.hashCode();
  }

  @Override
  public String toString() {
    return checkpoint.origin() + " at " + checkpoint.size();
  }
}

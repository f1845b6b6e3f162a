package carnet.journal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry in its place. The body is absent once erased; its size and hash stay, so the tree still
 * verifies. {@code bodyHash} is what the leaf commits to: an entry read from disk may carry a body
 * that is no longer it, which {@link #intact} tells and the verifier reports.
 */
public record Entry(
    Kind kind,
    LogId log,
    long sequence,
    Bytes label,
    int bodySize,
    Bytes bodyHash,
    @Nullable Bytes body) {
  public Entry {
    EntryFormat.requireSizes(label.size(), bodySize);
    bodyHash.require(32, "a body hash");
    if (sequence < 0) {
      throw new MalformedEntry("a sequence starts at 0, not " + sequence);
    }
  }

  public static Entry place(Draft draft, LogId log, long sequence) {
    if (!draft.practice().equals(log.practice())) {
      throw new IllegalArgumentException(
          "a draft of practice " + draft.practice() + " has no place in log " + log);
    }
    Bytes body = draft.body();
    return new Entry(
        draft.kind(), log, sequence, draft.label(), body.size(), Hashes.sha256(body), body);
  }

  public EntryId id() {
    return Hashes.entry(Hashes.sha256(label), bodyHash);
  }

  public LeafHash leaf() {
    return Hashes.leaf(EntryFormat.envelope(this), Hashes.sha256(label), bodyHash);
  }

  public Position place() {
    return new Position(log, sequence);
  }

  public boolean erased() {
    return body == null;
  }

  /** The body, unless erased. */
  public Optional<Bytes> content() {
    return Optional.ofNullable(body);
  }

  /** Whether the body, if there, is the one that the leaf commits to. */
  public boolean intact() {
    return body == null || (body.size() == bodySize && Hashes.sha256(body).equals(bodyHash));
  }

  public Entry erase() {
    return new Entry(kind, log, sequence, label, bodySize, bodyHash, null);
  }

  Entry at(long place) {
    return new Entry(kind, log, place, label, bodySize, bodyHash, body);
  }

  @Override
  public String toString() {
    return kind + " " + log + "/" + sequence + (erased() ? " (erased)" : "");
  }
}

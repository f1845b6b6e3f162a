package carnet.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where entries are kept: the port under every log, on one machine or many. Safe for many threads,
 * virtual ones too. It checks no signature and knows no key: who calls it has checked.
 *
 * <p>A stream holds nothing open and reads a page at a time; it need not be closed. Failures are
 * {@link StoreFailed}; after a failed write nothing more is written until the store is opened anew.
 */
public interface EntryStore extends AutoCloseable {
  /** An entry, and the tags under which this replica will look for it. */
  record Placed(Entry entry, Set<Tag> tags) {
    public Placed {
      tags = Set.copyOf(tags);
    }
  }

  /** Two entries for one place. Both are kept: the first in the log, the other as evidence. */
  record Fork(Position place, LeafHash kept, Entry other) {}

  /**
   * @param added how many entries were new here
   * @param heads of the logs that the batch touched, after it
   */
  record Appended(int added, Map<LogId, Head> heads, List<Fork> forks) {}

  /**
   * Adds entries in one durable transaction: all or none, over any number of logs, in order of
   * their sequence within each. An entry already in its place changes nothing, but tags it lacked
   * are added (so entries that came before their label could be read are tagged by appending them
   * again). Another entry in that place is a fork: it is kept as evidence, and so is all that comes
   * for the log from then on, for nobody can tell to which branch it belongs. Its writer is to be
   * closed.
   *
   * <p>An entry id counts once in a practice: a copy under another writer is kept in its log, but
   * found by tag and id as the first that came. An id erased is erased in every copy, those to come
   * too.
   *
   * @throws IllegalArgumentException if an entry would leave a hole before it; nothing is written
   */
  Appended append(List<Placed> batch);

  /** Entries of a log from a sequence to before another, or to its end. */
  Stream<Entry> range(LogId log, long from, long to);

  /**
   * Each entry id under a tag once, in order of arrival, erased ones too.
   *
   * @throws ShortRead from the stream, when it was not all: the count is compared before the first
   *     entry is given, the XOR of the leaf hashes after the last
   */
  Stream<Entry> tagged(PracticeId practice, Tag tag);

  /** All entries of a kind other than {@link Kind#SEALED}, with the same guard as by tag. */
  default Stream<Entry> ofKind(PracticeId practice, Kind kind) {
    if (kind == Kind.SEALED) {
      throw new IllegalArgumentException("sealed entries are found by their tags");
    }
    return tagged(practice, Tag.ofKind(kind));
  }

  /** Every tag of a practice. */
  Stream<Tag> tags(PracticeId practice);

  /** Leaf hashes as kept beside the entries, from a sequence to before another, or to the end. */
  Stream<LeafHash> leaves(LogId log, long from, long to);

  Map<LogId, Head> heads(PracticeId practice);

  /** Of one log; {@link Head#EMPTY} where there is none. */
  Head head(LogId log);

  Set<PracticeId> practices();

  /** The first that came under that id. */
  Optional<Entry> find(PracticeId practice, EntryId id);

  /**
   * Wipes the body at that place and of every other copy of the same id in the practice, evidence
   * too. What else the entry says stays; the tree still verifies. Nothing brings the body back.
   */
  void erase(Position place);

  /**
   * Puts a good body back where the kept one is no longer what the leaf commits to.
   *
   * @return whether it was needed and done; never for an erased entry
   */
  boolean repair(Entry good);

  /**
   * Keeps a checkpoint; signatures join those of the same text, a contradicting one is kept beside.
   */
  void keep(LogId log, SignedCheckpoint checkpoint);

  /** The newest first; a few, and every pair that contradicts itself. */
  List<SignedCheckpoint> checkpoints(LogId log);

  List<Fork> forks(PracticeId practice);

  @Override
  void close();
}

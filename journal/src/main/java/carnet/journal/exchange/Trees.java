package carnet.journal.exchange;

import carnet.journal.EntryStore;
import carnet.journal.LogId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.merkle.MerkleTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The trees of the logs that were asked about lately, which remember their full subtrees. */
final class Trees {
  private static final int MOST = 128;

  private final EntryStore store;
  private final Map<LogId, MerkleTree> lately =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LogId, MerkleTree> eldest) {
          return size() > MOST;
        }
      };

  Trees(EntryStore store) {
    this.store = store;
  }

  synchronized MerkleTree of(LogId log) {
    return lately.computeIfAbsent(log, id -> MerkleTree.over(store, id));
  }

  /** The newest kept note that the log's entries bear out. */
  Optional<SignedCheckpoint> borneOut(LogId log) {
    long size = store.head(log).size();
    return store.checkpoints(log).stream()
        .filter(note -> note.checkpoint().size() <= size && bearsOut(log, note))
        .findFirst();
  }

  /** Whether the log, at the size of the note, has its root. Requires the log to reach there. */
  boolean bearsOut(LogId log, SignedCheckpoint note) {
    return of(log).root(note.checkpoint().size()).equals(note.checkpoint().root());
  }
}

package carnet.journal.verify;

import carnet.journal.Entry;
import carnet.journal.EntryStore;
import carnet.journal.LeafHash;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.SignedCheckpoint;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Logs as something keeps them: a store, a folder. */
public interface Kept {
  Set<LogId> logs(PracticeId practice);

  /** From a sequence to before another, or to the end. */
  Stream<Entry> range(LogId log, long from, long to);

  /** The leaf hashes kept beside the entries. */
  Stream<LeafHash> leaves(LogId log, long from, long to);

  List<SignedCheckpoint> checkpoints(LogId log);

  static Kept of(EntryStore store) {
    return new Kept() {
      @Override
      public Set<LogId> logs(PracticeId practice) {
        return store.heads(practice).keySet();
      }

      @Override
      public Stream<Entry> range(LogId log, long from, long to) {
        return store.range(log, from, to);
      }

      @Override
      public Stream<LeafHash> leaves(LogId log, long from, long to) {
        return store.leaves(log, from, to);
      }

      @Override
      public List<SignedCheckpoint> checkpoints(LogId log) {
        return store.checkpoints(log);
      }
    };
  }
}

package carnet.journal.exchange;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What replicas say to each other; {@link MessageFormat} tells the bytes. */
sealed interface Message {
  /** What one holds: of each log its size, and the newest signed note that its entries bear out. */
  record Heads(PracticeId practice, Map<WriterId, Held> logs) implements Message {
    record Held(long size, String note) {}
  }

  /** Asks for entries of a log, from a sequence to before another: as many as one answer holds. */
  record Want(LogId log, long from, long to) implements Message {}

  /**
   * Entries that follow each other, a signed note at or after their end, and the proof that the
   * tree ending with them is a beginning of the note's.
   */
  record Batch(LogId log, String note, List<Bytes> proof, List<Entry> entries) implements Message {
    public Batch {
      proof = List.copyOf(proof);
      entries = List.copyOf(entries);
    }
  }

  /** A note with cosignatures, to keep. */
  record Note(LogId log, String note) implements Message {}

  /**
   * Where the answering replica now stands in a log.
   *
   * @param upTo how far it would take it today
   * @param refused the name of the finding because of which it took nothing; empty if it took all
   * @param note its cosigned note, or empty
   */
  record Stand(LogId log, long size, long upTo, String refused, String note) implements Message {}

  /** A letter to put into the mailbox. */
  record Post(ReplicaId to, Bytes sealed) implements Message {}

  /** Asks for one's own letters, and says which came before. */
  record Pickup(Set<Long> received) implements Message {
    public Pickup {
      received = Set.copyOf(received);
    }
  }

  record Mail(List<Letters.Letter> letters) implements Message {
    public Mail {
      letters = List.copyOf(letters);
    }
  }

  record Done() implements Message {}
}

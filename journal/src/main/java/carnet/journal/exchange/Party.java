package carnet.journal.exchange;

import carnet.journal.EntryStore;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.SigningKey;
import carnet.journal.Tagger;
import carnet.journal.authority.Roster;
import carnet.journal.verify.Finding;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * This replica in one practice.
 *
 * @param roster of this store; the exchange feeds it what it takes, the owner what it writes itself
 * @param key the replica's own, for cosignatures and nothing else
 * @param own the logs written here now: nobody else adds to them
 * @param report is told at once what a peer did or lacks, also while answering
 */
public record Party(
    PracticeId practice,
    EntryStore store,
    Roster roster,
    SigningKey key,
    Predicate<LogId> own,
    Tagger tagger,
    Letters letters,
    Clock clock,
    Consumer<Finding> report) {

  ReplicaId id() {
    return ReplicaId.of(key.publicKey());
  }

  /** The name under which a replica cosigns. */
  static String cosigner(ReplicaId replica) {
    return "carnet/replica/" + replica.hex();
  }
}

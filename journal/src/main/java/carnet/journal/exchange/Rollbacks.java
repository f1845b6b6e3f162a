package carnet.journal.exchange;

import carnet.journal.Head;
import carnet.journal.LogId;
import carnet.journal.ReplicaId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.authority.Act;
import carnet.journal.authority.Certificate;
import carnet.journal.verify.Finding;
import carnet.journal.verify.Finding.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A peer that shows less of a log than it signed (as its writer) or cosigned (as its keeper) was
 * put back from a copy, or lies.
 */
final class Rollbacks {
  private Rollbacks() {}

  static List<Finding> of(Party party, ReplicaId peer, Message.Heads theirs) {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<LogId, Head> each : party.store().heads(party.practice()).entrySet()) {
      LogId log = each.getKey();
      Message.Heads.Held held = theirs.logs().get(log.writer());
      long size = held == null ? 0 : held.size();
      boolean behind =
          party.store().checkpoints(log).stream()
              .filter(note -> note.checkpoint().size() > size)
              .anyMatch(note -> isWordOf(party, peer, log, note));
      if (behind) {
        findings.add(Finding.at(What.ROLLED_BACK, log, size));
      }
    }
    return findings;
  }

  private static boolean isWordOf(Party party, ReplicaId peer, LogId log, SignedCheckpoint note) {
    boolean wrote =
        party
            .roster()
            .writer(log.writer())
            .map(Certificate::replica)
            .filter(peer::equals)
            .isPresent();
    Act.Replica known = party.roster().replicas().get(peer);
    return wrote || (known != null && note.cosigned(Party.cosigner(peer), known.key()).isPresent());
  }
}

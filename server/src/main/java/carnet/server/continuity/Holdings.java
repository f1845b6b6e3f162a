package carnet.server.continuity;

import carnet.journal.Head;
import carnet.journal.LogId;
import carnet.journal.Position;
import carnet.journal.ReplicaId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.authority.Act;
import carnet.journal.authority.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which replica holds how much of each log, by its own word: the checkpoints that it cosigned. */
final class Holdings {
  private final Here here;

  /** The most that each was ever seen to cosign: the store keeps only the newest notes. */
  private final Map<ReplicaId, Map<LogId, Long>> cosigned = new HashMap<>();

  Holdings(Here here) {
    this.here = here;
    look();
  }

  /** Looks at the notes that came. */
  synchronized void look() {
    List<Act.Replica> others = here.others();
    for (LogId log : here.store().heads(here.practice()).keySet()) {
      for (SignedCheckpoint note : here.store().checkpoints(log)) {
        for (Act.Replica each : others) {
          String name = "carnet/replica/" + each.id().hex();
          long size = note.checkpoint().size();
          if (size > held(each.id(), log)
              && note.cosigners().contains(name)
              && note.cosigned(name, each.key()).isPresent()) {
            cosigned.computeIfAbsent(each.id(), _ -> new HashMap<>()).put(log, size);
          }
        }
      }
    }
    notifyAll();
  }

  /** How much of a log a peer holds: what it cosigned, or wrote itself. */
  synchronized long held(ReplicaId replica, LogId log) {
    boolean wrote =
        here.roster()
            .writer(log.writer())
            .map(Certificate::replica)
            .filter(replica::equals)
            .isPresent();
    return wrote
        ? here.store().head(log).size()
        : cosigned.getOrDefault(replica, Map.of()).getOrDefault(log, 0L);
  }

  /** How many entries that are here a peer is not known to hold. */
  synchronized long behind(ReplicaId replica) {
    long behind = 0;
    for (Map.Entry<LogId, Head> each : here.store().heads(here.practice()).entrySet()) {
      behind += Math.max(0, each.getValue().size() - held(replica, each.getKey()));
    }
    return behind;
  }

  /** The names of the replicas that hold an entry, this one first. */
  synchronized List<String> of(Position place) {
    List<String> names = new ArrayList<>();
    if (here.store().head(place.log()).size() > place.sequence()) {
      names.add(here.name(here.id()));
    }
    TreeSet<String> others = new TreeSet<>();
    for (Act.Replica each : here.others()) {
      if (held(each.id(), place.log()) > place.sequence()) {
        others.add(each.name());
      }
    }
    names.addAll(others);
    return names;
  }

  /** The same, once another replica holds it, or after the patience. */
  synchronized List<String> of(Position place, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    List<String> names = of(place);
    while (names.size() < 2) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      try {
        wait(left);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        break;
      }
      names = of(place);
    }
    return names;
  }
}

package carnet.server.continuity;

import carnet.journal.EntryStore;
import carnet.journal.Log;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.authority.Act;
import carnet.journal.authority.Roster;
import carnet.journal.exchange.Letters;
import carnet.vault.Custody;
import carnet.vault.Vault;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** This replica of one practice, as far as the other replicas concern it. */
public record Here(
    PracticeId practice,
    EntryStore store,
    Letters letters,
    Roster roster,
    Log log,
    Vault vault,
    Custody custody,
    Clock clock) {

  ReplicaId id() {
    return custody.replica();
  }

  Optional<Act.Replica> replica(ReplicaId id) {
    return Optional.ofNullable(roster.replicas().get(id));
  }

  /** The other replicas of today, by name. */
  List<Act.Replica> others() {
    return roster.replicas().values().stream()
        .filter(each -> !each.id().equals(id()))
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
  }

  String name(ReplicaId id) {
    return replica(id).map(Act.Replica::name).orElse(id.hex());
  }
}

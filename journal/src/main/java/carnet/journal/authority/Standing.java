package carnet.journal.authority;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who stands where, given whose signature counts: writers and up to where, replicas, stewards,
 * kits, erasures.
 */
final class Standing {
  private final Powers powers;
  private final Map<WriterId, Certificate> writers = new HashMap<>();
  private final Map<WriterId, Long> limits = new HashMap<>();
  private final Map<ReplicaId, SignedAct> replicas = new HashMap<>();
  private final Set<EntryId> erased = new HashSet<>();

  private Standing(Powers powers) {
    this.powers = powers;
    certifyWriters();
    limitWriters();
    erase();
  }

  static Standing of(
      PracticeId practice, Collection<SignedAct> acts, Map<SignedAct.Check, Boolean> checked) {
    return new Standing(Powers.of(practice, acts, checked));
  }

  private void certifyWriters() {
    for (SignedAct act : powers.acts()) {
      if (act.act() instanceof Act.Writer writer
          && powers.signers(act).stream().anyMatch(each -> Powers.isFull(each, writer.replica()))) {
        writers.merge(
            writer.id(),
            new Certificate(writer.id(), writer.key(), writer.replica(), writer.incarnation()),
            (first, _) -> first);
      }
    }
    Set<EntryId> replaced = new HashSet<>();
    powers.valid().forEach(act -> replaced.addAll(act.payload().header().parents()));
    for (SignedAct act : powers.valid()) {
      if (act.act() instanceof Act.Replica replica && !replaced.contains(act.id())) {
        replicas.put(replica.id(), act);
      }
    }
  }

  private void limitWriters() {
    for (SignedAct act : powers.acts()) {
      if (act.act() instanceof Act.Close(WriterId writer, long size) && mayClose(act, writer)) {
        limits.merge(writer, size, Math::min);
      } else if (act.act() instanceof Act.RevokeReplica revoke && powers.byKitOrSteward(act)) {
        replicas.remove(revoke.replica());
        writers.values().stream()
            .filter(writer -> writer.replica().equals(revoke.replica()))
            .map(Certificate::writer)
            .forEach(
                writer -> limits.merge(writer, revoke.sizes().getOrDefault(writer, 0L), Math::min));
      }
    }
  }

  private boolean mayClose(SignedAct act, WriterId writer) {
    Certificate certificate = writers.get(writer);
    return powers.signers(act).stream()
        .anyMatch(signer ->
            Powers.isKitOrSteward(signer)
                || (certificate != null && Powers.isFull(signer, certificate.replica())));
  }

  private void erase() {
    for (SignedAct act : powers.acts()) {
      if (act.act() instanceof Act.Erase(Set<EntryId> entries)
          && powers.signers(act).stream()
              .anyMatch(each -> Powers.isKitOrSteward(each) || Powers.isFull(each))) {
        erased.addAll(entries);
      }
    }
  }

  Map<WriterId, Certificate> writers() {
    return Map.copyOf(writers);
  }

  Optional<Certificate> writer(WriterId writer) {
    return Optional.ofNullable(writers.get(writer));
  }

  long limit(WriterId writer) {
    return limits.getOrDefault(writer, Long.MAX_VALUE);
  }

  boolean erased(EntryId id) {
    return erased.contains(id);
  }

  Set<EntryId> erased() {
    return Set.copyOf(erased);
  }

  Map<ReplicaId, Act.Replica> replicas() {
    Map<ReplicaId, Act.Replica> today = new HashMap<>();
    replicas.forEach((id, act) -> today.put(id, (Act.Replica) act.act()));
    return today;
  }

  /** Member to key. */
  Map<Bytes, Bytes> stewards() {
    Map<Bytes, Bytes> today = new HashMap<>();
    for (SignedAct act : powers.valid()) {
      if (act.act() instanceof Act.Steward(Bytes member, Bytes key) && !powers.taken(key)) {
        today.put(member, key);
      }
    }
    return today;
  }

  List<Act.Kit> kits() {
    Optional<Bytes> present = powers.presentKit();
    return powers.acts().stream()
        .filter(act -> powers.applied(act) || powers.byKitOrSteward(act))
        .map(SignedAct::act)
        .filter(Act.Kit.class::isInstance)
        .map(Act.Kit.class::cast)
        .filter(kit -> present.isPresent() && kit.key().equals(present.get()))
        .toList();
  }

  List<Bytes> kitKeys(EntryId id) {
    return powers.kitKeys(id);
  }

  Optional<Bytes> presentKit() {
    return powers.presentKit();
  }

  Set<EntryId> actsOf(String by) {
    Set<EntryId> ids = new HashSet<>();
    powers.acts().stream()
        .filter(act -> powers.signers(act).stream().anyMatch(power -> power.by().equals(by)))
        .forEach(act -> ids.add(act.id()));
    return ids;
  }

  /** All acts that lead to this replica, from the founding on; empty where it is none of ours. */
  List<Payload> chain(ReplicaId replica) {
    Set<SignedAct> chain = new LinkedHashSet<>();
    SignedAct act = replicas.get(replica);
    if (act != null) {
      lead(act, chain);
    }
    return chain.stream().map(SignedAct::payload).toList();
  }

  private void lead(SignedAct act, Set<SignedAct> chain) {
    if (chain.contains(act)) {
      return;
    }
    if (!(act.act() instanceof Act.Found)) {
      powers.signers(act).stream()
          .filter(Powers::isKitOrSteward)
          .filter(power -> !power.given().equals(act))
          .min(Comparator.comparingInt(Powers.Power::distance))
          .ifPresent(power -> lead(power.given(), chain));
    }
    chain.add(act);
  }
}

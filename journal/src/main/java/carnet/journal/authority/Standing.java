package carnet.journal.authority;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import java.util.ArrayList;
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
 * Who stands where, given a set of acts. Rights are given in rounds from the root key until nothing
 * changes; then the first act (in the order that {@link Roster} tells) that takes a right away is
 * applied and rights are given anew, until none is left. A practice has tens of acts, so this is
 * done afresh for each new one.
 */
final class Standing {
  /**
   * The right to sign under a name with a key, given by an act; the distance is that from the kit.
   */
  private record Power(String by, Bytes key, SignedAct given, int distance) {}

  private final PracticeId practice;
  private final List<SignedAct> acts;
  private final Map<SignedAct.Check, Boolean> checked;

  /** Keys that sign no more, and what they signed before that stands. */
  private final Map<Bytes, Set<EntryId>> taken = new HashMap<>();

  private final Set<SignedAct> applied = new LinkedHashSet<>();
  private final Map<String, List<Power>> powers = new HashMap<>();
  private final Set<SignedAct> valid = new LinkedHashSet<>();
  private final Map<WriterId, Certificate> writers = new HashMap<>();
  private final Map<WriterId, Long> limits = new HashMap<>();
  private final Map<ReplicaId, SignedAct> replicas = new HashMap<>();
  private final Set<EntryId> erased = new HashSet<>();

  private Standing(
      PracticeId practice, Collection<SignedAct> acts, Map<SignedAct.Check, Boolean> checked) {
    this.practice = practice;
    this.acts = acts.stream().sorted(Comparator.comparing(each -> each.id().value())).toList();
    this.checked = checked;
  }

  static Standing of(
      PracticeId practice, Collection<SignedAct> acts, Map<SignedAct.Check, Boolean> checked) {
    Standing standing = new Standing(practice, acts, checked);
    standing.give();
    for (var next = standing.nextTaking(); next.isPresent(); next = standing.nextTaking()) {
      standing.take(next.get());
      standing.give();
    }
    standing.certifyWriters();
    standing.limitWriters();
    standing.erase();
    return standing;
  }

  private void give() {
    powers.clear();
    valid.clear();
    for (SignedAct act : acts) {
      if (act.act() instanceof Act.Found(Bytes root)
          && PracticeId.of(root).equals(practice)
          && act.signedBy(practice, Signer.KIT, root, checked)) {
        add(new Power(Signer.KIT, root, act, 0));
        valid.add(act);
      }
    }
    for (SignedAct act : applied) {
      if (act.act() instanceof Act.Kit kit) {
        add(new Power(Signer.KIT, kit.key(), act, 0));
      }
    }
    List<Power> round = round(1);
    for (int distance = 2; !round.isEmpty(); distance++) {
      round.forEach(this::add);
      round = round(distance);
    }
  }

  /** What those who have power already give, and had not given before. */
  private List<Power> round(int distance) {
    List<Power> given = new ArrayList<>();
    for (SignedAct act : acts) {
      if (!valid.contains(act) && byKitOrSteward(act)) {
        if (act.act() instanceof Act.Steward steward) {
          given.add(new Power(Signer.nameOfMember(steward.member()), steward.key(), act, distance));
        } else if (act.act() instanceof Act.Replica replica) {
          given.add(new Power(Signer.nameOf(replica.id()), replica.key(), act, distance));
        }
      }
    }
    given.forEach(power -> valid.add(power.given()));
    return given;
  }

  private void add(Power power) {
    powers.computeIfAbsent(power.by(), _ -> new ArrayList<>()).add(power);
  }

  private Optional<SignedAct> nextTaking() {
    return acts.stream()
        .filter(act -> !applied.contains(act) && rank(act) < Integer.MAX_VALUE)
        .min(Comparator.comparingInt(this::rank)); // the first, so the smallest id, of equals
  }

  /** How early an act that takes a right away counts; the largest where it does not. */
  private int rank(SignedAct act) {
    List<Power> signers = signers(act);
    return switch (act.act()) {
      case Act.Kit kit when kitKeys().contains(kit.key()) -> Integer.MAX_VALUE;
      case Act.Kit _ when stewards(signers) >= 2 -> -1; // over a stolen kit
      case Act.Kit _ when signers.stream().anyMatch(each -> each.by().equals(Signer.KIT)) -> 0;
      case Act.RevokeSteward _ ->
          signers.stream()
              .filter(Standing::isKitOrSteward)
              .mapToInt(Power::distance)
              .min()
              .orElse(Integer.MAX_VALUE);
      case Act _ -> Integer.MAX_VALUE;
    };
  }

  private void take(SignedAct act) {
    if (act.act() instanceof Act.Kit kit) {
      kitKeys().forEach(old -> taken.merge(old, kit.keep(), Standing::both));
    } else if (act.act() instanceof Act.RevokeSteward revoke) {
      taken.merge(revoke.key(), revoke.keep(), Standing::both);
    }
    applied.add(act);
  }

  private void certifyWriters() {
    for (SignedAct act : acts) {
      if (act.act() instanceof Act.Writer writer
          && signers(act).stream().anyMatch(each -> isFull(each, writer.replica()))) {
        writers.merge(
            writer.id(),
            new Certificate(writer.id(), writer.key(), writer.replica(), writer.incarnation()),
            (first, _) -> first);
      }
    }
    Set<EntryId> replaced = new HashSet<>();
    valid.forEach(act -> replaced.addAll(act.payload().header().parents()));
    for (SignedAct act : valid) {
      if (act.act() instanceof Act.Replica replica && !replaced.contains(act.id())) {
        replicas.put(replica.id(), act);
      }
    }
  }

  private void limitWriters() {
    for (SignedAct act : acts) {
      if (act.act() instanceof Act.Close(WriterId writer, long size) && mayClose(act, writer)) {
        limits.merge(writer, size, Math::min);
      } else if (act.act() instanceof Act.RevokeReplica revoke && byKitOrSteward(act)) {
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
    return signers(act).stream()
        .anyMatch(signer ->
            isKitOrSteward(signer)
                || (certificate != null && isFull(signer, certificate.replica())));
  }

  private void erase() {
    for (SignedAct act : acts) {
      if (act.act() instanceof Act.Erase(Set<EntryId> entries)
          && signers(act).stream().anyMatch(each -> isKitOrSteward(each) || isFull(each))) {
        erased.addAll(entries);
      }
    }
  }

  /** Those whose word this act carries and may carry. */
  private List<Power> signers(SignedAct act) {
    return act.signers()
        .flatMap(name -> powers.getOrDefault(name, List.of()).stream())
        .filter(power -> stands(power, act))
        .filter(power -> act.signedBy(practice, power.by(), power.key(), checked))
        .toList();
  }

  private boolean stands(Power power, SignedAct act) {
    Set<EntryId> keep = taken.get(power.key());
    return keep == null || keep.contains(act.id());
  }

  private boolean byKitOrSteward(SignedAct act) {
    return signers(act).stream().anyMatch(Standing::isKitOrSteward);
  }

  private Set<Bytes> kitKeys() {
    Set<Bytes> keys = new LinkedHashSet<>();
    powers.getOrDefault(Signer.KIT, List.of()).forEach(power -> keys.add(power.key()));
    return keys;
  }

  private static long stewards(List<Power> signers) {
    return signers.stream()
        .map(Power::by)
        .filter(by -> by.startsWith(Signer.MEMBER))
        .distinct()
        .count();
  }

  private static boolean isKitOrSteward(Power power) {
    return power.by().equals(Signer.KIT) || power.by().startsWith(Signer.MEMBER);
  }

  private static boolean isFull(Power power) {
    return power.given().act() instanceof Act.Replica replica && replica.role() == Act.Role.FULL;
  }

  private static boolean isFull(Power power, ReplicaId replica) {
    return isFull(power) && power.by().equals(Signer.nameOf(replica));
  }

  private static Set<EntryId> both(Set<EntryId> some, Set<EntryId> others) {
    Set<EntryId> both = new HashSet<>(some);
    both.retainAll(others);
    return both;
  }

  // ---- the answers ----

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
    for (SignedAct act : valid) {
      if (act.act() instanceof Act.Steward(Bytes member, Bytes key) && !taken.containsKey(key)) {
        today.put(member, key);
      }
    }
    return today;
  }

  List<Act.Kit> kits() {
    Optional<Bytes> present = kitKeys().stream().filter(key -> !taken.containsKey(key)).findFirst();
    return acts.stream()
        .filter(act -> applied.contains(act) || !signers(act).isEmpty())
        .map(SignedAct::act)
        .filter(Act.Kit.class::isInstance)
        .map(Act.Kit.class::cast)
        .filter(kit -> present.isPresent() && kit.key().equals(present.get()))
        .toList();
  }

  Set<EntryId> actsOf(String by) {
    Set<EntryId> ids = new HashSet<>();
    acts.stream()
        .filter(act -> signers(act).stream().anyMatch(power -> power.by().equals(by)))
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
      signers(act).stream()
          .filter(Standing::isKitOrSteward)
          .filter(power -> !power.given().equals(act))
          .min(Comparator.comparingInt(Power::distance))
          .ifPresent(power -> lead(power.given(), chain));
    }
    chain.add(act);
  }
}

package carnet.journal.authority;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
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
 * Whose signature counts, given a set of acts. Rights are given in rounds from the root key until
 * nothing changes; then the first act (in the order that {@link Roster} tells) that takes a right
 * away is applied and rights are given anew, until none is left. A practice has tens of acts, so
 * this is done afresh for each new one.
 */
final class Powers {
  /**
   * The right to sign under a name with a key, given by an act; the distance is that from the kit.
   */
  record Power(String by, Bytes key, SignedAct given, int distance) {}

  private final PracticeId practice;
  private final List<SignedAct> acts;
  private final Map<SignedAct.Check, Boolean> checked;

  /** Keys that sign no more, and what they signed before that stands. */
  private final Map<Bytes, Set<EntryId>> taken = new HashMap<>();

  private final Set<SignedAct> applied = new LinkedHashSet<>();
  private final Map<String, List<Power>> powers = new HashMap<>();
  private final Set<SignedAct> valid = new LinkedHashSet<>();

  private Powers(
      PracticeId practice, Collection<SignedAct> acts, Map<SignedAct.Check, Boolean> checked) {
    this.practice = practice;
    this.acts = acts.stream().sorted(Comparator.comparing(each -> each.id().value())).toList();
    this.checked = checked;
  }

  static Powers of(
      PracticeId practice, Collection<SignedAct> acts, Map<SignedAct.Check, Boolean> checked) {
    Powers powers = new Powers(practice, acts, checked);
    powers.give();
    for (var next = powers.nextTaking(); next.isPresent(); next = powers.nextTaking()) {
      powers.take(next.get());
      powers.give();
    }
    return powers;
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
              .filter(Powers::isKitOrSteward)
              .mapToInt(Power::distance)
              .min()
              .orElse(Integer.MAX_VALUE);
      case Act _ -> Integer.MAX_VALUE;
    };
  }

  private void take(SignedAct act) {
    if (act.act() instanceof Act.Kit kit) {
      kitKeys().forEach(old -> taken.merge(old, kit.keep(), Powers::both));
    } else if (act.act() instanceof Act.RevokeSteward revoke) {
      taken.merge(revoke.key(), revoke.keep(), Powers::both);
    }
    applied.add(act);
  }

  /** Those whose word this act carries and may carry. */
  List<Power> signers(SignedAct act) {
    return act.signers()
        .flatMap(name -> powers.getOrDefault(name, List.of()).stream())
        .filter(power -> stands(power, act))
        .filter(power -> act.signedBy(practice, power.by(), power.key(), checked))
        .toList();
  }

  private boolean stands(Power power, SignedAct act) {
    return stands(power, act.id());
  }

  private boolean stands(Power power, EntryId signed) {
    Set<EntryId> keep = taken.get(power.key());
    return keep == null || keep.contains(signed);
  }

  /** The kits' keys, of which a signature under an entry of this id counts. */
  List<Bytes> kitKeys(EntryId id) {
    return powers.getOrDefault(Signer.KIT, List.of()).stream()
        .filter(power -> stands(power, id))
        .map(Power::key)
        .toList();
  }

  boolean byKitOrSteward(SignedAct act) {
    return signers(act).stream().anyMatch(Powers::isKitOrSteward);
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

  static boolean isKitOrSteward(Power power) {
    return power.by().equals(Signer.KIT) || power.by().startsWith(Signer.MEMBER);
  }

  static boolean isFull(Power power) {
    return power.given().act() instanceof Act.Replica replica && replica.role() == Act.Role.FULL;
  }

  static boolean isFull(Power power, ReplicaId replica) {
    return isFull(power) && power.by().equals(Signer.nameOf(replica));
  }

  private static Set<EntryId> both(Set<EntryId> some, Set<EntryId> others) {
    Set<EntryId> both = new HashSet<>(some);
    both.retainAll(others);
    return both;
  }

  List<SignedAct> acts() {
    return acts;
  }

  /** Founding, stewards and replicas that stand, those who gave before those who were given. */
  Set<SignedAct> valid() {
    return valid;
  }

  boolean applied(SignedAct act) {
    return applied.contains(act);
  }

  boolean taken(Bytes key) {
    return taken.containsKey(key);
  }

  /** The key of the kit that signs today. */
  Optional<Bytes> presentKit() {
    return kitKeys().stream().filter(key -> !taken(key)).findFirst();
  }
}

package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.authority.Roster;
import carnet.vault.Acts.Box;
import carnet.vault.Acts.NotAnAct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a practice's keyring says, from its entries, by rules and not by order of arrival: the same
 * set gives the same members and keys on every replica.
 *
 * <p>{@link MembershipFold} says who is here and whose acts count; then come the keys that they
 * made, the measures that they took and what they asked for that takes two. An act with a wrong
 * signature is never folded.
 */
final class KeyringFold {

  private final MembershipFold membership;
  private final Voices voices;
  private final Lineage lineage;

  final Map<MemberId, Member> members;
  final Map<String, Acts.Invitation> invitations;
  final Set<String> takenUp;
  final Map<EntryId, Keyring.Departure> removals;
  final Map<EntryId, Keyring.Return> returns;
  final Set<MemberId> contested;
  final Map<EpochId, Keyring.Epoch> epochs = new LinkedHashMap<>();
  final Map<Keyring.BoxKey, Bytes> boxes = new HashMap<>();

  /** By the act that took each: who is frozen cannot put another in the place of hers. */
  final Map<EntryId, Measure> measures = new LinkedHashMap<>();

  final RequestFold requests;
  final Map<EntryId, Keyring.Dismissal> dismissals = new LinkedHashMap<>();
  final Map<EpochId, Keyring.DayKey> dayKeys = new LinkedHashMap<>();
  final Set<EntryId> unfolded = new LinkedHashSet<>();
  final Set<EntryId> byKit = new HashSet<>();
  final Set<EntryId> kits = new HashSet<>();
  Optional<PracticeProfile> profile = Optional.empty();
  Optional<Bytes> kitKem = Optional.empty();

  final List<Measure.Lifted> lifted = new ArrayList<>();

  private final List<Lift> lifts = new ArrayList<>();

  private record Lift(Keyring.Item item, Acts.Measure act) {
    boolean lifts(Measure measure) {
      return measure.id().equals(act.id()) && measure.member().hex().equals(act.member());
    }
  }

  private KeyringFold(MembershipFold membership, Voices voices, Lineage lineage) {
    this.membership = membership;
    this.voices = voices;
    this.lineage = lineage;
    this.members = membership.members;
    this.invitations = membership.invitations;
    this.takenUp = membership.takenUp.keySet();
    this.removals = membership.departures();
    this.returns = membership.returns;
    this.contested = membership.contested();
    this.unfolded.addAll(membership.unfolded);
    this.requests = new RequestFold(this, membership, lineage);
  }

  static KeyringFold of(
      PracticeId practice,
      Roster roster,
      Map<EntryId, Keyring.Item> items,
      Voices.Checked checked) {
    Lineage lineage = new Lineage(items);
    List<Keyring.Item> ordered = lineage.ordered();
    Voices voices = new Voices(practice, roster, lineage, checked);
    MembershipFold membership = MembershipFold.of(ordered, lineage, voices);
    KeyringFold fold = new KeyringFold(membership, voices, lineage);
    ordered.stream().filter(voices::kit).forEach(each -> fold.byKit.add(each.id()));
    // Which kits there are, before the epochs that may know them.
    ordered.stream().filter(each -> each.op().equals(Acts.KIT)).forEach(fold::take);
    ordered.stream()
        .filter(each -> !MembershipFold.OPERATIONS.contains(each.op()))
        .filter(each -> !each.op().equals(Acts.KIT))
        .forEach(fold::take);
    fold.settle();
    return fold;
  }

  private void take(Keyring.Item item) {
    try {
      Bytes content = item.payload().content();
      switch (item.op()) {
        case Acts.KIT -> kit(item, Acts.read(content, Acts.KitKey.class));
        case Acts.PRACTICE -> {
          if (byKit.contains(item.id()) || (bySteward(item) && counts(item))) {
            profile = Optional.of(Acts.read(content, PracticeProfile.class));
          }
        }
        case Acts.EPOCH -> epoch(item, Acts.read(content, Acts.Epoch.class));
        case Acts.GRANT -> {
          if (counts(item)) {
            Acts.read(content, Acts.Grant.class).boxes().forEach(this::keep);
          }
        }
        case Acts.EXPORT -> {
          if (signedByMember(item)) {
            requests.asked(item, Acts.read(content, Acts.Export.class));
          }
        }
        case Acts.ADMISSION -> {
          if (bySteward(item)) {
            requests.asked(item, Acts.read(content, Acts.Admission.class));
          }
        }
        case Acts.DISMISSAL -> {
          if (bySteward(item) && counts(item) && isOfADay(item)) {
            Acts.Dismissal act = Acts.read(content, Acts.Dismissal.class);
            dismissals.put(
                item.id(),
                new Keyring.Dismissal(
                    item.id(),
                    new ReplicaId(Bytes.fromHex(act.replica())),
                    act.name(),
                    item.author(),
                    item.at()));
          }
        }
        case Acts.MEASURE -> measure(item, Acts.read(content, Acts.Measure.class));
        case Acts.DAY_KEY -> {
          Acts.DayKey act = Acts.read(content, Acts.DayKey.class);
          EpochId id = EpochId.fromHex(act.id());
          dayKeys.put(id, new Keyring.DayKey(id, act.day(), act.key(), item.id()));
        }
        default -> unfolded.add(item.id());
      }
    } catch (NotAnAct | IllegalArgumentException wrong) {
      unfolded.add(item.id());
    }
  }

  private void kit(Keyring.Item item, Acts.KitKey act) {
    if (byKit.contains(item.id())) {
      kits.add(item.id());
      if (voices.presentKit(item)) {
        kitKem = Optional.of(act.kem());
      }
    }
  }

  private void epoch(Keyring.Item item, Acts.Epoch act) {
    EpochId id = EpochId.fromHex(act.epoch());
    if (!counts(item) || !id.equals(EpochId.of(act.publicKey()))) {
      return;
    }
    Set<EntryId> knew = new HashSet<>(removals.keySet());
    knew.addAll(returns.keySet());
    knew.addAll(kits);
    knew.retainAll(lineage.before(item));
    epochs.putIfAbsent(
        id,
        new Keyring.Epoch(
            id,
            Compartment.valueOf(act.clazz().toUpperCase(Locale.ROOT)),
            Bytes.fromHex(act.owner()),
            act.publicKey(),
            item.label().clock(),
            Set.copyOf(knew)));
    act.boxes().forEach(this::keep);
  }

  private void keep(Box box) {
    boxes.putIfAbsent(
        new Keyring.BoxKey(box.clazz(), box.owner(), box.epoch(), box.to()), box.sealed());
  }

  private void measure(Keyring.Item item, Acts.Measure act) {
    MemberId about = MemberId.fromHex(act.member());
    boolean byReplica = item.author().equals(MemberId.NOBODY);
    switch (act.action()) {
      case Acts.FREEZE -> {
        if (byReplica || counts(item)) {
          requests.frozen(about, item.id());
          measures.put(
              item.id(),
              new Measure(
                  act.id(),
                  about,
                  Measure.Action.FREEZE,
                  act.device(),
                  act.reasons(),
                  act.score(),
                  item.at()));
        }
      }
      case Acts.LIFT -> {
        // Never by a replica, never by the member herself: a measure is undone by a second person.
        if (!byReplica && counts(item) && !item.author().equals(about)) {
          lifts.add(new Lift(item, act));
        }
      }
      default -> unfolded.add(item.id());
    }
  }

  private void settle() {
    for (Lift lift : lifts) {
      for (Measure was : List.copyOf(measures.values())) {
        if (lift.lifts(was) && measures.values().remove(was)) {
          lifted.add(
              new Measure.Lifted(was, lift.item().author(), lift.item().at(), lift.act().why()));
        }
      }
    }
    for (Keyring.Departure each : removals.values()) {
      if (each.stands()) {
        members.computeIfPresent(
            each.member(), (id, member) -> member.in(Member.State.DEPARTED, each.at()));
      }
    }
    for (Measure each : measures.values()) {
      if (each.device() != null) {
        continue; // It shuts that device alone: Keyring.shut.
      }
      members.computeIfPresent(
          each.member(),
          (id, member) ->
              member.state() == Member.State.ACTIVE
                  ? member.in(Member.State.FROZEN, each.since())
                  : member);
    }
    requests.decide();
  }

  private boolean bySteward(Keyring.Item item) {
    Member author = members.get(item.author());
    return author != null && author.steward() && voices.author(item);
  }

  /** The kit's word, or that of a member who had authority when she gave it. */
  boolean counts(Keyring.Item item) {
    return byKit.contains(item.id()) || (signedByMember(item) && !membership.voids(item));
  }

  /** Signed by a member of a day, under keys of a day: by nobody's puppet of today. */
  boolean isOfADay(Keyring.Item item) {
    return voices.isOfADay(item);
  }

  /** A member of a day, under keys of a day. */
  boolean isOfADay(Member member, Instant now) {
    return voices.isOfADay(member.id(), member.signingKey(), now);
  }

  /** Whether she had been a member for a day, under whatever keys. */
  boolean wasHere(MemberId member, Instant at) {
    return voices.wasHere(member, at);
  }

  boolean isSigned(Payload payload, MemberId by) {
    return voices.isSigned(payload, by);
  }

  private boolean signedByMember(Keyring.Item item) {
    return members.containsKey(item.author()) && voices.author(item);
  }

  static Payload.Header header(String op, MemberId author, Set<EntryId> heads) {
    return new Payload.Header(
        op,
        author.equals(MemberId.NOBODY) ? null : author.hex(),
        Vault.PRODUCT,
        List.of(),
        List.copyOf(heads),
        null,
        null,
        "application/json",
        Map.of());
  }
}

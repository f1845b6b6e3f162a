package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.vault.Acts.Box;
import carnet.vault.Acts.NotAnAct;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The membership of a practice from its keyring entries, by rules and not by clock: the same set
 * gives the same members on every replica, in any order of arrival.
 *
 * <p>An act stands under the heads that it names: those come before it. A removal wins: what the
 * removed member signed without being among what the removal knew is void. An act with a wrong
 * signature is never folded.
 */
final class KeyringFold {

  private final PracticeId practice;
  private final Bytes rootKey;
  private final Map<EntryId, Keyring.Item> items;

  final Map<MemberId, Member> members = new LinkedHashMap<>();
  final Map<String, Acts.Invitation> invitations = new LinkedHashMap<>();
  final Map<EpochId, Keyring.Epoch> epochs = new LinkedHashMap<>();
  final Map<Keyring.BoxKey, Bytes> boxes = new HashMap<>();
  final Map<EntryId, Keyring.Departure> removals = new LinkedHashMap<>();
  final Map<String, Measure> measures = new LinkedHashMap<>();
  final Map<EpochId, Keyring.DayKey> dayKeys = new LinkedHashMap<>();
  final Set<EntryId> unfolded = new LinkedHashSet<>();
  Optional<PracticeProfile> profile = Optional.empty();
  Optional<Bytes> kitKem = Optional.empty();

  private static final Set<String> ROSTER = Set.of(Acts.MEMBER, Acts.INVITATION);
  private static final Set<String> DEPARTURES = Set.of(Acts.REMOVAL, Acts.RESTORE);

  private final Map<EntryId, String> invitationItems = new HashMap<>();
  private final Map<String, Instant> lifted = new HashMap<>();

  private KeyringFold(PracticeId practice, Bytes rootKey, Map<EntryId, Keyring.Item> items) {
    this.practice = practice;
    this.rootKey = rootKey;
    this.items = items;
  }

  static KeyringFold of(PracticeId practice, Bytes rootKey, Map<EntryId, Keyring.Item> items) {
    KeyringFold fold = new KeyringFold(practice, rootKey, items);
    List<Keyring.Item> ordered = fold.ordered();
    // Who is here, then who left; only then whose acts are void, and what the others did.
    fold.takeAll(ordered, ROSTER);
    fold.takeAll(ordered, Set.of(Acts.REMOVAL));
    fold.takeAll(ordered, Set.of(Acts.RESTORE));
    fold.dropVoidInvitations();
    fold.takeAll(
        ordered.stream()
            .filter(each -> !ROSTER.contains(each.op()) && !DEPARTURES.contains(each.op()))
            .toList(),
        Set.of());
    fold.settle();
    return fold;
  }

  /** Takes the items of these operations; of none, all. */
  private void takeAll(List<Keyring.Item> ordered, Set<String> operations) {
    ordered.stream()
        .filter(each -> operations.isEmpty() || operations.contains(each.op()))
        .forEach(this::take);
  }

  private void dropVoidInvitations() {
    for (Keyring.Item item : items.values()) {
      String id = invitationItems.get(item.id());
      if (id != null && voided(item)) {
        Acts.Invitation gone = invitations.remove(id);
        if (gone != null) {
          members.remove(MemberId.fromHex(gone.member()));
        }
      }
    }
  }

  /** Heads before what names them; else by clock, then id. */
  private List<Keyring.Item> ordered() {
    List<Keyring.Item> sorted =
        items.values().stream()
            .sorted(
                Comparator.comparingLong((Keyring.Item each) -> each.label().clock())
                    .thenComparing(each -> each.id().value()))
            .toList();
    List<Keyring.Item> out = new ArrayList<>();
    Set<EntryId> done = new HashSet<>();
    for (Keyring.Item each : sorted) {
      Deque<Keyring.Item> stack = new ArrayDeque<>(List.of(each));
      Set<EntryId> opened = new HashSet<>();
      while (!stack.isEmpty()) {
        Keyring.Item top = stack.getFirst();
        if (opened.add(top.id())) {
          for (EntryId head : top.payload().header().heads()) {
            Keyring.Item before = items.get(head);
            if (before != null && !done.contains(head) && !opened.contains(head)) {
              stack.addFirst(before);
            }
          }
        } else {
          stack.removeFirst();
          if (done.add(top.id())) {
            out.add(top);
          }
        }
      }
    }
    return out;
  }

  private void take(Keyring.Item item) {
    try {
      Bytes content = item.payload().content();
      switch (item.op()) {
        case Acts.KIT -> {
          if (byKit(item)) {
            kitKem = Optional.of(Acts.read(content, Acts.KitKey.class).kem());
          }
        }
        case Acts.PRACTICE -> {
          if (byKit(item) || byActiveSteward(item)) {
            profile = Optional.of(Acts.read(content, PracticeProfile.class));
          }
        }
        case Acts.INVITATION -> {
          Acts.Invitation act = Acts.read(content, Acts.Invitation.class);
          if (bySteward(item) || byKit(item)) {
            invitations.putIfAbsent(act.invitation(), act);
            invitationItems.put(item.id(), act.invitation());
          }
        }
        case Acts.MEMBER -> member(item, Acts.read(content, Acts.Member.class));
        case Acts.EPOCH -> epoch(item, Acts.read(content, Acts.Epoch.class));
        case Acts.GRANT -> {
          if (byActive(item) || byKit(item)) {
            Acts.read(content, Acts.Grant.class).boxes().forEach(this::keep);
          }
        }
        case Acts.REMOVAL -> removal(item, Acts.read(content, Acts.Removal.class));
        case Acts.RESTORE -> restore(item, Acts.read(content, Acts.Restore.class));
        case Acts.MEASURE -> measure(item, Acts.read(content, Acts.Measure.class));
        case Acts.DAY_KEY -> {
          Acts.DayKey act = Acts.read(content, Acts.DayKey.class);
          EpochId id = EpochId.fromHex(act.id());
          dayKeys.put(id, new Keyring.DayKey(id, act.day(), act.key(), item.id()));
        }
        default -> unfolded.add(item.id());
      }
    } catch (NotAnAct wrong) {
      unfolded.add(item.id());
    }
  }

  private void member(Keyring.Item item, Acts.Member act) {
    MemberId id = MemberId.fromHex(act.member());
    boolean founder = byKit(item);
    Acts.Invitation invited = act.invitation() == null ? null : invitations.get(act.invitation());
    boolean invitedHere =
        invited != null
            && invited.member().equals(act.member())
            && invited.role().equals(act.role())
            && invited.steward() == act.steward()
            && item.payload()
                .signedByKey(practice, "invitation:" + act.invitation(), invited.codeKey())
            && item.payload().signedByKey(practice, "member:" + id.hex(), act.signingKey());
    if ((founder || invitedHere) && !members.containsKey(id)) {
      members.put(
          id,
          new Member(
              id,
              act.name().family(),
              act.name().given(),
              act.name().rpps(),
              Role.of(act.role()),
              act.profession(),
              act.steward(),
              Member.State.ACTIVE,
              item.at(),
              act.signingKey(),
              act.kem()));
    }
  }

  private void epoch(Keyring.Item item, Acts.Epoch act) {
    if (!byKit(item) && !byActive(item)) {
      return;
    }
    EpochId id = EpochId.fromHex(act.epoch());
    if (id.equals(EpochId.of(act.publicKey()))) {
      Set<EntryId> known = ancestors(item);
      epochs.putIfAbsent(
          id,
          new Keyring.Epoch(
              id,
              Compartment.valueOf(act.clazz().toUpperCase(Locale.ROOT)),
              Bytes.fromHex(act.owner()),
              act.publicKey(),
              item.label().clock(),
              removals.keySet().stream().filter(known::contains).collect(Collectors.toSet())));
      act.boxes().forEach(this::keep);
    }
  }

  private void keep(Box box) {
    boxes.putIfAbsent(
        new Keyring.BoxKey(box.clazz(), box.owner(), box.epoch(), box.to()), box.sealed());
  }

  private void removal(Keyring.Item item, Acts.Removal act) {
    MemberId gone = MemberId.fromHex(act.member());
    if ((byKit(item) || bySteward(item)) && members.containsKey(gone)) {
      removals.put(
          item.id(),
          new Keyring.Departure(item.id(), gone, item.author(), act.reason(), item.at(), false));
    }
  }

  /** A second person undoes: neither who removed alone, nor who was removed. */
  private void restore(Keyring.Item item, Acts.Restore act) {
    EntryId removal = new EntryId(Bytes.fromHex(act.removal()));
    Keyring.Departure departure = removals.get(removal);
    if (departure != null
        && (byKit(item) || byActive(item))
        && !item.author().equals(departure.member())
        && !item.author().equals(departure.by())) {
      removals.put(removal, departure.restored());
    }
  }

  private void measure(Keyring.Item item, Acts.Measure act) {
    MemberId about = MemberId.fromHex(act.member());
    boolean byReplica = item.author().equals(MemberId.NOBODY);
    switch (act.action()) {
      case "freeze" -> {
        if (byReplica || byActive(item)) {
          measures.put(
              act.id(),
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
      case "lift" -> {
        // Never by a replica, never by the member herself: a measure is undone by a second person.
        if (!byReplica && byActive(item) && !item.author().equals(about)) {
          lifted.put(act.id(), item.at());
        }
      }
      default -> unfolded.add(item.id());
    }
  }

  private void settle() {
    lifted.keySet().forEach(measures::remove);
    for (Keyring.Departure each : removals.values()) {
      if (!each.undone()) {
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
  }

  private boolean byKit(Keyring.Item item) {
    return item.payload().signedByKey(practice, "kit", rootKey);
  }

  private boolean bySteward(Keyring.Item item) {
    Member author = members.get(item.author());
    return author != null && author.steward() && signed(item, author);
  }

  private boolean byActiveSteward(Keyring.Item item) {
    return bySteward(item) && !voided(item);
  }

  private boolean byActive(Keyring.Item item) {
    Member author = members.get(item.author());
    return author != null && signed(item, author) && !voided(item);
  }

  private boolean signed(Keyring.Item item, Member author) {
    return item.payload().signedByKey(practice, "member:" + author.id().hex(), author.signingKey());
  }

  /** Whether a standing removal of the author did not know of this act. */
  private boolean voided(Keyring.Item item) {
    return removals.values().stream()
        .filter(each -> !each.undone() && each.member().equals(item.author()))
        .anyMatch(each -> !knew(each.id(), item.id()));
  }

  private boolean knew(EntryId later, EntryId earlier) {
    Keyring.Item item = items.get(later);
    return item != null && ancestors(item).contains(earlier);
  }

  private Set<EntryId> ancestors(Keyring.Item item) {
    Set<EntryId> found = new HashSet<>();
    Deque<EntryId> next = new ArrayDeque<>(item.payload().header().heads());
    while (!next.isEmpty()) {
      EntryId id = next.removeFirst();
      Keyring.Item before = items.get(id);
      if (found.add(id) && before != null) {
        next.addAll(before.payload().header().heads());
      }
    }
    return found;
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

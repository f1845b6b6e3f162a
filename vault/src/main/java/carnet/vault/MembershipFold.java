package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.vault.Acts.NotAnAct;
import carnet.vault.Keyring.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is a member and under which keys: invitations, members, returns of members who lost their
 * factors, and removals.
 *
 * <p>Returns and removals judge each other: who was removed lets nobody in, and who came back signs
 * with her new key. So all returns are believed at first, removals are decided, and what they leave
 * no ground for is believed no more, until nothing changes.
 */
final class MembershipFold {

  static final Set<String> OPERATIONS =
      Set.of(Acts.INVITATION, Acts.MEMBER, Acts.REMOVAL, Acts.RESTORE, Acts.SECOND, Acts.REFUSAL);

  /** New keys for a member who is one already. */
  private record Comeback(Item item, Acts.Member act, Item invitation, boolean byKit) {
    MemberId member() {
      return MemberId.fromHex(act.member());
    }
  }

  /**
   * A return that takes effect, if those who let her in had authority.
   *
   * @param second who stood beside; absent for the kit's, which needs none
   */
  private record Whole(Comeback of, Optional<Item> second) {
    Item effect() {
      return second.orElse(of.item());
    }
  }

  /** As read; whether it counts depends on who returned. */
  private record Removal(Item item, MemberId who, String reason) {}

  private record Restore(Item item, EntryId removal) {}

  private record Freeze(Item item, MemberId who) {}

  private final Lineage lineage;
  private final Voices voices;

  final Map<MemberId, Member> members = new LinkedHashMap<>();
  final Map<String, Acts.Invitation> invitations = new LinkedHashMap<>();
  final Map<EntryId, Keyring.Return> returns = new LinkedHashMap<>();

  /** Invitations that were taken up, with the act that did it. */
  final Map<String, Item> takenUp = new HashMap<>();

  final Set<EntryId> unfolded = new LinkedHashSet<>();

  private final Map<String, Item> invited = new HashMap<>();
  private final Map<EntryId, Comeback> comebacks = new LinkedHashMap<>();
  private final Map<MemberId, Voices.LetIn> letIn = new HashMap<>();
  private final List<Freeze> freezes = new ArrayList<>();
  private final List<Removal> removals = new ArrayList<>();
  private final List<Restore> restores = new ArrayList<>();
  private final Map<EntryId, List<Item>> seconds = new HashMap<>();
  private final Map<EntryId, List<Item>> refusals = new HashMap<>();
  private Departures departures;

  private MembershipFold(Lineage lineage, Voices voices) {
    this.lineage = lineage;
    this.voices = voices;
    this.departures = Departures.decide(lineage, voices, List.of(), List.of(), List.of());
  }

  static MembershipFold of(List<Item> ordered, Lineage lineage, Voices voices) {
    MembershipFold fold = new MembershipFold(lineage, voices);
    ordered.forEach(fold::enter);
    fold.settle();
    fold.dropVoidInvitations();
    return fold;
  }

  /** Who came in, and what was said for and against whom; who may say it is judged later. */
  private void enter(Item item) {
    try {
      Bytes content = item.payload().content();
      switch (item.op()) {
        case Acts.INVITATION -> {
          Acts.Invitation act = Acts.read(content, Acts.Invitation.class);
          if (voices.kit(item) || (steward(item) && voices.authorOnce(item))) {
            if (invitations.putIfAbsent(act.invitation(), act) == null) {
              invited.put(act.invitation(), item);
            }
          }
        }
        case Acts.MEASURE -> {
          Acts.Measure act = Acts.read(content, Acts.Measure.class);
          boolean said = item.author().equals(MemberId.NOBODY) || voices.authorOnce(item);
          if (act.action().equals(Acts.FREEZE) && said) {
            freezes.add(new Freeze(item, MemberId.fromHex(act.member())));
          }
        }
        case Acts.MEMBER -> member(item, Acts.read(content, Acts.Member.class));
        case Acts.SECOND ->
            seconds
                .computeIfAbsent(
                    EntryId.fromHex(Acts.read(content, Acts.Second.class).of()),
                    any -> new ArrayList<>())
                .add(item);
        case Acts.REFUSAL ->
            refusals
                .computeIfAbsent(
                    EntryId.fromHex(Acts.read(content, Acts.Refusal.class).of()),
                    any -> new ArrayList<>())
                .add(item);
        case Acts.REMOVAL -> {
          Acts.Removal act = Acts.read(content, Acts.Removal.class);
          removals.add(new Removal(item, MemberId.fromHex(act.member()), act.reason()));
        }
        case Acts.RESTORE -> {
          Acts.Restore act = Acts.read(content, Acts.Restore.class);
          restores.add(new Restore(item, EntryId.fromHex(act.removal())));
        }
        default -> {}
      }
    } catch (NotAnAct | IllegalArgumentException wrong) {
      unfolded.add(item.id());
    }
  }

  private void member(Item item, Acts.Member act) {
    MemberId id = MemberId.fromHex(act.member());
    Item invitation = act.invitation() == null ? null : invited.get(act.invitation());
    Item by =
        invitation != null && asInvited(item, invitation, act) && !frozen(invitation, item)
            ? invitation
            : null;
    if (by == null && !voices.kit(item)) {
      return;
    }
    voices.propose(id, act.signingKey(), item.at(), voices.kit(by == null ? item : by));
    if (!members.containsKey(id)) {
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
      if (by != null) {
        takenUp.put(act.invitation(), item);
        letIn.put(id, new Voices.LetIn(by, item, Optional.empty()));
      }
      voices.give(id, act.signingKey(), letIn.get(id), null);
    } else if (by != null && takenUp.putIfAbsent(act.invitation(), item) == null) {
      comebacks.put(item.id(), new Comeback(item, act, by, voices.kit(by)));
    }
  }

  private boolean asInvited(Item item, Item by, Acts.Member act) {
    Acts.Invitation invitation = invitations.get(act.invitation());
    return invitation != null
        && lineage.knew(item, by.id())
        && invitation.member().equals(act.member())
        && invitation.role().equals(act.role())
        && invitation.steward() == act.steward()
        && voices.signed(item, "invitation:" + act.invitation(), invitation.codeKey())
        && voices.signed(item, MemberId.fromHex(act.member()).signer(), act.signingKey());
  }

  private void settle() {
    Map<MemberId, Member> first = Map.copyOf(members);
    List<Whole> believed = new ArrayList<>();
    comebacks.values().forEach(each -> whole(each).ifPresent(believed::add));
    while (true) {
      members.putAll(first);
      first.forEach((id, member) -> {
        voices.clear(id);
        voices.give(id, member.signingKey(), letIn.get(id), null);
      });
      believed.forEach(this::renew);
      departures =
          Departures.decide(lineage, voices, members.values(), signedRemovals(), signedRestores());
      if (!believed.removeIf(each -> !grounded(each))) {
        break;
      }
    }
    Set<Comeback> done = new HashSet<>();
    believed.forEach(each -> done.add(each.of()));
    comebacks.forEach((id, each) -> returns.put(id, told(each, done.contains(each))));
  }

  private Optional<Whole> whole(Comeback of) {
    if (of.byKit()) {
      return Optional.of(new Whole(of, Optional.empty()));
    }
    return seconds.getOrDefault(of.item().id(), List.of()).stream()
        .filter(each -> secondsReturn(each, of))
        .findFirst()
        .map(second -> new Whole(of, Optional.of(second)));
  }

  /**
   * Two of a day, one who invited and another; or who invited, once a day has passed in which she
   * could be refused.
   */
  private boolean secondsReturn(Item second, Comeback of) {
    if (voices.kit(second)) {
      return true;
    }
    boolean signed = members.containsKey(second.author()) && voices.authorOnce(second);
    boolean another =
        !second.author().equals(of.invitation().author()) && voices.isOfADay(of.invitation());
    boolean passed = Voices.isADayBefore(of.item().at(), second.at());
    return signed
        && lineage.knew(second, of.item().id())
        && voices.isOfADay(second)
        && !second.author().equals(of.member())
        && (another || passed);
  }

  private void renew(Whole back) {
    Comeback of = back.of();
    Voices.LetIn how = new Voices.LetIn(of.invitation(), of.item(), back.second());
    voices.give(of.member(), of.act().signingKey(), of.byKit() ? null : how, back.effect());
    members.computeIfPresent(
        of.member(), (id, member) -> member.with(of.act().signingKey(), of.act().kem()));
  }

  /** Whether who let her in and who stood beside had authority, and she did not refuse. */
  private boolean grounded(Whole back) {
    Comeback of = back.of();
    return serves(of.invitation(), of.item())
        && back.second().filter(each -> !voices.kit(each) && !counts(each)).isEmpty()
        && !refused(of, back.second());
  }

  private boolean counts(Item item) {
    return voices.author(item) && !departures.voids(item);
  }

  /**
   * Whether an invitation lets in who took it up, or, where nobody did, anybody yet: as long as who
   * gave it is here as she was then.
   */
  private boolean serves(Item invitation, @Nullable Item taken) {
    return voices.kit(invitation)
        || (voices.invites(invitation, taken)
            && !departures.voids(invitation, taken)
            && !frozen(invitation, taken));
  }

  /**
   * Whether who invited was frozen since, as far as who took it up knew. A replica freezes by
   * itself and says itself what it knew: whoever was in before, or elsewhere meanwhile, loses
   * nothing by it.
   */
  private boolean frozen(Item invitation, @Nullable Item taken) {
    return freezes.stream()
        .filter(each -> each.who().equals(invitation.author()))
        .filter(each -> !lineage.knew(invitation, each.item().id()))
        .anyMatch(each -> taken == null || lineage.knew(taken, each.item().id()));
  }

  private boolean refused(Comeback of, Optional<Item> second) {
    return !of.byKit()
        && refusals.getOrDefault(of.item().id(), List.of()).stream()
            .filter(each -> each.author().equals(of.member()) && voices.authorOnce(each))
            .anyMatch(each -> second.filter(how -> lineage.knew(each, how.id())).isEmpty());
  }

  private Keyring.Return told(Comeback of, boolean done) {
    Keyring.Return.State state = Keyring.Return.State.WAITING;
    if (done) {
      state = Keyring.Return.State.DONE;
    } else if (refused(of, whole(of).flatMap(Whole::second))) {
      state = Keyring.Return.State.REFUSED;
    } else if (!serves(of.invitation(), of.item())) {
      state = Keyring.Return.State.VOID;
    }
    return new Keyring.Return(
        of.item().id(), of.member(), of.invitation().author(), of.item().at(), state);
  }

  private List<Departures.Removal> signedRemovals() {
    List<Departures.Removal> found = new ArrayList<>();
    for (Removal each : removals) {
      Item item = each.item();
      Member gone = members.get(each.who());
      boolean byKit = voices.kit(item);
      if (gone != null
          && (byKit || (steward(item) && voices.author(item) && voices.isOfADay(item)))) {
        found.add(new Departures.Removal(item, gone, each.reason(), byKit, secondOf(item, gone)));
      }
    }
    return found;
  }

  private Optional<Item> secondOf(Item removal, Member gone) {
    return seconds.getOrDefault(removal.id(), List.of()).stream()
        .filter(each ->
            voices.kit(each)
                || (members.containsKey(each.author())
                    && voices.author(each)
                    && voices.isOfADay(each)
                    && !each.author().equals(removal.author())
                    && !each.author().equals(gone.id())))
        .findFirst();
  }

  private List<Departures.Restore> signedRestores() {
    List<Departures.Restore> found = new ArrayList<>();
    for (Restore each : restores) {
      Item item = each.item();
      boolean byKit = voices.kit(item);
      if (byKit
          || (members.containsKey(item.author()) && voices.author(item) && voices.isOfADay(item))) {
        found.add(new Departures.Restore(item, each.removal(), byKit));
      }
    }
    return found;
  }

  /** Nobody is let in by them; whom they would have brought back is who she was. */
  private void dropVoidInvitations() {
    invited.forEach((id, item) -> {
      Item taken = takenUp.get(id);
      if (!serves(item, taken)) {
        Acts.Invitation gone = invitations.remove(id);
        if (gone != null && taken != null && !comebacks.containsKey(taken.id())) {
          members.remove(MemberId.fromHex(gone.member()));
        }
      }
    });
  }

  private boolean steward(Item item) {
    Member author = members.get(item.author());
    return author != null && author.steward();
  }

  /** Who stood beside this act, whatever it is. */
  List<Item> secondsOf(EntryId act) {
    return seconds.getOrDefault(act, List.of());
  }

  List<Item> refusalsOf(EntryId act) {
    return refusals.getOrDefault(act, List.of());
  }

  boolean voids(Item item) {
    return departures.voids(item);
  }

  Map<EntryId, Keyring.Departure> departures() {
    return departures.all();
  }

  Set<MemberId> contested() {
    return departures.contested();
  }
}

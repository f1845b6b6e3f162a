package carnet.vault;

import carnet.journal.EntryId;
import carnet.journal.ReplicaId;
import carnet.journal.authority.Act;
import carnet.vault.Keyring.Item;
import carnet.vault.Keyring.Records;
import carnet.vault.Keyring.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of what no member does alone, exports and admissions of servers: by the acts alone, so
 * that every replica says the same; only how much of the day has passed is asked of a clock.
 *
 * <p>A thief who signs in as a steward must not make the second person he needs. So whoever stands
 * beside, and whom, has been a member, under the keys of now, for a day; and a practice is of one
 * person only when nobody else was in it for a day.
 */
final class RequestFold {

  private record Asked<W>(Item item, W what) {}

  private record Freeze(MemberId member, EntryId id) {}

  private final KeyringFold keyring;
  private final MembershipFold membership;
  private final Lineage lineage;
  private final List<Asked<Records>> exports = new ArrayList<>();
  private final List<Asked<Act.Replica>> admissions = new ArrayList<>();
  private final List<Freeze> freezes = new ArrayList<>();
  private List<Request<Records>> decidedExports = List.of();
  private List<Request<Act.Replica>> decidedAdmissions = List.of();

  RequestFold(KeyringFold keyring, MembershipFold membership, Lineage lineage) {
    this.keyring = keyring;
    this.membership = membership;
    this.lineage = lineage;
  }

  void asked(Item item, Acts.Export act) {
    exports.add(new Asked<>(item, new Records(act.reason())));
  }

  void asked(Item item, Acts.Admission act) {
    admissions.add(
        new Asked<>(
            item,
            new Act.Replica(act.key(), act.kem(), Act.Role.FULL, act.name(), act.addresses())));
  }

  /** Whether it was lifted since or not. */
  void frozen(MemberId member, EntryId freeze) {
    freezes.add(new Freeze(member, freeze));
  }

  /** Once it is known who is here, and in which state. */
  void decide() {
    decidedExports =
        exports.stream().map(each -> request(each, isAlone(each.item()), false)).toList();
    decidedAdmissions =
        admissions.stream()
            .map(each ->
                request(each, isNobodyElseOfADay(each.item()), isDismissed(each.what().id())))
            .toList();
  }

  List<Request<Records>> exports() {
    return decidedExports;
  }

  List<Request<Act.Replica>> admissions() {
    return decidedAdmissions;
  }

  private <W> Request<W> request(Asked<W> of, boolean atOnce, boolean ended) {
    Item item = of.item();
    Instant alone = atOnce ? item.at() : item.at().plus(Keyring.DAY);
    Optional<Item> second =
        membership.secondsOf(item.id()).stream()
            .filter(any -> keyring.isOfADay(item))
            .filter(each ->
                keyring.counts(each) && mayStandBeside(each.author(), item.author(), each.at()))
            .filter(each -> each.at().isBefore(alone))
            .findFirst();
    return new Request<>(
        item.id(),
        of.what(),
        item.author(),
        item.at(),
        keyring.isOfADay(item),
        second.map(Item::at).orElse(alone),
        second.map(Item::author).orElse(MemberId.NOBODY),
        membership.refusalsOf(item.id()).stream()
            .filter(keyring::counts)
            .map(Item::author)
            .findFirst()
            .orElse(MemberId.NOBODY),
        ended || isVoid(item));
  }

  boolean mayStandBeside(MemberId who, MemberId asker, Instant at) {
    Member member = keyring.members.get(who);
    return member != null && !who.equals(asker) && member.mayWork() && keyring.isOfADay(member, at);
  }

  private boolean isAlone(Item item) {
    return others(item).allMatch(each -> isGoneForADay(each, item.at()));
  }

  /** A practice of today takes its second server in on its first day. */
  private boolean isNobodyElseOfADay(Item item) {
    return others(item)
        .allMatch(each -> isGoneForADay(each, item.at()) || !keyring.wasHere(each, item.at()));
  }

  private Stream<MemberId> others(Item item) {
    return keyring.members.keySet().stream().filter(each -> !each.equals(item.author()));
  }

  private boolean isGoneForADay(MemberId who, Instant at) {
    return keyring.removals.values().stream()
        .filter(gone -> gone.member().equals(who) && gone.stands())
        .anyMatch(gone -> Voices.isADayBefore(gone.at(), at));
  }

  /** A key taken away is never given back. */
  private boolean isDismissed(ReplicaId server) {
    return keyring.dismissals.values().stream().anyMatch(each -> each.replica().equals(server));
  }

  /** A lift says that she may work, not that what was asked in her name was hers. */
  private boolean isVoid(Item item) {
    Member asker = keyring.members.get(item.author());
    boolean frozen =
        freezes.stream()
            .anyMatch(
                each -> each.member().equals(item.author()) && !lineage.knew(item, each.id()));
    boolean cameBack =
        keyring.returns.values().stream()
            .anyMatch(each ->
                each.member().equals(item.author())
                    && isDone(each)
                    && !lineage.knew(item, each.id()));
    return asker == null || !asker.mayWork() || !keyring.counts(item) || frozen || cameBack;
  }

  private static boolean isDone(Keyring.Return back) {
    return back.state() == Keyring.Return.State.DONE;
  }
}

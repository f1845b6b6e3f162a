package carnet.vault;

import carnet.journal.EntryId;
import carnet.vault.Keyring.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of the exports that were asked for: by the acts alone, so that every replica says the
 * same; only how much of the day has passed is asked of a clock.
 *
 * <p>A thief who signs in as a steward must not make the second person he needs. So whoever stands
 * beside, and whom, has been a member, under the keys of now, for a day; and a practice is of one
 * person only when nobody else was in it for a day.
 */
final class ExportFold {

  private record Asked(Item item, Acts.Export act) {}

  private record Freeze(MemberId member, EntryId id) {}

  private final KeyringFold keyring;
  private final MembershipFold membership;
  private final Lineage lineage;
  private final List<Asked> asked = new ArrayList<>();
  private final List<Freeze> freezes = new ArrayList<>();
  private final Map<EntryId, Keyring.Export> decided = new LinkedHashMap<>();

  ExportFold(KeyringFold keyring, MembershipFold membership, Lineage lineage) {
    this.keyring = keyring;
    this.membership = membership;
    this.lineage = lineage;
  }

  void asked(Item item, Acts.Export act) {
    asked.add(new Asked(item, act));
  }

  /** Whether it was lifted since or not. */
  void frozen(MemberId member, EntryId freeze) {
    freezes.add(new Freeze(member, freeze));
  }

  /** Once it is known who is here, and in which state. */
  void decide() {
    asked.forEach(each -> decided.put(each.item().id(), export(each)));
  }

  List<Keyring.Export> all() {
    return List.copyOf(decided.values());
  }

  private Keyring.Export export(Asked of) {
    Item item = of.item();
    Instant alone = isAlone(item) ? item.at() : item.at().plus(Exports.ALONE_AFTER);
    Optional<Item> second =
        membership.secondsOf(item.id()).stream()
            .filter(any -> keyring.isOfADay(item))
            .filter(each ->
                keyring.counts(each) && mayStandBeside(each.author(), item.author(), each.at()))
            .filter(each -> each.at().isBefore(alone))
            .findFirst();
    return new Keyring.Export(
        item.id(),
        item.author(),
        of.act().reason(),
        item.at(),
        keyring.isOfADay(item),
        second.map(Item::at).orElse(alone),
        second.map(Item::author).orElse(MemberId.NOBODY),
        membership.refusalsOf(item.id()).stream()
            .filter(keyring::counts)
            .map(Item::author)
            .findFirst()
            .orElse(MemberId.NOBODY),
        isVoid(item));
  }

  boolean mayStandBeside(MemberId who, MemberId asker, Instant at) {
    Member member = keyring.members.get(who);
    return member != null
        && !who.equals(asker)
        && member.mayWork()
        && keyring.isOfADay(member, at);
  }

  private boolean isAlone(Item item) {
    return keyring.members.keySet().stream()
        .filter(each -> !each.equals(item.author()))
        .allMatch(each ->
            keyring.removals.values().stream()
                .filter(gone -> gone.member().equals(each) && gone.stands())
                .anyMatch(gone -> Voices.isADayBefore(gone.at(), item.at())));
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

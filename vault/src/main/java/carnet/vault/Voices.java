package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.authority.Roster;
import carnet.journal.authority.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose word an act of the keyring is: a kit's, or a member's under a key that was hers when she
 * made it.
 *
 * <p>A member who came back has a new key; of what an older one signed, that stands which the act
 * that replaced it knew.
 */
final class Voices {

  /**
   * By whose word a key is hers, where it is not the kit's: an invitation, the act that took it up,
   * and who stood beside a return.
   */
  record LetIn(Keyring.Item invitation, Keyring.Item taken, Optional<Keyring.Item> second) {}

  /**
   * A signing key, from the act that gave it to who had another, until the act that replaced it.
   */
  private record Key(
      Bytes signing,
      @Nullable LetIn letIn,
      Keyring.@Nullable Item from,
      Keyring.@Nullable Item until) {}

  /**
   * A key that may turn out to be hers.
   *
   * @param since {@link Instant#EPOCH} where the kit vouches for it
   */
  private record Proposed(Bytes signing, Instant since) {}

  private record Check(EntryId act, String by, Bytes key) {}

  /** Signatures checked before, of any fold: a signature costs 50 µs and never changes. */
  static final class Checked {
    private final Map<Check, Boolean> known = new ConcurrentHashMap<>();
  }

  private final PracticeId practice;
  private final Roster roster;
  private final Lineage lineage;
  private final Checked checked;
  private final Map<MemberId, List<Key>> keys = new HashMap<>();
  private final Map<MemberId, List<Proposed>> ever = new HashMap<>();

  Voices(PracticeId practice, Roster roster, Lineage lineage, Checked checked) {
    this.practice = practice;
    this.roster = roster;
    this.lineage = lineage;
    this.checked = checked;
  }

  /** From now on this key is hers too, alone from the act on that replaces those before. */
  void give(
      MemberId member, Bytes signing, @Nullable LetIn letIn, Keyring.@Nullable Item replacing) {
    List<Key> hers = keys.computeIfAbsent(member, any -> new ArrayList<>());
    hers.replaceAll(each ->
        each.until == null ? new Key(each.signing, each.letIn, each.from, replacing) : each);
    hers.add(new Key(signing, letIn, replacing, null));
  }

  /** A key that may turn out to be hers; what the kit vouches for is nobody's puppet. */
  void propose(MemberId member, Bytes signing, Instant at, boolean byKit) {
    ever.computeIfAbsent(member, any -> new ArrayList<>())
        .add(new Proposed(signing, byKit ? Instant.EPOCH : at));
  }

  /** Whether the key that signed it had been hers for a day: she was let in by nobody's haste. */
  boolean isOfADay(Keyring.Item item) {
    return ever.getOrDefault(item.author(), List.of()).stream()
        .filter(key -> signed(item, item.author().signer(), key.signing))
        .anyMatch(key -> isADayBefore(key.since, item.at()));
  }

  /** Whether this key has been hers for a day. */
  boolean isOfADay(MemberId member, Bytes signing, Instant at) {
    return ever.getOrDefault(member, List.of()).stream()
        .filter(key -> key.signing.equals(signing))
        .anyMatch(key -> isADayBefore(key.since, at));
  }

  /** Whether any key had been hers for a day. */
  boolean wasHere(MemberId member, Instant at) {
    return ever.getOrDefault(member, List.of()).stream()
        .anyMatch(key -> isADayBefore(key.since, at));
  }

  static boolean isADayBefore(Instant earlier, Instant later) {
    return Duration.between(earlier, later).compareTo(Keyring.DAY) >= 0;
  }

  /** All her keys serve no more: they are given anew. */
  void clear(MemberId member) {
    keys.remove(member);
  }

  /** Whether it is signed with a key that is hers or was. */
  boolean isSigned(Payload payload, MemberId by) {
    return keys.getOrDefault(by, List.of()).stream()
        .anyMatch(key -> payload.signedByKey(practice, by.signer(), key.signing));
  }

  boolean kit(Keyring.Item item) {
    return item.payload().signatures().stream().anyMatch(each -> each.by().equals(Signer.KIT))
        && roster.kitKeys(item.id()).stream().anyMatch(key -> signed(item, Signer.KIT, key));
  }

  boolean presentKit(Keyring.Item item) {
    return roster.presentKit().filter(key -> signed(item, Signer.KIT, key)).isPresent();
  }

  /**
   * Whether its author signed it, with a key of hers that had not been replaced. A key that came
   * with a return speaks for nothing that does not know the return: two returns do not vouch for
   * each other. And one that came with an invitation speaks as long as that is its author's word.
   */
  boolean author(Keyring.Item item) {
    return keysOf(item).anyMatch(this::isVouchedFor);
  }

  /**
   * Whether this invitation was its author's word when it was taken up, or is now: a code that was
   * given with what she lost serves nobody once she is back.
   */
  boolean invites(Keyring.Item invitation, Keyring.@Nullable Item taken) {
    return keysOf(invitation)
        .filter(key -> key.until == null || (taken != null && !lineage.knew(taken, key.until.id())))
        .anyMatch(this::isVouchedFor);
  }

  private boolean isVouchedFor(Key key) {
    return key.letIn == null
        || kit(key.letIn.invitation)
        || invites(key.letIn.invitation, key.letIn.taken);
  }

  /** How the author of this act came by the key that signed it; empty where by the kit. */
  Stream<LetIn> letIn(Keyring.Item item) {
    return keysOf(item).flatMap(key -> Stream.ofNullable(key.letIn));
  }

  private Stream<Key> keysOf(Keyring.Item item) {
    return keys.getOrDefault(item.author(), List.of()).stream()
        .filter(key -> key.from == null || lineage.knew(item, key.from.id()))
        .filter(key -> key.until == null || lineage.knew(key.until, item.id()))
        .filter(key -> signed(item, item.author().signer(), key.signing));
  }

  /** Whether its author signed it with any key that was ever said to be hers. */
  boolean authorOnce(Keyring.Item item) {
    return ever.getOrDefault(item.author(), List.of()).stream()
        .anyMatch(key -> signed(item, item.author().signer(), key.signing));
  }

  boolean signed(Keyring.Item item, String by, Bytes key) {
    return checked.known.computeIfAbsent(
        new Check(item.id(), by, key), any -> item.payload().signedByKey(practice, by, key));
  }
}

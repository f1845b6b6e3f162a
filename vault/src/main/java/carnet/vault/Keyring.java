package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who is a member, which keys exist, and to whom each was sealed.
 *
 * <p>A projection of the keyring entries, which every full replica reads with nobody unlocked. It
 * holds no opened secret of a class. Safe for many threads; a question is answered from one
 * consistent fold.
 */
public final class Keyring {

  /** How long a departure by one person can be undone by a second. */
  public static final Duration UNDO = Duration.ofHours(24);

  record Item(EntryId id, Label label, Payload payload) {
    String op() {
      return payload.header().op();
    }

    MemberId author() {
      String author = payload.header().author();
      return author == null ? MemberId.NOBODY : MemberId.fromHex(author);
    }

    Instant at() {
      return HybridClock.instant(label.clock());
    }
  }

  /**
   * A generation of a class's key.
   *
   * @param knew the removals that its maker knew of: it is due to be renewed when another one
   *     stands
   */
  record Epoch(
      EpochId id, Compartment clazz, Bytes owner, Bytes publicKey, long clock, Set<EntryId> knew) {}

  record BoxKey(String clazz, String owner, String epoch, String to) {}

  record DayKey(EpochId id, String day, Bytes key, EntryId entry) {}

  /** A removal, and whether a second person undid it. */
  public record Departure(
      EntryId id, MemberId member, MemberId by, String reason, Instant at, boolean undone) {

    Departure restored() {
      return new Departure(id, member, by, reason, at, true);
    }

    public Instant undoUntil() {
      return at.plus(UNDO);
    }
  }

  private final PracticeId practice;
  private final Bytes rootKey;
  private final Map<EntryId, Item> items = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile KeyringFold fold;

  Keyring(PracticeId practice, Bytes rootKey) {
    this.practice = practice;
    this.rootKey = rootKey;
    this.fold = KeyringFold.of(practice, rootKey, Map.of());
  }

  void apply(Collection<Item> more) {
    synchronized (items) {
      boolean changed = false;
      for (Item each : more) {
        changed |= items.putIfAbsent(each.id(), each) == null;
      }
      if (!changed) {
        return;
      }
      fold = KeyringFold.of(practice, rootKey, items);
    }
    listeners.forEach(Runnable::run);
  }

  /** Called after each change, on the thread that made it. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /** The acts that no other act names yet: an act of authority is made under them. */
  Set<EntryId> heads() {
    synchronized (items) {
      Set<EntryId> heads = new HashSet<>(items.keySet());
      items.values().forEach(each -> each.payload().header().heads().forEach(heads::remove));
      return heads;
    }
  }

  public Optional<PracticeProfile> profile() {
    return fold.profile;
  }

  /** To whom every secret is sealed beside its members. */
  Bytes kitKem() {
    return fold.kitKem.orElseThrow(
        () -> new IllegalStateException("the kit's public key has not arrived"));
  }

  public Optional<Member> member(MemberId id) {
    return Optional.ofNullable(fold.members.get(id));
  }

  /** Everyone who has or had an account, in the order of joining. */
  public List<Member> members() {
    return List.copyOf(fold.members.values());
  }

  public List<Departure> departures() {
    return List.copyOf(fold.removals.values());
  }

  /** Measures that stand. */
  public List<Measure> measures() {
    return List.copyOf(fold.measures.values());
  }

  public Optional<Measure> standing(MemberId member) {
    return fold.measures.values().stream().filter(each -> each.member().equals(member)).findFirst();
  }

  /** Whether a measure shuts this device to the member, while her account goes on elsewhere. */
  public boolean shut(MemberId member, String device) {
    return fold.measures.values().stream()
        .anyMatch(each -> each.member().equals(member) && device.equals(each.device()));
  }

  Optional<Acts.Invitation> invitation(String id) {
    return Optional.ofNullable(fold.invitations.get(id));
  }

  /** Invitations that nobody took up yet. */
  List<Acts.Invitation> openInvitations() {
    return fold.invitations.values().stream()
        .filter(each -> !fold.members.containsKey(MemberId.fromHex(each.member())))
        .toList();
  }

  /** Newest first. */
  List<Epoch> epochs(Compartment clazz, Bytes owner) {
    return fold.epochs.values().stream()
        .filter(each -> each.clazz() == clazz && each.owner().equals(owner))
        .sorted(
            Comparator.comparingLong(Epoch::clock)
                .thenComparing(each -> each.id().value())
                .reversed())
        .toList();
  }

  Collection<Epoch> epochs() {
    return List.copyOf(fold.epochs.values());
  }

  /** Whether a departure stands that the newest key of this class does not know of. */
  boolean due(Epoch newest) {
    return fold.removals.values().stream()
        .anyMatch(each -> !each.undone() && !newest.knew().contains(each.id()));
  }

  Optional<Bytes> box(Epoch epoch, MemberId to) {
    return box(new BoxKey(epoch.clazz().wire(), epoch.owner().hex(), epoch.id().hex(), to.hex()));
  }

  Optional<Bytes> indexBox(MemberId to) {
    return box(new BoxKey(Unlock.INDEX, "", "", to.hex()));
  }

  private Optional<Bytes> box(BoxKey key) {
    return Optional.ofNullable(fold.boxes.get(key));
  }

  Optional<DayKey> dayKey(EpochId id) {
    return Optional.ofNullable(fold.dayKeys.get(id));
  }

  Optional<DayKey> dayKeyOf(String day) {
    return fold.dayKeys.values().stream().filter(each -> each.day().equals(day)).findFirst();
  }

  /**
   * Acts of an operation that this version does not know, or whose signature does not hold: shown,
   * never folded.
   */
  public Set<EntryId> unfolded() {
    return Set.copyOf(fold.unfolded);
  }
}

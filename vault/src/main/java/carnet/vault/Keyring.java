package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.authority.Act;
import carnet.journal.authority.Roster;
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

  /**
   * Of every rule that takes two: in which a departure is undone and a request refused, after which
   * who asked goes on alone and a key is nobody's puppet's.
   */
  public static final Duration DAY = Duration.ofHours(24);

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
   * @param knew the removals, returns and kits that its maker knew of: it is due to be renewed when
   *     another one stands
   */
  record Epoch(
      EpochId id, Compartment clazz, Bytes owner, Bytes publicKey, long clock, Set<EntryId> knew) {}

  record BoxKey(String clazz, String owner, String epoch, String to) {}

  record DayKey(EpochId id, String day, Bytes key, EntryId entry) {}

  /**
   * A removal, and what came of it.
   *
   * @param second who stood beside the remover; {@link MemberId#NOBODY} where she was alone
   * @param at from when on it takes hold
   */
  public record Departure(
      EntryId id,
      MemberId member,
      MemberId by,
      MemberId second,
      String reason,
      Instant at,
      Departure.State state) {

    /** By rules alone: every replica that has the same acts says the same. */
    public enum State {
      /** A steward's: it waits for a second person. */
      PROPOSED,
      STANDS,
      /** It and another take each other's authority away: a third or the kit decides. */
      CONTESTED,
      UNDONE,
      /** Against the limits, or by someone removed before. */
      VOID
    }

    public boolean stands() {
      return state == Departure.State.STANDS;
    }

    public Instant undoUntil() {
      return at.plus(DAY);
    }

    /** Whether it stands and nobody can undo it any more. */
    public boolean isFinal(Instant now) {
      return stands() && !now.isBefore(undoUntil());
    }
  }

  /**
   * A member who lost her factors comes back under her id, with new keys.
   *
   * @param id the act that brought her new keys
   * @param by who let her in; {@link MemberId#NOBODY} for the kit
   */
  public record Return(EntryId id, MemberId member, MemberId by, Instant at, Return.State state) {

    public enum State {
      /** It waits for a second person, or for a day to pass. */
      WAITING,
      DONE,
      /** She signed in with what she was said to have lost. */
      REFUSED,
      VOID
    }

    /** From when on who let her in may complete it alone. */
    public Instant aloneFrom() {
      return at.plus(DAY);
    }
  }

  /**
   * What no one member does alone: another stands beside her, or a day passes in which each of them
   * can refuse it. A refusal ends it whenever it comes.
   *
   * @param what {@link Records} that leave, or a server that is to be one of the practice's
   * @param ofADay whether who asked was a member of a day then: beside another nobody stands
   * @param from from when on it is granted, unless it is refused
   * @param second who accepted it; {@link MemberId#NOBODY} where nobody did
   * @param refusedBy {@link MemberId#NOBODY} where nobody did
   * @param isVoid who asked left, was frozen or came back with new keys since
   */
  public record Request<W>(
      EntryId id,
      W what,
      MemberId by,
      Instant at,
      boolean ofADay,
      Instant from,
      MemberId second,
      MemberId refusedBy,
      boolean isVoid) {

    /** How long one that is granted lasts. */
    public static final Duration LASTS = DAY;

    public enum State {
      /** For another member, or for a day to pass. */
      WAITING,
      GRANTED,
      REFUSED,
      VOID,
      /** It was granted, and its day is over. */
      OVER
    }

    public Instant until() {
      return from.plus(LASTS);
    }

    public Request.State state(Instant now) {
      if (!refusedBy.equals(MemberId.NOBODY)) {
        return Request.State.REFUSED;
      }
      if (isVoid) {
        return Request.State.VOID;
      }
      if (now.isBefore(from)) {
        return Request.State.WAITING;
      }
      return now.isBefore(until()) ? Request.State.GRANTED : Request.State.OVER;
    }

    public boolean isOpen(Instant now) {
      return switch (state(now)) {
        case WAITING, GRANTED -> true;
        case REFUSED, VOID, OVER -> false;
      };
    }
  }

  /**
   * All records, out of the practice.
   *
   * @param reason in the words of who asks, for every member to read
   */
  public record Records(String reason) {}

  /** A server was taken out of the practice: for every member to know. */
  public record Dismissal(EntryId id, ReplicaId replica, String name, MemberId by, Instant at) {}

  /** Whom a secret is sealed to: the id of the public key is how a box names its reader. */
  record Reader(Bytes id, Bytes kem) {
    static Reader of(Bytes kem) {
      return new Reader(EpochId.of(kem).value(), kem);
    }
  }

  /** Of a class that belongs to the practice. */
  static final Bytes NO_OWNER = Bytes.of(new byte[16]);

  private final PracticeId practice;
  private final Roster roster;
  private final Voices.Checked checked = new Voices.Checked();
  private final Map<EntryId, Item> items = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile KeyringFold fold;

  Keyring(PracticeId practice, Roster roster) {
    this.practice = practice;
    this.roster = roster;
    this.fold = KeyringFold.of(practice, roster, Map.of(), checked);
  }

  /**
   * @param anew also where no act is new: the roster may say otherwise who the kit is
   */
  void apply(Collection<Item> more, boolean anew) {
    synchronized (items) {
      boolean changed = anew;
      for (Item each : more) {
        changed |= items.putIfAbsent(each.id(), each) == null;
      }
      if (!changed) {
        return;
      }
      fold = KeyringFold.of(practice, roster, items, checked);
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

  /**
   * To whom every secret is sealed beside its members; absent while a new kit's key is on its way.
   */
  Optional<Reader> kit() {
    return fold.kitKem.map(Reader::of);
  }

  /** What a kit's signature made that stands: what to keep when a new one is made. */
  Set<EntryId> actsOfKit() {
    return Set.copyOf(fold.byKit);
  }

  /** Kits that were made and made known here, the first one too. */
  int kits() {
    return fold.kits.size();
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

  /** Members who come back, or did. */
  public List<Return> returns() {
    return List.copyOf(fold.returns.values());
  }

  /** Exports that were asked for, the first one first. */
  public List<Request<Records>> exports() {
    return fold.requests.exports();
  }

  /** Servers that were to be taken in, the first one first; granted, they are certified. */
  public List<Request<Act.Replica>> admissions() {
    return fold.requests.admissions();
  }

  /** Servers that were taken out, the first one first. */
  public List<Dismissal> dismissals() {
    return List.copyOf(fold.dismissals.values());
  }

  /** Who may stand beside that member now. */
  List<Member> mayStandBeside(MemberId asker, Instant now) {
    KeyringFold here = fold;
    return here.members.values().stream()
        .filter(each -> here.requests.mayStandBeside(each.id(), asker, now))
        .toList();
  }

  /** Another member who works, of a day and under keys of a day: nobody's puppet of today. */
  boolean mayStandBeside(MemberId who, MemberId asker, Instant now) {
    return fold.requests.mayStandBeside(who, asker, now);
  }

  /**
   * A member of a day, under keys of a day: only such a one acts for or beside another, so that no
   * thief makes the second person he needs. Whom the kit let in is one at once.
   */
  boolean isOfADay(MemberId who, Instant now) {
    KeyringFold here = fold;
    Member member = here.members.get(who);
    return member != null && here.isOfADay(member, now);
  }

  /** Whether this member's acts of authority count: not while her removal is contested. */
  boolean hasAuthority(MemberId member) {
    return !fold.contested.contains(member);
  }

  /** Measures that stand. */
  public List<Measure> measures() {
    return List.copyOf(fold.measures.values());
  }

  /** Measures that were lifted, newest first. */
  public List<Measure.Lifted> lifted() {
    return fold.lifted.reversed();
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
        .filter(each -> !fold.takenUp.contains(each.invitation()))
        .toList();
  }

  /** Whether it is signed with a key that is that member's or was. */
  boolean isSigned(Payload payload, MemberId by) {
    return fold.isSigned(payload, by);
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

  /** The key of a class that what is written now goes under. */
  Optional<Epoch> newest(Compartment clazz) {
    return epochs(clazz, NO_OWNER).stream().findFirst();
  }

  /**
   * Whether a departure, a return or a kit stands that the newest key of this class does not know
   * of.
   */
  boolean due(Epoch newest) {
    return fold.removals.values().stream()
            .anyMatch(each -> each.stands() && !newest.knew().contains(each.id()))
        || fold.returns.values().stream()
            .anyMatch(
                each -> each.state() == Return.State.DONE && !newest.knew().contains(each.id()))
        || !newest.knew().containsAll(fold.kits);
  }

  Optional<Bytes> box(Epoch epoch, Reader to) {
    return box(
        new BoxKey(epoch.clazz().wire(), epoch.owner().hex(), epoch.id().hex(), to.id().hex()));
  }

  Optional<Bytes> indexBox(Reader to) {
    return box(new BoxKey(Unlock.INDEX, "", "", to.id().hex()));
  }

  /** The key of one body, sealed anew to a kit made after it. */
  Optional<Bytes> bodyBox(EntryId body, Reader to) {
    return box(new BoxKey(Dues.BODY, "", body.hex(), to.id().hex()));
  }

  /** Entries whose body's key was sealed anew to this kit. */
  List<EntryId> bodiesBoxedTo(Reader to) {
    return fold.boxes.keySet().stream()
        .filter(each -> each.clazz().equals(Dues.BODY) && each.to().equals(to.id().hex()))
        .map(each -> EntryId.fromHex(each.epoch()))
        .toList();
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

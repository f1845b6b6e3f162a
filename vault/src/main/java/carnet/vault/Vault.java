package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.EntryStore;
import carnet.journal.Kind;
import carnet.journal.Log;
import carnet.journal.LogId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.Receipt;
import carnet.journal.Tag;
import carnet.journal.authority.Act;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Roster;
import carnet.journal.authority.Signer;
import carnet.vault.Label.LabelKey;
import carnet.vault.Label.Sealing;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One practice on one full replica: its keyring, doors and traces, with nobody unlocked; and the
 * way to a {@link Session}.
 *
 * <p>At rest it opens labels, traces, keyring and doors: who opened which opaque subject and when.
 * No name, no content. Safe for many threads.
 */
public final class Vault {

  /** What writes: stands in each payload. */
  public static final String PRODUCT = "carnet/0.1";

  private final PracticeId practice;
  private final Roster roster;
  private final Custody custody;
  private final EntryStore store;
  private final Log log;
  private final HybridClock clock;
  private final Keyring keyring;
  private final Doors doors;
  private final Tags tags;
  private final Traces traces;
  private final ReplicaKeys replicaKeys;
  private final List<Consumer<List<Entry>>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> keyListeners = new CopyOnWriteArrayList<>();
  private volatile Gate gate = (who, what) -> Verdict.allowed(Map.of("code", "none"));

  private Vault(
      PracticeId practice,
      Roster roster,
      Custody custody,
      EntryStore store,
      Log log,
      HybridClock clock) {
    this.practice = practice;
    this.roster = roster;
    this.custody = custody;
    this.store = store;
    this.log = log;
    this.clock = clock;
    this.replicaKeys = new ReplicaKeys(practice, custody, clock);
    this.keyring = new Keyring(practice, roster);
    this.doors = new Doors(practice, keyring);
    this.tags = new Tags(custody.tagKey());
    this.traces = new Traces(this);
  }

  /**
   * Opens what this replica may know of the practice, from its keys directory and the journal.
   *
   * @param roster kept current by this vault with each entry that is written here or told to it
   */
  public static Vault open(
      PracticeId practice,
      Roster roster,
      Custody custody,
      EntryStore store,
      Log log,
      HybridClock clock) {
    Vault vault = new Vault(practice, roster, custody, store, log, clock);
    vault.reread();
    return vault;
  }

  /** Reads keyring and doors again: at start, and when a letter brought a label key or a pepper. */
  public void reread() {
    replicaKeys.reread();
    fold(
        Stream.of(Kind.AUTHORITY, Kind.KEYRING, Kind.DOOR)
            .flatMap(kind -> store.ofKind(practice, kind))
            .toList());
  }

  public PracticeId practice() {
    return practice;
  }

  public Keyring keyring() {
    return keyring;
  }

  public Traces traces() {
    return traces;
  }

  /** Plugs the judge of every access in; before the first session. */
  public void judgedBy(Gate sentinel) {
    this.gate = sentinel;
  }

  /** Told of every entry, written here or received, after it was folded. */
  public void onEntries(Consumer<List<Entry>> listener) {
    listeners.add(listener);
  }

  /** What the exchange asks for each received entry before it is kept. */
  public Set<Tag> tags(Entry received) {
    return label(received).map(label -> tagsOf(received, label)).orElse(Set.of());
  }

  /** Folds what the exchange received. */
  public void received(List<Entry> entries) {
    fold(entries);
    listeners.forEach(each -> each.accept(entries));
  }

  /** Told when this replica made a pepper or a label key: the others must have it by letter. */
  public void onNewKey(Runnable listener) {
    keyListeners.add(listener);
  }

  void keyMade() {
    keyListeners.forEach(Runnable::run);
  }

  /** When this member last wrote for this subject, if ever; labels alone say it. */
  public Optional<Instant> lastWrote(MemberId member, Subject subject) {
    return store
        .tagged(practice, tags.wroteFor(member, subject))
        .flatMap(entry -> label(entry).stream())
        .map(label -> HybridClock.instant(label.clock()))
        .max(Instant::compareTo);
  }

  /** Whether anything is filed about this subject, in whatever class; labels alone say it. */
  public boolean hasAnyAbout(Subject subject) {
    for (Compartment each : Compartment.values()) {
      try (Stream<Entry> filed = store.tagged(practice, tags.about(each, subject))) {
        if (filed.findAny().isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  /** When the newest entry of a log that is here was written: what a list can be complete up to. */
  public Optional<Instant> heardUpTo(LogId writer) {
    long size = store.head(writer).size();
    return size == 0
        ? Optional.empty()
        : store
            .range(writer, size - 1, size)
            .flatMap(entry -> label(entry).stream())
            .map(label -> HybridClock.instant(label.clock()))
            .findFirst();
  }

  /** Who may write and sign authority, current with what this vault was told. */
  public Roster roster() {
    return roster;
  }

  ReplicaKeys replicaKeys() {
    return replicaKeys;
  }

  Custody custody() {
    return custody;
  }

  EntryStore store() {
    return store;
  }

  HybridClock clock() {
    return clock;
  }

  SecureRandom random() {
    return custody.random();
  }

  Doors doors() {
    return doors;
  }

  Tags marks() {
    return tags;
  }

  Gate gate() {
    return gate;
  }

  /** Durable when it returns, then folded. */
  List<Receipt> append(List<Draft> drafts) {
    List<Receipt> receipts = log.append(drafts);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      entries.add(Entry.place(drafts.get(i), log.id(), receipts.get(i).position().sequence()));
    }
    fold(entries);
    listeners.forEach(each -> each.accept(entries));
    return receipts;
  }

  Receipt append(Draft draft) {
    return append(List.of(draft)).getFirst();
  }

  LabelKey labelKey() {
    return replicaKeys.labelKey();
  }

  /** Makes and signs acts of authority of this practice. */
  Authority authority() {
    return new Authority(practice, PRODUCT);
  }

  Draft authorityDraft(Act act, Signer... by) {
    return authority().draft(authority().sign(act, by));
  }

  Draft keyringDraft(Payload act) {
    return replicaKeys.keyringDraft(act, List.of());
  }

  Draft doorDraft(MemberId member, Bytes item, Payload signed) {
    return replicaKeys.doorDraft(member, item, signed);
  }

  Optional<Label> label(Entry entry) {
    return replicaKeys.label(entry);
  }

  Payload payload(Entry entry, Secret key) throws CannotOpen {
    return replicaKeys.payload(entry, key);
  }

  private void fold(List<Entry> entries) {
    List<Keyring.Item> acts = new ArrayList<>();
    List<Entry> authority = new ArrayList<>();
    for (Entry each : entries) {
      switch (each.kind()) {
        case AUTHORITY -> authority.add(each);
        case KEYRING -> replicaKeys.act(each).ifPresent(acts::add);
        case DOOR -> foldDoor(each);
        case SEALED, TRACE -> {}
      }
    }
    roster.acceptAll(authority.stream());
    keyring.apply(acts, !authority.isEmpty());
  }

  private void foldDoor(Entry entry) {
    Optional<Label> label = label(entry).filter(any -> !entry.erased());
    Optional<Payload> door = label.flatMap(found -> replicaKeys.door(entry, found));
    if (label.isPresent() && door.isPresent()) {
      doors.apply(label.get(), entry.id(), door.get());
    } else {
      doors.forget(entry.id());
    }
  }

  private Set<Tag> tagsOf(Entry entry, Label label) {
    return switch (entry.kind()) {
      case SEALED -> recordTags(label, entry.body());
      case TRACE -> traces.tags(entry, label);
      case KEYRING, DOOR, AUTHORITY -> Set.of();
    };
  }

  /**
   * By class and subject, but for chunks, which the entry that names them finds; whole for what is
   * read at unlock; by recipient for what is sealed to persons.
   */
  Set<Tag> recordTags(Label label, @Nullable Bytes body) {
    if (label.sealing() == Sealing.CHUNK) {
      return Set.of();
    }
    Set<Tag> found = new HashSet<>();
    Compartment clazz = label.compartment();
    found.add(tags.about(clazz, label.owner(), label.subject()));
    found.add(tags.wroteFor(label.author(), label.subject()));
    if (clazz == Compartment.IDENTITY || clazz == Compartment.AGENDA) {
      found.add(tags.all(clazz));
    }
    if (label.sealing() == Sealing.RANDOM_KEY && body != null) {
      try {
        for (Body.Stanza each : Body.read(body).stanzas()) {
          if (each instanceof Body.Stanza.Sealed(Bytes recipient, Bytes box)) {
            found.add(tags.sealedTo(recipient));
          }
        }
      } catch (CannotOpen malformed) {
        // Kept as it came; the verifier names it.
        return found;
      }
    }
    return found;
  }

  Optional<Entry> find(EntryId id) {
    return store.find(practice, id);
  }

  Stream<Entry> tagged(Tag tag) {
    return store.tagged(practice, tag);
  }
}

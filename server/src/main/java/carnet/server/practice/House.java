package carnet.server.practice;

import carnet.journal.Committer;
import carnet.journal.EntryId;
import carnet.journal.EntryStore;
import carnet.journal.Kind;
import carnet.journal.Log;
import carnet.journal.PracticeId;
import carnet.journal.StoreInUse;
import carnet.journal.authority.Roster;
import carnet.journal.exchange.Letters;
import carnet.journal.sqlite.SqliteStore;
import carnet.record.Practice;
import carnet.server.DataDirectory;
import carnet.server.Problem;
import carnet.server.Settings;
import carnet.server.Unusable;
import carnet.vault.Custody;
import carnet.vault.Enrolment;
import carnet.vault.Founding;
import carnet.vault.HybridClock;
import carnet.vault.Kit;
import carnet.vault.PracticeProfile;
import carnet.vault.Unlock;
import carnet.vault.Vault;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * This replica's one practice, opened: store, keys, vault, log, roster. Made once a process, before
 * Spring; every room asks it.
 *
 * <p>Until the practice is founded (or arrives by pairing) only {@link #store}, {@link #custody}
 * and {@link #settings} are there. Safe for many threads.
 */
public final class House implements AutoCloseable {

  private record Opened(Vault vault, Unlock unlock, Roster roster, Log log, Practice practice) {}

  /** Where the practice's days begin and end. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private final DataDirectory directory;
  private final Settings settings;
  private final SecureRandom random = new SecureRandom();
  private final SqliteStore store;
  private final Committer committer;
  private final Custody custody;
  private final HybridClock clock;
  private final Place place;
  private final List<Consumer<House>> waiting = new ArrayList<>();
  private volatile @Nullable Opened opened;
  private volatile int servedPort;
  private volatile Function<EntryId, List<String>> holders = _ -> List.of(replicaName());

  private House(DataDirectory directory, Settings settings, SqliteStore store) {
    this.directory = directory;
    this.settings = settings;
    this.store = store;
    this.committer = new Committer(store);
    this.custody = Custody.open(directory.keys(), random);
    this.clock = new HybridClock(settings.clock());
    this.place = new Place(directory.keys(), directory.journal());
  }

  /**
   * @throws Unusable if another process has it open
   */
  public static House open(DataDirectory directory, Settings settings) {
    SqliteStore store;
    try {
      store = SqliteStore.open(directory.journal());
    } catch (StoreInUse taken) {
      throw new Unusable(
          Unusable.IN_USE,
          "The data directory "
              + directory.data()
              + " is in use by another Carnet. Stop it first, or give another directory with --data.");
    }
    House house = new House(directory, settings, store);
    house.look();
    return house;
  }

  /** Opens the practice if it is in the store by now: at start, and after a pairing brought it. */
  public synchronized boolean look() {
    if (opened == null) {
      store.practices().stream().findFirst().ifPresent(this::enter);
    }
    return opened != null;
  }

  private void enter(PracticeId practice) {
    Roster roster = Roster.fold(practice, store.ofKind(practice, Kind.AUTHORITY));
    if (roster.root().isPresent()) {
      admit(practice, roster);
    }
  }

  /**
   * Opens a practice that another replica took this server into; what is certified here and the
   * label keys are here already, the entries come by the exchange.
   *
   * @param certified the acts that make this server a replica
   */
  public synchronized void admit(PracticeId practice, Roster certified) {
    if (opened == null) {
      Log log = new Incarnation(practice, certified, custody, store, committer, place).open(random);
      begin(Vault.open(practice, certified, custody, store, log, clock), certified, log);
    }
  }

  /** What came of a founding: the kit is for the paper, and is closed by the caller. */
  public synchronized Kit found(PracticeProfile profile, Enrolment founder, String replicaName) {
    if (opened != null || !store.practices().isEmpty()) {
      throw Problem.conflict(
          "Un cabinet existe déjà sur ce serveur.", "A practice exists on this server already.");
    }
    Founding.Founded founded =
        Founding.found(
            new Founding.Place(custody, store, committer, clock, replicaName, settings.addresses()),
            profile,
            founder,
            settings.cost());
    place.remember();
    begin(founded.vault(), founded.vault().roster(), founded.log());
    return founded.kit();
  }

  private void begin(Vault vault, Roster roster, Log log) {
    opened = new Opened(vault, new Unlock(vault), roster, log, new Practice(vault, ZONE));
    waiting.forEach(each -> each.accept(this));
    waiting.clear();
  }

  /** Runs now if the practice is here, or as soon as it is; so a room plugs itself in. */
  public synchronized void whenFounded(Consumer<House> then) {
    if (opened != null) {
      then.accept(this);
    } else {
      waiting.add(then);
    }
  }

  /**
   * Signs what is durable and remembers it in the keys directory, where no copy of the data goes.
   */
  void checkpoint() {
    Opened now = opened;
    if (now != null) {
      var signed = now.log().checkpoint();
      if (place.newest().filter(signed::equals).isEmpty()) {
        place.remember(signed);
      }
    }
  }

  private Opened opened() {
    Opened now = opened;
    if (now == null) {
      throw Problem.of(
          "not-founded",
          HttpStatus.CONFLICT,
          "Aucun cabinet n’est encore ouvert sur ce serveur.",
          "No practice is open on this server yet.");
    }
    return now;
  }

  public boolean founded() {
    return opened != null;
  }

  public Vault vault() {
    return opened().vault();
  }

  public Unlock unlock() {
    return opened().unlock();
  }

  public Roster roster() {
    return opened().roster();
  }

  public Log log() {
    return opened().log();
  }

  /** The record's one face. */
  public Practice practice() {
    return opened().practice();
  }

  public EntryStore store() {
    return store;
  }

  /** The mailbox for letters between replicas. */
  public Letters letters() {
    return store.letters(settings.clock());
  }

  public Committer committer() {
    return committer;
  }

  public Custody custody() {
    return custody;
  }

  public HybridClock clock() {
    return clock;
  }

  public SecureRandom random() {
    return random;
  }

  public Settings settings() {
    return settings;
  }

  /** The port that this process listens on, once it does. */
  public int servedPort() {
    return servedPort;
  }

  public void servedAt(int port) {
    servedPort = port;
  }

  public Path data() {
    return directory.data();
  }

  public Path keys() {
    return directory.keys();
  }

  public boolean demo() {
    return directory.demo();
  }

  /** Which replicas hold an entry, by name, this one first; the room of continuity knows. */
  public List<String> holders(EntryId entry) {
    return holders.apply(entry);
  }

  public void holders(Function<EntryId, List<String>> known) {
    holders = known;
  }

  /** As the roster certified it; before that, as the command line says. */
  public String replicaName() {
    Opened now = opened;
    var certified = now == null ? null : now.roster().replicas().get(custody.replica());
    return certified == null ? settings.replicaName() : certified.name();
  }

  public String practiceName() {
    return vault().keyring().profile().map(PracticeProfile::name).orElse("");
  }

  @Override
  public void close() {
    committer.close();
    try {
      checkpoint();
    } finally {
      store.close();
    }
  }
}

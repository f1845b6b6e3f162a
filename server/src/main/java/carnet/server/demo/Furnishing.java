package carnet.server.demo;

import carnet.journal.EntryId;
import carnet.record.Change;
import carnet.record.MalformedResource;
import carnet.record.PatientId;
import carnet.record.Practice;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.server.DataDirectory;
import carnet.server.Settings;
import carnet.server.client.Browser;
import carnet.server.practice.House;
import carnet.vault.Access;
import carnet.vault.Departure;
import carnet.vault.Devices;
import carnet.vault.Enrolment;
import carnet.vault.Invitations;
import carnet.vault.MemberId;
import carnet.vault.PracticeProfile;
import carnet.vault.Role;
import carnet.vault.Session;
import carnet.vault.Unlock;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the invented practice in an empty data directory, as its members would have: founded years
 * ago, members invited, one of them departed in the summer, and everything written by its author at
 * its time.
 *
 * <p>A clock of its own goes from the first entry to today, and passphrases that anybody may read
 * are stretched at the floor; nothing else is special: the vault, the classifier and the journal
 * are those of a real practice.
 */
public final class Furnishing {

  private static final long SEED = 20261124;

  /** Nobody waits for the single note: so many are made durable at once. */
  private static final int BATCH = 500;

  private final House house;
  private final Going clock;
  private final DoubleConsumer progress;
  private final List<Practice.Sealed> sealed = new ArrayList<>();
  private final Map<String, Factors> factors = new LinkedHashMap<>();
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<ResourceKey, EntryId> newest = new HashMap<>();

  /** What a member knows and holds; all of it fictional, as she is. */
  public record Factors(
      Member member, MemberId id, String passphrase, byte[] totp, ECKey deviceKey) {}

  /** The practice as made: its kit's root, and each member's factors. */
  public record Furnished(byte[] kit, ECKey demoDevice, List<Factors> members) {}

  /** Time that goes where the story is. */
  private static final class Going extends Clock {
    private Instant now;

    Going(Instant start) {
      this.now = start;
    }

    void to(Instant then) {
      if (then.isAfter(now)) {
        now = then;
      }
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Furnishing(House house, Going clock, DoubleConsumer progress) {
    this.house = house;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Leaves the directory closed, ready to be served.
   *
   * @param progress told how much of the whole is done, 0 to 1
   */
  public static Furnished furnish(
      DataDirectory directory, Settings settings, int patients, DoubleConsumer progress) {
    Instant now = settings.clock().instant();
    LocalDateTime here = LocalDateTime.ofInstant(now, House.ZONE);
    List<Member> team = FictionalPractice.team(here.toLocalDate());
    Instant founded = here.minus(FictionalPractice.OLDEST).atZone(House.ZONE).toInstant();
    Going clock = new Going(founded);
    Settings then = settings.with(Passphrase.FLOOR, clock);
    try (House house = House.open(directory, then)) {
      Furnishing furnishing = new Furnishing(house, clock, progress);
      byte[] kit = furnishing.people(team);
      ECKey device = furnishing.demoDevice();
      FictionalPractice practice =
          FictionalPractice.make(SEED, here, patients, key -> furnishing.of(key).id().hex());
      furnishing.write(practice.written(), team);
      clock.to(now);
      return new Furnished(kit, device, List.copyOf(furnishing.factors.values()));
    }
  }

  private byte[] people(List<Member> team) {
    Cabinet at = Cabinet.TILLEULS;
    Member founder = team.getFirst();
    byte[] root;
    try (Enrolment enrolment = enrolment(founder);
        var kit =
            house.found(
                new PracticeProfile(
                    at.name(),
                    at.address() + ", " + at.postalCode() + " " + at.town(),
                    at.phone(),
                    at.email()),
                enrolment,
                house.settings().replicaName())) {
      root = kit.root();
    }
    Session steward = signIn(founder.key());
    List<Member> others = team.subList(1, team.size());
    others.forEach(each -> join(steward, each));
    steward.payDues();
    others.forEach(each -> signIn(each.key()));
    return root;
  }

  private Enrolment.Person person(Member member) {
    boolean steward = member.key().equals("moreau") || member.role().equals("secretary");
    return new Enrolment.Person(
        member.family(),
        member.given(),
        member.rpps().isEmpty() ? null : member.rpps(),
        Role.of(member.role()),
        member.profession(),
        steward,
        member.login());
  }

  private Enrolment enrolment(Member member) {
    ECKey device = Browser.freshKey();
    Enrolment enrolment =
        Enrolment.of(
            person(member),
            device(device, "Poste de " + member.given()),
            passphrase(member).toCharArray(),
            house.random());
    keep(member, enrolment, device);
    return enrolment;
  }

  private void join(Session steward, Member member) {
    Invitations.Invited invited = Invitations.invite(steward, person(member));
    ECKey device = Browser.freshKey();
    try (Enrolment enrolment =
        Invitations.begin(
                house.vault(),
                invited.code(),
                device(device, "Poste de " + member.given()),
                passphrase(member).toCharArray())
            .orElseThrow()) {
      keep(member, enrolment, device);
      Invitations.accept(house.vault(), invited.code(), enrolment, house.settings().cost());
    }
  }

  private void keep(Member member, Enrolment enrolment, ECKey device) {
    factors.put(
        member.key(),
        new Factors(member, enrolment.member(), passphrase(member), enrolment.totpSeed(), device));
  }

  /**
   * One more browser, enrolled for everyone who is still there: the one that tries the
   * demonstration.
   */
  private ECKey demoDevice() {
    ECKey key = Browser.freshKey();
    sessions.forEach(
        (member, session) -> Devices.enrol(session, device(key, "Poste de démonstration")));
    return key;
  }

  private Factors of(String key) {
    Factors found = factors.get(key);
    if (found == null) {
      throw new IllegalArgumentException("no member " + key);
    }
    return found;
  }

  private Session signIn(String key) {
    Factors member = of(key);
    try (Secret seed = Secret.copyOf(member.totp())) {
      Unlock.Answer answer =
          house
              .unlock()
              .byPassphrase(
                  member.member().login(),
                  member.passphrase().toCharArray(),
                  Totp.code(seed, clock.instant()),
                  new Access.From(thumbprint(member.deviceKey()), "loopback", "furnishing"));
      if (answer instanceof Unlock.Answer.Welcome(Session session)) {
        sessions.put(key, session);
        return session;
      }
      throw new IllegalStateException(key + " was refused at her own founding");
    }
  }

  private void write(List<Written> all, List<Member> team) {
    int done = 0;
    for (Written each : all) {
      depart(team, each.when());
      clock.to(each.when());
      sealed.add(seal(each));
      if (++done % BATCH == 0) {
        append();
        progress.accept((double) done / all.size());
      }
    }
    depart(team, Instant.MAX);
    append();
    // Who was let in as a steward signs authority from the day after on.
    sessions.values().forEach(Session::payDues);
    sessions.values().forEach(Session::close);
  }

  private Practice.Sealed seal(Written each) {
    Session by = sessions.get(each.member());
    if (by == null) {
      throw new IllegalStateException(each.member() + " wrote after leaving");
    }
    List<Practice.Write> writes = new ArrayList<>();
    for (ObjectNode tree : each.resources()) {
      Resource resource = resource(tree);
      EntryId parent = newest.get(resource.key());
      boolean signed = Set.of("MedicationRequest", "Composition").contains(resource.type());
      writes.add(
          new Practice.Write(
              new Change.Put(resource), parent == null ? List.of() : List.of(parent), signed));
    }
    Optional<PatientId> whom =
        Optional.of(each.patient()).filter(id -> !id.isEmpty()).map(PatientId::new);
    Practice.Sealed made = house.practice().seal(by, new Practice.About(whom, writes));
    made.written().forEach(one -> newest.put(one.key(), one.version()));
    return made;
  }

  /** By the founder, who stays, whoever wrote it. */
  private void append() {
    if (!sealed.isEmpty()) {
      house.practice().append(founder(), sealed);
      sealed.clear();
    }
  }

  private Session founder() {
    Session founder = sessions.get("moreau");
    if (founder == null) {
      throw new IllegalStateException("the founder has no session");
    }
    return founder;
  }

  /** Who left, leaves: in one act of the founder, on the day. */
  private void depart(List<Member> team, Instant next) {
    for (Member each : team) {
      Session session = sessions.get(each.key());
      if (each.leftOn() != null && session != null) {
        Instant day = each.leftOn().atTime(18, 0).atZone(House.ZONE).toInstant();
        if (next.isAfter(day)) {
          append();
          clock.to(day);
          Departure.remove(founder(), of(each.key()).id(), "left");
          session.close();
          sessions.remove(each.key());
        }
      }
    }
  }

  private static Resource resource(ObjectNode tree) {
    try {
      return Resource.of(tree.toString().getBytes(StandardCharsets.UTF_8));
    } catch (MalformedResource wrong) {
      throw new IllegalStateException("the invented practice has a malformed resource", wrong);
    }
  }

  private static Enrolment.Device device(ECKey key, String label) {
    return new Enrolment.Device(thumbprint(key), label);
  }

  private static String thumbprint(ECKey key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Fictional, printed at start: a demonstration has nothing to hide. */
  private static String passphrase(Member member) {
    return "demonstration de " + member.key();
  }
}

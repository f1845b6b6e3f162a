package carnet.server.demo;

import carnet.journal.EntryId;
import carnet.record.PatientId;
import carnet.record.Practice;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.server.practice.House;
import carnet.vault.Departure;
import carnet.vault.Enrolment;
import carnet.vault.Invitations;
import carnet.vault.MemberId;
import carnet.vault.PracticeProfile;
import carnet.vault.Role;
import carnet.vault.Session;
import com.nimbusds.jose.jwk.ECKey;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the invented practice in an empty house, by the same doors as a real one: founded, members invited and in, every
 * resource written in its author's session.
 */
final class Making {

  private static final long SEED = 1;

  private final House house;
  private final Map<String, MemberId> ids = new HashMap<>();
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final List<Account> accounts = new ArrayList<>();

  private Making(House house) {
    this.house = house;
  }

  static Accounts make(House house, int patients) {
    Making making = new Making(house);
    try {
      return making.run(patients);
    } finally {
      making.sessions.values().forEach(Session::close);
    }
  }

  private Accounts run(int patients) {
    LocalDateTime now = LocalDateTime.ofInstant(house.clock().now(), House.ZONE);
    FictionalPractice sketch = FictionalPractice.make(SEED, now, 0, key -> key);
    Member founder = sketch.members().getFirst();
    found(sketch, founder);
    for (Member each : sketch.members()) {
      if (!each.key().equals(founder.key())) {
        join(session(founder.key()), each);
      }
    }
    FictionalPractice practice =
        FictionalPractice.make(
            SEED,
            now,
            patients,
            key -> {
              MemberId id = ids.get(key);
              return id == null ? key : id.hex();
            });
    write(practice);
    for (Member each : sketch.members()) {
      if (each.leftOn() != null) {
        Departure.remove(session(founder.key()), id(each.key()), "left");
        accounts.removeIf(account -> account.key().equals(each.key()));
      }
    }
    return Accounts.of(house, accounts);
  }

  private void found(FictionalPractice sketch, Member founder) {
    Cabinet at = sketch.cabinet();
    ECKey device = Accounts.device();
    String passphrase = Accounts.passphrase(house.random());
    try (Enrolment person =
        Enrolment.of(person(founder, true), device(device), passphrase.toCharArray(), house.random())) {
      ids.put(founder.key(), person.member());
      house
          .found(
              new PracticeProfile(
                  at.name(),
                  at.address() + ", " + at.postalCode() + " " + at.town(),
                  at.phone(),
                  at.email()),
              person,
              house.settings().replicaName())
          .close();
      in(Accounts.account(founder, person, passphrase, device));
    }
  }

  private void join(Session by, Member member) {
    boolean steward = member.profession().equals("secretary");
    Invitations.Invited invited = Invitations.invite(by, person(member, steward));
    ECKey device = Accounts.device();
    String passphrase = Accounts.passphrase(house.random());
    try (Enrolment person =
        Invitations.begin(house.vault(), invited.code(), device(device), passphrase.toCharArray())
            .orElseThrow()) {
      ids.put(member.key(), invited.member());
      Invitations.accept(house.vault(), invited.code(), person, house.settings().cost());
      Invitations.give(by);
      in(Accounts.account(member, person, passphrase, device));
    }
  }

  private void in(Account account) {
    accounts.add(account);
    sessions.put(account.key(), account.signIn(house.unlock(), house.clock().now()));
  }

  private void write(FictionalPractice practice) {
    Map<ResourceKey, List<EntryId>> versions = new HashMap<>();
    for (Written each : practice.written()) {
      Session by = session(each.member());
      List<Practice.Write> writes = new ArrayList<>();
      for (ObjectNode tree : each.resources()) {
        ResourceKey key =
            new ResourceKey(tree.path("resourceType").asString(), tree.path("id").asString());
        writes.add(
            Practice.Write.next(Resource.of(key, tree), versions.getOrDefault(key, List.of())));
      }
      List<Practice.Written> written =
          each.patient().isEmpty()
              ? house.practice().writeForPractice(by, writes)
              : house
                  .practice()
                  .write(by, PatientId.of(each.patient()).orElseThrow(), writes);
      Map<ResourceKey, List<EntryId>> now = new HashMap<>();
      for (Practice.Written one : written) {
        now.computeIfAbsent(one.key(), _ -> new ArrayList<>()).add(one.version());
      }
      versions.putAll(now);
    }
  }

  private Session session(String key) {
    Session session = sessions.get(key);
    if (session == null) {
      throw new IllegalStateException("no session of " + key);
    }
    return session;
  }

  private MemberId id(String key) {
    MemberId id = ids.get(key);
    if (id == null) {
      throw new IllegalStateException("no member " + key);
    }
    return id;
  }

  private static Enrolment.Device device(ECKey key) {
    try {
      return new Enrolment.Device(key.computeThumbprint().toString(), "Poste de la démonstration");
    } catch (com.nimbusds.jose.JOSEException impossible) {
      throw new IllegalStateException("no thumbprint of a P-256 key", impossible);
    }
  }

  private static Enrolment.Person person(Member member, boolean steward) {
    return new Enrolment.Person(
        member.family(),
        member.given(),
        member.rpps().isEmpty() ? null : member.rpps(),
        Role.of(member.role()),
        member.profession(),
        steward,
        member.login());
  }
}

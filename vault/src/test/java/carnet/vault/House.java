package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Committer;
import carnet.journal.EntryId;
import carnet.journal.EntryStore;
import carnet.journal.Payload;
import carnet.journal.sqlite.SqliteStore;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small practice on one replica, for tests: real store, real keys, a clock that tests drive. */
final class House implements AutoCloseable {

  static final String PASSPHRASE = "une phrase assez longue";

  final DrivenClock clock = new DrivenClock();
  final SecureRandom random = new SecureRandom();
  final EntryStore store;
  final Committer committer;
  final Custody custody;
  final Founding.Founded founded;
  final Vault vault;
  final Unlock unlock;
  final Map<String, Secret> seeds = new HashMap<>();

  /** Time that only a test moves. */
  static final class DrivenClock extends Clock {
    private Instant now = Instant.parse("2026-11-24T09:00:00Z");

    void pass(Duration more) {
      now = now.plus(more);
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

  House(Path directory) {
    store = SqliteStore.open(directory.resolve("journal.db"));
    committer = new Committer(store);
    custody = Custody.open(directory.resolve("keys"), random);
    Enrolment founder = person("moreau", Role.CLINICIAN, "gp", true);
    founded =
        Founding.found(
            new Founding.Place(
                custody, store, committer, new HybridClock(clock), "hôte", List.of()),
            new PracticeProfile("Cabinet des Tilleuls", "", "", ""),
            founder,
            Passphrase.FLOOR);
    keep("moreau", founder);
    vault = founded.vault();
    unlock = new Unlock(vault);
  }

  private Enrolment person(String login, Role role, String profession, boolean steward) {
    return Enrolment.of(
        new Enrolment.Person(login, "Camille", null, role, profession, steward, login),
        new Enrolment.Device("device-of-" + login, "poste"),
        PASSPHRASE.toCharArray(),
        random);
  }

  private void keep(String login, Enrolment enrolled) {
    seeds.put(login, Secret.owning(enrolled.totpSeed()));
  }

  /** Invites and accepts; her keys come with the next session of a holder. */
  MemberId join(Session by, String login, Role role, String profession, boolean steward) {
    Invitations.Invited invited =
        Invitations.invite(
            by, new Enrolment.Person(login, "Dominique", null, role, profession, steward, login));
    Enrolment enrolment =
        Invitations.begin(
                vault,
                invited.code(),
                new Enrolment.Device("device-of-" + login, "poste"),
                PASSPHRASE.toCharArray())
            .orElseThrow();
    keep(login, enrolment);
    Invitations.accept(vault, invited.code(), enrolment, Passphrase.FLOOR);
    return invited.member();
  }

  String code(String login) {
    clock.pass(Totp.STEP);
    Secret seed = seeds.get(login);
    if (seed == null) {
      throw new IllegalArgumentException(login);
    }
    return Totp.code(seed, clock.instant());
  }

  Access.From from(String login) {
    return new Access.From("device-of-" + login, "loopback", "session-of-" + login);
  }

  Unlock.Answer signIn(String login) {
    return unlock.byPassphrase(login, PASSPHRASE.toCharArray(), code(login), from(login));
  }

  Session session(String login) {
    if (signIn(login) instanceof Unlock.Answer.Welcome(Session session)) {
      return session;
    }
    throw new AssertionError(login + " was refused");
  }

  /** Any two sessions of people in charge: so that what is owed is paid. */
  Bytes patient() {
    return Enrolment.fresh(random);
  }

  void write(Session by, Bytes patient, Compartment into, String text) {
    by.append(List.of(by.seal(payload(by, text), into, by.patient(patient))));
  }

  static Payload payload(Session by, String text) {
    return new Payload(
        new Payload.Header(
            "put",
            by.member().id().hex(),
            Vault.PRODUCT,
            List.of(),
            List.of(),
            "Observation",
            "1",
            "application/fhir+json",
            Map.of()),
        Bytes.utf8(text),
        List.of());
  }

  /** An act of the keyring as on another replica: it knows what the heads name, and no more. */
  EntryId act(Session by, String op, Object act, Set<EntryId> heads) {
    return append(signed(by, op, act, heads));
  }

  Payload signed(Session by, String op, Object act, Set<EntryId> heads) {
    return new Payload(KeyringFold.header(op, by.member().id(), heads), Acts.write(act), List.of())
        .signedBy(vault.practice(), by.member().id().signer(), by.keys().signing());
  }

  EntryId append(Payload act) {
    return vault.append(vault.keyringDraft(act)).entry();
  }

  List<String> read(Session by, Bytes patient, Compartment... classes) {
    return switch (by.open(Access.chart(by.patient(patient), Set.of(classes)))) {
      case Opening.Granted<ChartKeys>(Traced<ChartKeys> keys) ->
          keys.value().read().map(each -> each.payload().content().string()).toList();
      case Opening.StepUp<ChartKeys> stepUp -> throw new AssertionError("step-up");
      case Opening.Refused<ChartKeys> refused -> throw new AssertionError("refused");
    };
  }

  @Override
  public void close() {
    committer.close();
    store.close();
  }
}

package carnet.bench;

import carnet.journal.Bytes;
import carnet.journal.Committer;
import carnet.journal.Draft;
import carnet.journal.EntryStore;
import carnet.journal.Log;
import carnet.journal.Payload;
import carnet.journal.sqlite.SqliteStore;
import carnet.record.MalformedResource;
import carnet.record.PatientId;
import carnet.record.Practice;
import carnet.record.Resource;
import carnet.record.chart.Chart;
import carnet.vault.Access;
import carnet.vault.Compartment;
import carnet.vault.Custody;
import carnet.vault.Enrolment;
import carnet.vault.Founding;
import carnet.vault.HybridClock;
import carnet.vault.Opening;
import carnet.vault.PracticeProfile;
import carnet.vault.Role;
import carnet.vault.Session;
import carnet.vault.Unlock;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * What a clinician waits for, on this machine, in this run: a chart of 200 entries opened with its
 * durable trace, and appends beside raw SQLite inserts of the same bytes.
 *
 * <p>Numbers only: it asserts nothing, and a busy machine says so by its p99.
 */
public final class Bench {
  private static final int CHART = 200;
  private static final int OTHERS = 50;
  private static final int OPENINGS = 300;
  private static final int APPENDS = 1000;
  private static final int WRITERS = 8;
  private static final int WARM = 100;

  private final SecureRandom random = new SecureRandom();
  private final Path folder;

  private Bench(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder =
        Files.createTempDirectory(
            Path.of(System.getProperty("bench.folder", "trials/bench/target")), "bench-");
    try {
      new Bench(folder).run();
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private void run() throws IOException, SQLException, MalformedResource, InterruptedException {
    say(
        "%d cores, %s, Java %s, files on %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        Runtime.version(),
        Files.getFileStore(folder));
    try (EntryStore store = SqliteStore.open(folder.resolve("journal.db"));
        Committer committer = new Committer(store)) {
      Enrolment founder =
          Enrolment.of(
              new Enrolment.Person("Moreau", "Camille", null, Role.CLINICIAN, "gp", true, "moreau"),
              new Enrolment.Device("device", "bench"),
              "une phrase assez longue".toCharArray(),
              random);
      Secret seed = Secret.owning(founder.totpSeed());
      Founding.Founded founded =
          Founding.found(
              new Founding.Place(
                  Custody.open(folder.resolve("keys"), random),
                  store,
                  committer,
                  new HybridClock(Clock.systemUTC()),
                  "bench",
                  List.of()),
              new PracticeProfile("Bench", "", "", ""),
              founder,
              Passphrase.FLOOR);
      Unlock.Answer answer =
          new Unlock(founded.vault())
              .byPassphrase(
                  "moreau",
                  "une phrase assez longue".toCharArray(),
                  Totp.code(seed, Clock.systemUTC().instant()),
                  new Access.From("device", "loopback", "bench"));
      if (!(answer instanceof Unlock.Answer.Welcome(Session session))) {
        throw new IllegalStateException("the bench was refused: " + answer);
      }
      try (session) {
        charts(new Practice(founded.vault(), ZoneId.of("Europe/Paris")), session);
        appends(founded.log(), session);
      }
    }
  }

  private void charts(Practice practice, Session session) throws MalformedResource {
    List<PatientId> patients = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      patients.add(patient(practice, session, CHART));
    }
    Times opened = new Times(OPENINGS);
    Times traced = new Times(OPENINGS);
    int resources = 0;
    for (int i = -WARM; i < OPENINGS; i++) {
      PatientId one = patients.get(random.nextInt(patients.size()));
      long start = System.nanoTime();
      int found =
          switch (practice.chart(session, one, Map.of())) {
            case Opening.Granted<Chart>(var shown) -> shown.value().current().size();
            case Opening.StepUp<Chart> _ -> throw new IllegalStateException("step-up");
            case Opening.Refused<Chart> _ -> throw new IllegalStateException("refused");
          };
      long end = System.nanoTime();
      PatientId nobody = new PatientId(id());
      practice.chart(session, nobody, Map.of());
      long empty = System.nanoTime() - end;
      if (i >= 0) {
        opened.add(end - start);
        traced.add(empty);
        resources = found;
      }
    }
    say(
        "chart of %d entries (%d resources), one of %d, trace durable before",
        CHART, resources, OTHERS);
    say("  opened and folded              %s", opened.told());
    say("  of which an empty chart        %s   (the trace, judged and synced)", traced.told());
  }

  private PatientId patient(Practice practice, Session session, int entries)
      throws MalformedResource {
    PatientId patient = new PatientId(id());
    List<Practice.Write> writes = new ArrayList<>();
    writes.add(
        write(
            "{\"resourceType\":\"Patient\",\"id\":\""
                + patient.hex()
                + "\",\"name\":[{\"family\":\""
                + id()
                + "\"}]}"));
    while (writes.size() < entries) {
      writes.add(write(observation(patient)));
    }
    practice.write(session, patient, writes);
    return patient;
  }

  private String observation(PatientId patient) {
    return "{\"resourceType\":\"Observation\",\"id\":\""
        + id()
        + "\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8867-4\","
        + "\"display\":\"Fréquence cardiaque\"}]},\"subject\":{\"reference\":\"Patient/"
        + patient.hex()
        + "\"},\"effectiveDateTime\":\"2026-11-24T09:00:00+01:00\",\"valueQuantity\":{\"value\":"
        + (50 + random.nextInt(60))
        + ",\"unit\":\"/min\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"/min\"}}";
  }

  private static Practice.Write write(String json) throws MalformedResource {
    return Practice.Write.fresh(Resource.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Turn by turn, so that a slow minute of the disk is everybody's. */
  private void appends(Log log, Session session) throws SQLException, InterruptedException {
    List<Draft> drafts = new ArrayList<>();
    PatientId patient = new PatientId(id());
    for (int i = 0; i < 2 * (APPENDS + WARM); i++) {
      drafts.add(sealed(session, patient));
    }
    Times journal = new Times(APPENDS);
    Times raw = new Times(APPENDS);
    try (RawSqlite sqlite = new RawSqlite(folder.resolve("raw.db"))) {
      for (int i = -WARM; i < APPENDS; i++) {
        Draft draft = drafts.get(i + WARM);
        long start = System.nanoTime();
        log.append(draft);
        long middle = System.nanoTime();
        sqlite.append(draft);
        long end = System.nanoTime();
        if (i >= 0) {
          journal.add(middle - start);
          raw.add(end - middle);
        }
      }
    }
    Draft one = drafts.getFirst();
    say("appends of %d bytes, each durable alone", one.label().size() + one.body().size());
    say("  journal (hashed, tagged)       %s", journal.told());
    say("  raw SQLite, one table          %s", raw.told());
    Times sealing = new Times(APPENDS);
    for (int i = 0; i < APPENDS; i++) {
      long start = System.nanoTime();
      drafts.add(sealed(session, patient));
      sealing.add(System.nanoTime() - start);
    }
    say("  sealing, without the append    %s", sealing.told());
    together(log, drafts.subList(APPENDS + WARM, 2 * APPENDS + WARM));
  }

  private void together(Log log, List<Draft> drafts) throws InterruptedException {
    List<Times> times = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(WRITERS);
    int each = drafts.size() / WRITERS;
    long start = System.nanoTime();
    for (int writer = 0; writer < WRITERS; writer++) {
      List<Draft> own = drafts.subList(writer * each, (writer + 1) * each);
      Times mine = new Times(each);
      times.add(mine);
      Thread.ofVirtual()
          .start(() -> {
            for (Draft draft : own) {
              long from = System.nanoTime();
              log.append(draft);
              mine.add(System.nanoTime() - from);
            }
            done.countDown();
          });
    }
    done.await();
    double seconds = (System.nanoTime() - start) / 1e9;
    say(
        "appends by %d at once: %.0f a second in all; the first of them",
        WRITERS, WRITERS * each / seconds);
    say("  journal (group commit)         %s", times.getFirst().told());
  }

  private Draft sealed(Session session, PatientId patient) {
    Bytes content = Bytes.utf8(observation(patient));
    Payload payload =
        new Payload(
            new Payload.Header(
                "put",
                session.member().id().hex(),
                "carnet/bench",
                List.of(),
                List.of(),
                "Observation",
                id(),
                "application/fhir+json",
                Map.of()),
            content,
            List.of());
    return session.seal(
        payload, Compartment.HISTORY, session.patient(Bytes.fromHex(patient.hex())));
  }

  private String id() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}

package carnet.server.incident;

import carnet.journal.LogId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.authority.Certificate;
import carnet.record.PatientId;
import carnet.record.directory.Hit;
import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.server.search.PatientRow;
import carnet.vault.Compartment;
import carnet.vault.MemberId;
import carnet.vault.Opening;
import carnet.vault.Session;
import carnet.vault.Subject;
import carnet.vault.Traces.Trace;
import carnet.vault.Verdict;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Between two instants, whom an account was shown: from its traces, which were durable before
 * anything was shown. Given accesses make the list; refused ones are told apart.
 *
 * <p>For a steward or the security delegate; itself traced, naming everyone it names.
 */
@Component
public final class Incidents {

  private static final int KEPT = 100;

  /** As far as two clocks that are right may differ. */
  private static final Duration CLOCKS_AGREE = Duration.ofMinutes(5);

  private final House house;
  private final Map<String, Asked> asked = new LinkedHashMap<>();

  Incidents(House house) {
    this.house = house;
  }

  /** Whose account, and between which instants, both included. */
  record Asked(MemberId member, Instant from, Instant to) {}

  /**
   * @param classesRead what was opened of the chart; a name alone that was seen is identity
   * @param refused accesses that were asked and not given
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      PatientRow patient,
      List<String> classesRead,
      int seen,
      int printed,
      int exported,
      int refused,
      Instant first,
      Instant last) {}

  /** A signed checkpoint that covers the traces of one writer. */
  record Covered(String writer, long size, String root) {}

  record Incident(String id, List<Row> rows, List<Covered> checkpoints, List<String> mayHaveMore) {}

  /** The traces behind a list, for the proofs. */
  record Evidence(Asked asked, Incident incident, List<Trace> traces) {}

  private static final class Count {
    final Set<String> classes = new TreeSet<>();
    int seen;
    int printed;
    int exported;
    int refused;
    @Nullable Instant first;
    @Nullable Instant last;

    void take(Trace trace) {
      first = first == null ? trace.at() : first;
      last = trace.at();
      if (trace.decision() != Verdict.Decision.ALLOW) {
        refused++;
        return;
      }
      switch (trace.kind()) {
        case "print" -> printed++;
        case "export", "export.chart" -> exported++;
        default -> seen++;
      }
      trace.classes().stream().map(Compartment::wire).forEach(classes::add);
    }
  }

  void require(Session by) {
    boolean mayAsk = by.held().contains(Compartment.AUDIT) || by.member().steward();
    if (!mayAsk) {
      throw Problem.of(
          "not-yours",
          HttpStatus.FORBIDDEN,
          "La liste d’un incident se fait par un responsable ou par le délégué à la sécurité.",
          "The list of an incident is made by a steward or the security delegate.");
    }
  }

  Opening<Evidence> make(Session by, Asked of) {
    byte[] random = new byte[16];
    house.random().nextBytes(random);
    String id = HexFormat.of().formatHex(random);
    synchronized (asked) {
      asked.put(id, of);
      if (asked.size() > KEPT) {
        asked.remove(asked.keySet().iterator().next());
      }
    }
    return make(by, id, of);
  }

  /** The same list again, with what has arrived since. */
  Opening<Evidence> again(Session by, String id) {
    Asked of;
    synchronized (asked) {
      of = asked.get(id);
    }
    if (of == null) {
      throw Problem.notFound();
    }
    return make(by, id, of);
  }

  private Opening<Evidence> make(Session by, String id, Asked of) {
    require(by);
    List<Trace> traces;
    try (var all = house.vault().traces().by(of.member())) {
      traces =
          all.filter(each -> !each.subjects().isEmpty())
              .filter(each -> !each.kind().equals("import.chart")) // shows nothing to anybody
              .filter(each -> mayBeIn(of, each.at()))
              .sorted(Comparator.comparing(Trace::at))
              .toList();
    }
    Map<Subject, Count> counts = new LinkedHashMap<>();
    for (Trace each : traces) {
      each.subjects()
          .forEach(subject -> counts.computeIfAbsent(subject, _ -> new Count()).take(each));
    }
    Map<Subject, Hit> names = house.practice().bySubject(by);
    List<Row> rows = new ArrayList<>();
    Subject herself = by.ofMember(of.member());
    counts.forEach((subject, count) -> {
      if (!subject.equals(herself)) { // A list without a patient stands under its reader.
        rows.add(row(subject, Optional.ofNullable(names.get(subject)), count));
      }
    });
    Incident incident = new Incident(id, rows, covered(), mayHaveMore(of.to()));
    return house
        .practice()
        .disclose(
            by,
            "export",
            Map.of("what", "incident", "member", of.member().hex()),
            rows,
            row -> PatientId.of(row.patient().id()))
        .map(shown -> new Evidence(of, incident, traces));
  }

  /**
   * What is dated later than now was written under a clock that runs ahead: when, nobody can tell,
   * so it is in every list.
   */
  private boolean mayBeIn(Asked of, Instant at) {
    boolean within = !at.isBefore(of.from()) && !at.isAfter(of.to());
    return within || at.isAfter(latest());
  }

  private Instant latest() {
    return house.clock().now().plus(CLOCKS_AGREE);
  }

  private static Row row(Subject subject, Optional<Hit> name, Count count) {
    PatientRow patient =
        name.map(PatientRow::of)
            .orElse(
                new PatientRow(
                    "subject-" + subject.hex().substring(0, 16),
                    "(dossier inconnu ici)",
                    null,
                    "",
                    "",
                    "unknown",
                    null,
                    null,
                    new PatientRow.Ins(null, ""),
                    null));
    Instant first = count.first == null ? Instant.EPOCH : count.first;
    Instant last = count.last == null ? first : count.last;
    return new Row(
        patient,
        List.copyOf(count.classes),
        count.seen,
        count.printed,
        count.exported,
        count.refused,
        first,
        last);
  }

  private List<Covered> covered() {
    house.log().checkpoint();
    List<Covered> covered = new ArrayList<>();
    house
        .store()
        .heads(house.vault().practice())
        .forEach((log, head) ->
            checkpoint(log)
                .ifPresent(signed ->
                    covered.add(
                        new Covered(
                            name(log),
                            signed.checkpoint().size(),
                            signed.checkpoint().root().hex()))));
    return covered;
  }

  /** The newest signed checkpoint of a log that is here. */
  Optional<SignedCheckpoint> checkpoint(LogId log) {
    return house.store().checkpoints(log).stream().findFirst();
  }

  /** Writers whose log here ends before the list does, and that were not closed by then. */
  private List<String> mayHaveMore(Instant to) {
    Instant needed = to.isBefore(house.clock().now()) ? to : house.clock().now();
    List<String> open = new ArrayList<>();
    for (Certificate each : house.roster().writers().values()) {
      LogId log = new LogId(house.vault().practice(), each.writer());
      boolean own = log.equals(house.log().id());
      boolean complete =
          own
              || house.roster().closed(each.writer())
              || house
                  .vault()
                  .heardUpTo(log)
                  .filter(at -> !at.isBefore(needed) && !at.isAfter(latest()))
                  .isPresent();
      if (!complete) {
        open.add(name(log));
      }
    }
    return open;
  }

  private String name(LogId log) {
    return house
        .roster()
        .writer(log.writer())
        .flatMap(each -> Optional.ofNullable(house.roster().replicas().get(each.replica())))
        .map(each -> each.name() + " (" + log.writer().hex().substring(0, 8) + ")")
        .orElse(log.writer().hex());
  }
}

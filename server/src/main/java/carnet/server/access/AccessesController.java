package carnet.server.access;

import carnet.record.PatientId;
import carnet.sentinel.Kind;
import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.practice.House;
import carnet.server.practice.Named;
import carnet.server.unlock.SignedIn;
import carnet.vault.Compartment;
import carnet.vault.Devices;
import carnet.vault.Door;
import carnet.vault.Session;
import carnet.vault.Subject;
import carnet.vault.Traced;
import carnet.vault.Traces.Trace;
import carnet.vault.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/patients/{id}/accesses}: who was shown this patient, when, and why; itself
 * traced.
 */
@RestController
final class AccessesController {

  private final House house;

  AccessesController(House house) {
    this.house = house;
  }

  record Why(String code, String text) {}

  record Row(
      Instant at,
      Named member,
      String device,
      String kind,
      List<String> classes,
      Why explanation,
      boolean refused,
      boolean unexplained) {}

  record Accesses(List<Row> rows) {}

  @GetMapping("/api/patients/{id}/accesses")
  Traced<Accesses> of(SignedIn who, @PathVariable String id) {
    Session by = who.session();
    boolean mayAsk =
        by.held().contains(Compartment.HISTORY) || by.held().contains(Compartment.AUDIT);
    if (!mayAsk) {
      throw Problem.of(
          "not-yours",
          HttpStatus.FORBIDDEN,
          "Les accès se lisent par un soignant ou par le délégué à la sécurité.",
          "Accesses are read by a clinician or by the security delegate.");
    }
    PatientId patient = PatientId.of(id).orElseThrow(Problem::notFound);
    if (house.practice().known(by, patient).isEmpty()) {
      throw Problem.notFound();
    }
    Subject subject = house.practice().subject(by, patient);
    return Problems.granted(
            house
                .practice()
                .disclose(
                    by, "names.shown", Map.of("what", "accesses"), List.of(patient), Optional::of))
        .map(shown -> new Accesses(rows(subject, labels(by))));
  }

  /** Her own devices by name; those of others are sealed to them. */
  private static Map<String, String> labels(Session by) {
    Map<String, String> labels = new HashMap<>();
    for (Devices.Listed each : Devices.of(by)) {
      if (each.is() instanceof Door.Device device) {
        labels.put(device.thumbprint(), device.label());
      }
    }
    return labels;
  }

  private List<Row> rows(Subject subject, Map<String, String> labels) {
    List<Row> rows = new ArrayList<>();
    try (var traces = house.vault().traces().about(subject)) {
      traces
          .sorted(Comparator.comparing(Trace::at).reversed())
          .forEach(each -> rows.add(row(each, subject, labels)));
    }
    return rows;
  }

  private Row row(Trace trace, Subject subject, Map<String, String> labels) {
    boolean refused = trace.decision() != Verdict.Decision.ALLOW;
    Why why = why(trace, subject);
    boolean chart = SentinelGate.isKnown(trace.kind()) && !trace.kind().equals(Kind.EXPORT.wire());
    return new Row(
        trace.at(),
        Named.of(house, trace.member()),
        labels.getOrDefault(trace.device(), shortened(trace.device())),
        trace.kind(),
        trace.classes().stream().sorted().map(Compartment::wire).toList(),
        why,
        refused,
        chart && why.code().equals("none"));
  }

  /** Enough of a key's thumbprint to tell two devices apart. */
  private static String shortened(String thumbprint) {
    return thumbprint.length() > 12 ? "appareil " + thumbprint.substring(0, 6) : thumbprint;
  }

  /** Why it was expected, in words; of a list of names, whether this one was. */
  private static Why why(Trace trace, Subject subject) {
    String code = String.valueOf(trace.explanation().getOrDefault("code", "none"));
    if (code.equals("names")) {
      boolean stranger =
          trace.explanation().get("unexplained") instanceof List<?> which
              && which.stream()
                  .anyMatch(each ->
                      each instanceof Number at
                          && at.intValue() == trace.subjects().indexOf(subject));
      return stranger
          ? new Why("none", "aucune explication connue")
          : new Why("names", "patient connu de ce compte ou de l’agenda");
    }
    Object text = trace.explanation().get("text");
    return new Why(
        code,
        switch (code) {
          case "import.chart" -> "import de dossiers";
          case "export.chart" -> "export du cabinet";
          case "none" -> "aucune explication connue";
          default -> text == null ? code : String.valueOf(text);
        });
  }
}

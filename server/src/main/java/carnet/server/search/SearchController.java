package carnet.server.search;

import carnet.record.PatientId;
import carnet.record.Practice;
import carnet.record.directory.Hit;
import carnet.record.directory.Query;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.access.SentinelGate;
import carnet.server.unlock.SignedIn;
import carnet.vault.Session;
import carnet.vault.Subject;
import carnet.vault.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/search} and {@code POST /api/patients}: names never stand in an address. */
@RestController
final class SearchController {

  /** More hits than this are a broad search: of those whom nothing ties, few are shown. */
  private static final int BROAD = 4;

  private static final int STRANGERS = 2;

  private final SentinelGate gate;

  SearchController(SentinelGate gate) {
    this.gate = gate;
  }

  record Asked(@Nullable String text) {}

  record Found(List<PatientRow> hits, boolean more) {}

  @PostMapping("/api/search")
  Traced<Found> search(SignedIn who, @RequestBody Asked asked) {
    Query query =
        Query.parse(Fields.text(asked.text(), "/text"))
            .orElseThrow(() ->
                Problem.invalid(
                    "/text", "Tapez au moins deux caractères.", "Type two characters at least."));
    Session by = who.session();
    Practice practice = who.house().practice();
    return Problems.granted(practice.search(by, query, hits -> narrowed(practice, by, hits)))
        .map(hits ->
            new Found(
                hits.hits().stream().map(hit -> row(practice, by, hit)).toList(), hits.more()));
  }

  private static PatientRow row(Practice practice, Session by, Hit hit) {
    return PatientRow.of(hit, practice.agenda(by).lastSeen(hit.patient()));
  }

  private List<Hit> narrowed(Practice practice, Session by, List<Hit> hits) {
    if (hits.size() <= BROAD) {
      return hits;
    }
    List<Subject> subjects =
        hits.stream().map(hit -> practice.subject(by, PatientId.of(hit.patient()))).toList();
    Set<Subject> strangers = gate.strangers(by, subjects);
    List<Hit> shown = new ArrayList<>();
    int unknown = 0;
    for (int i = 0; i < hits.size(); i++) {
      if (!strangers.contains(subjects.get(i)) || unknown++ < STRANGERS) {
        shown.add(hits.get(i));
      }
    }
    return shown;
  }

  @PostMapping("/api/patients")
  @ResponseStatus(HttpStatus.CREATED)
  PatientRow create(SignedIn who, @RequestBody NewPatient patient) {
    return NewPatients.create(who.house(), who.session(), patient);
  }
}

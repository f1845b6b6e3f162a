package carnet.server.incident;

import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.incident.Incidents.Asked;
import carnet.server.incident.Incidents.Incident;
import carnet.server.unlock.SignedIn;
import carnet.vault.MemberId;
import carnet.vault.Session;
import carnet.vault.Traced;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/incidents}. */
@RestController
final class IncidentController {

  private final Incidents incidents;
  private final IncidentPapers papers;

  IncidentController(Incidents incidents, IncidentPapers papers) {
    this.incidents = incidents;
    this.papers = papers;
  }

  record Question(@Nullable String member, @Nullable String from, @Nullable String to) {}

  @PostMapping("/api/incidents")
  Traced<Incident> make(SignedIn who, @RequestBody Question question) {
    Session by = who.session();
    incidents.require(by);
    MemberId member = MemberId.fromHex(Fields.id(question.member(), "/member"));
    if (who.house().vault().keyring().member(member).isEmpty()) {
      throw Problem.invalid("/member", "Ce membre n’existe pas.", "No such member.");
    }
    Instant from = instant(question.from(), "/from");
    Instant to = instant(question.to(), "/to");
    if (to.isBefore(from)) {
      throw Problem.invalid("/to", "La fin précède le début.", "The end precedes the start.");
    }
    return Problems.granted(incidents.make(by, new Asked(member, from, to)))
        .map(Incidents.Evidence::incident);
  }

  @GetMapping("/api/incidents/{id}.csv")
  ResponseEntity<byte[]> csv(SignedIn who, @PathVariable String id) {
    return file(
        new MediaType("text", "csv", java.nio.charset.StandardCharsets.UTF_8),
        papers.csv(Problems.granted(incidents.again(who.session(), id)).value()));
  }

  @GetMapping("/api/incidents/{id}.json")
  ResponseEntity<byte[]> json(SignedIn who, @PathVariable String id) {
    return file(
        MediaType.APPLICATION_JSON,
        papers.json(Problems.granted(incidents.again(who.session(), id)).value()));
  }

  private static ResponseEntity<byte[]> file(MediaType type, byte[] bytes) {
    return ResponseEntity.ok().contentType(type).cacheControl(CacheControl.noStore()).body(bytes);
  }

  private static Instant instant(@Nullable String text, String pointer) {
    try {
      return OffsetDateTime.parse(Fields.text(text, pointer)).toInstant();
    } catch (DateTimeException wrong) {
      throw Problem.invalid(pointer, "Un instant RFC 3339.", "An RFC 3339 instant.");
    }
  }
}

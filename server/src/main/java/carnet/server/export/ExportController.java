package carnet.server.export;

import carnet.journal.EntryId;
import carnet.record.Json;
import carnet.record.PatientId;
import carnet.record.chart.BundleWriter;
import carnet.record.chart.Held;
import carnet.record.directory.Hit;
import carnet.server.Fields;
import carnet.server.Problems;
import carnet.server.practice.House;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SignedIn;
import carnet.vault.Compartment;
import carnet.vault.Opening;
import carnet.vault.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/export}: every resource that this session holds a key for, one a line; of each
 * patient the Patient first, and what concerns nobody last.
 *
 * <p>Only where it was asked for and granted ({@link Granted}). A fresh code all the same: for a
 * day the session alone would do, and a desk is left open. One trace that names every patient,
 * judged as a whole, before the first line; then each chart against a trace of its own, judged
 * again: a refusal or a measure that comes meanwhile ends the export. Its last line is then an
 * OperationOutcome that says why.
 */
@RestController
final class ExportController {

  private final House house;
  private final Entrance entrance;

  ExportController(House house, Entrance entrance) {
    this.house = house;
    this.entrance = entrance;
  }

  /**
   * @param from the patient to go on with, for an export that was stopped
   */
  record Asked(@Nullable String code, @Nullable String from) {}

  @PostMapping("/api/export")
  void export(
      SignedIn who,
      @RequestBody Asked asked,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse answer)
      throws IOException {
    Session by = who.session();
    String from = asked.from() == null ? "" : Fields.id(asked.from(), "/from");
    carnet.server.chart.Held.require(by, Compartment.HISTORY);
    EntryId granted = Granted.request(house, by).id();
    entrance.confirm(who, Fields.text(asked.code(), "/code"), caller);
    List<Hit> everyone =
        house.practice().bySubject(by).values().stream()
            .filter(each -> each.patient().id().compareTo(from) >= 0)
            .sorted(Comparator.comparing(Hit::patient))
            .toList();
    var shown =
        Problems.granted(
            house
                .practice()
                .disclose(
                    by,
                    "export",
                    Map.of("what", "practice", "count", everyone.size(), "request", granted.hex()),
                    everyone,
                    hit -> Optional.of(PatientId.of(hit.patient()))));
    String batch = shown.trace().entry().hex();
    answer.setContentType("application/fhir+ndjson");
    answer.setHeader("Cache-Control", "no-store");
    answer.setHeader("Carnet-Trace", batch);
    answer.setIntHeader("Carnet-Patients", everyone.size());
    OutputStream out = answer.getOutputStream();
    try {
      for (Hit each : shown.value()) {
        Granted.stillIs(by, granted);
        Optional<PatientId> patient = Optional.of(PatientId.of(each.patient()));
        write(out, house.practice().export(by, patient, Map.of("batch", batch)));
      }
      write(out, house.practice().export(by, Optional.empty(), Map.of("batch", batch)));
    } catch (RuntimeException stopped) {
      out.write(Json.MAPPER.writeValueAsBytes(outcome(Problems.body(stopped, request))));
      out.write('\n');
    }
    out.flush();
  }

  private static void write(OutputStream out, Opening<Stream<Held>> chart) throws IOException {
    for (Iterator<Held> each = Problems.granted(chart).value().iterator(); each.hasNext(); ) {
      out.write(oneLine(BundleWriter.resource(each.next())));
      out.write('\n');
    }
  }

  private static ObjectNode outcome(Map<String, Object> why) {
    ObjectNode outcome = Json.MAPPER.createObjectNode().put("resourceType", "OperationOutcome");
    ObjectNode issue = outcome.putArray("issue").addObject();
    issue.put("severity", "fatal").put("code", "suppressed");
    ObjectNode details = issue.putObject("details");
    ArrayNode coding = details.putArray("coding");
    coding
        .addObject()
        .put("system", "urn:carnet:problem")
        .put("code", String.valueOf(why.get("code")));
    if (why.get("reasons") instanceof List<?> reasons) {
      reasons.forEach(each -> coding.add(reason((Map<?, ?>) each)));
    }
    details.put("text", String.valueOf(why.get("detail")));
    return outcome;
  }

  private static ObjectNode reason(Map<?, ?> of) {
    return Json.MAPPER
        .createObjectNode()
        .put("system", "urn:carnet:reason")
        .put("code", String.valueOf(of.get("code")))
        .put("display", String.valueOf(of.get("text")));
  }

  /** A line break outside of a string is white space; inside one JSON has it escaped. */
  private static byte[] oneLine(byte[] json) {
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        json[i] = ' ';
      }
    }
    return json;
  }
}

package carnet.server.export;

import carnet.record.PatientId;
import carnet.record.Practice;
import carnet.record.chart.BundleWriter;
import carnet.record.chart.Chart;
import carnet.record.chart.Held;
import carnet.record.directory.Hit;
import carnet.server.Fields;
import carnet.server.Problems;
import carnet.server.containment.Confirmed;
import carnet.server.practice.House;
import carnet.server.unlock.SignedIn;
import carnet.vault.Compartment;
import carnet.vault.Opening;
import carnet.vault.Session;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/export}: every resource that this session holds a key for, one a line.
 *
 * <p>A fresh code; one trace that names every patient, judged as a whole, before the first line;
 * then each chart against a trace of its own.
 */
@RestController
final class ExportController {

  private final House house;

  ExportController(House house) {
    this.house = house;
  }

  record Asked(@Nullable String code, @Nullable String reason) {}

  @PostMapping("/api/export")
  void export(SignedIn who, @RequestBody Asked asked, HttpServletResponse answer)
      throws IOException {
    Session by = who.session();
    Fields.text(asked.reason(), "/reason");
    carnet.server.chart.Held.require(by, Compartment.HISTORY);
    Confirmed.by(house, by, asked.code());
    List<Hit> everyone =
        house.practice().bySubject(by).values().stream()
            .sorted(Comparator.comparing(Hit::patient))
            .toList();
    var shown =
        Problems.granted(
            house
                .practice()
                .disclose(
                    by,
                    "export",
                    Map.of("what", "practice", "count", everyone.size()),
                    everyone,
                    hit -> Optional.of(PatientId.of(hit.patient()))));
    String batch = shown.trace().entry().hex();
    answer.setContentType("application/fhir+ndjson");
    answer.setHeader("Cache-Control", "no-store");
    answer.setHeader("Carnet-Trace", batch);
    OutputStream out = answer.getOutputStream();
    for (Hit each : shown.value()) {
      Opening<Chart> chart =
          house
              .practice()
              .open(
                  by,
                  "export.chart",
                  PatientId.of(each.patient()),
                  Map.of("batch", batch),
                  Practice.OF_PATIENTS);
      for (Held held : Problems.granted(chart).value().current()) {
        out.write(oneLine(BundleWriter.resource(held)));
        out.write('\n');
      }
    }
    out.flush();
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

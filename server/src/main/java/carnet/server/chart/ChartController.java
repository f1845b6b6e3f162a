package carnet.server.chart;

import carnet.record.PatientId;
import carnet.record.chart.BundleWriter.Tag;
import carnet.record.chart.Chart;
import carnet.server.Problems;
import carnet.server.unlock.SignedIn;
import carnet.vault.Compartment;
import carnet.vault.Session;
import carnet.vault.Traced;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Opens a chart: the trace is durable before the first byte leaves. */
@RestController
final class ChartController {

  record Asked(@Nullable String reason) {}

  @PostMapping("/api/patients/{id}/chart")
  void open(
      SignedIn who,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Asked asked,
      HttpServletResponse answer)
      throws IOException {
    Session by = who.session();
    PatientId patient = Held.known(who.house().practice(), by, id);
    boolean reasoned = asked != null && asked.reason() != null && !asked.reason().isBlank();
    Traced<Chart> chart =
        Problems.granted(
            who.house()
                .practice()
                .chart(by, patient, reasoned ? Map.of("reason", true) : Map.of()));
    List<Tag> tags = new ArrayList<>();
    tags.add(new Tag("urn:carnet:trace", chart.trace().entry().hex()));
    by.held().stream()
        .sorted()
        .map(Compartment::wire)
        .forEach(clazz -> tags.add(new Tag("urn:carnet:holds", clazz)));
    answer.setContentType("application/fhir+json");
    answer.setCharacterEncoding("UTF-8");
    answer.setHeader("Cache-Control", "no-store");
    chart.value().toBundle(answer.getOutputStream(), tags);
  }
}

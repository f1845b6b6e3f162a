package carnet.server.intake;

import carnet.record.Json;
import carnet.server.Fields;
import carnet.server.Problems;
import carnet.server.chart.Held;
import carnet.server.unlock.SignedIn;
import carnet.vault.Compartment;
import carnet.vault.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/import?source=}: a stream in, lines of progress out, at last what was refused.
 *
 * <p>Once the first line is out the status is said. What stops it after that (a measure, a session
 * that ends) stands in the last line, with what was kept until then.
 */
@RestController
final class ImportController {

  private final Imports imports;

  ImportController(Imports imports) {
    this.imports = imports;
  }

  @PostMapping("/api/import")
  void bring(
      SignedIn who,
      @RequestParam @Nullable String source,
      InputStream body,
      HttpServletRequest request,
      HttpServletResponse answer)
      throws IOException {
    Session by = who.session();
    String named = Fields.text(source, "?source", 100);
    Held.require(by, Compartment.HISTORY);
    Held.require(by, Compartment.TREATMENT);
    Imports.Run run = imports.begin(by);
    answer.setContentType("application/x-ndjson");
    OutputStream out = answer.getOutputStream();
    try {
      line(
          out,
          run.bring(named.replace('\n', ' '), body, durable -> line(out, Map.of("read", durable))));
    } catch (RuntimeException stopped) {
      line(out, stopped(run.soFar(), Problems.body(stopped, request)));
    }
  }

  private static Map<String, Object> stopped(Imports.Done done, Map<String, Object> why) {
    Map<String, Object> last = new LinkedHashMap<>();
    last.put("stopped", why);
    last.put("kept", done.kept());
    last.put("same", done.same());
    last.put("refused", done.refused());
    return last;
  }

  private static void line(OutputStream out, Object value) throws IOException {
    out.write(Json.MAPPER.writeValueAsBytes(value));
    out.write('\n');
    out.flush();
  }
}

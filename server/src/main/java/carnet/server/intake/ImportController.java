package carnet.server.intake;

import carnet.record.Json;
import carnet.server.Fields;
import carnet.server.chart.Held;
import carnet.server.unlock.SignedIn;
import carnet.vault.Compartment;
import carnet.vault.Session;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/import?source=}: a stream in, lines of progress out, at last what was refused.
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
      HttpServletResponse answer)
      throws IOException {
    Session by = who.session();
    String named = Fields.text(source, "?source", 100);
    Held.require(by, Compartment.HISTORY);
    Held.require(by, Compartment.TREATMENT);
    answer.setContentType("application/x-ndjson");
    OutputStream out = answer.getOutputStream();
    Imports.Done done =
        imports.bring(by, named.replace('\n', ' '), body, kept -> line(out, Map.of("read", kept)));
    line(out, done);
  }

  private static void line(OutputStream out, Object value) throws IOException {
    out.write(Json.MAPPER.writeValueAsBytes(value));
    out.write('\n');
    out.flush();
  }
}

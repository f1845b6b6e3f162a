package carnet.server.export;

import carnet.server.Unusable;
import carnet.server.client.AtServer;
import carnet.server.client.Browser;
import carnet.server.client.Meter;
import carnet.server.client.Terminal;
import carnet.server.client.Visit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * {@code carnet export --to FILE --reason TEXT}: every resource that the member may read, one a
 * line, from a running server; once another member has accepted it. What is not whole yet lies in
 * {@code FILE.part}; begun again, it goes on there.
 */
@Command(
    name = "export",
    description = "Take the practice's records out as FHIR R4 NDJSON, from a running server.",
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The file to make: readable by anybody who has it, so keep it well.")
  private Path to = Path.of("");

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why the records leave.")
  private String reason = "";

  @Mixin private final AtServer server = new AtServer();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(to)) {
      throw new Unusable(Unusable.NO_ACCESS, "The file " + to + " is there already.");
    }
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    try (PartialExport part = PartialExport.of(to);
        Visit visit = server.signIn(terminal)) {
      new ExportRequest(visit, terminal).granted(reason);
      long patients = take(part, visit, terminal);
      part.become(to);
      spec.commandLine()
          .getOut()
          .printf("%s: %d resources of %d patients%n", to.getFileName(), part.lines(), patients);
    }
    return 0;
  }

  /** How many patients are in the file. */
  private long take(PartialExport part, Visit visit, Terminal terminal) throws IOException {
    HttpResponse<InputStream> answer =
        visit.stream(
            "/api/export",
            "application/json",
            BodyPublishers.ofString(Browser.JSON.writeValueAsString(asked(part, visit.code()))));
    Meter meter = new Meter(terminal, String.valueOf(to.getFileName()));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      long all = part.patients() + answer.headers().firstValueAsLong("Carnet-Patients").orElse(0);
      for (Optional<Line> next = next(lines); next.isPresent(); next = next(lines)) {
        Line line = next.get();
        if (isEnd(line.resource())) {
          throw ended(line.resource());
        }
        part.write(line.text(), line.resource());
        meter.at(Math.min(1, (double) part.patients() / Math.max(1, all)));
      }
    } finally {
      meter.end();
    }
    return part.patients();
  }

  private record Line(String text, JsonNode resource) {}

  /** Empty after the last. */
  private static Optional<Line> next(BufferedReader lines) {
    try {
      String text = lines.readLine();
      return Optional.ofNullable(text).map(line -> new Line(line, Browser.JSON.readTree(line)));
    } catch (IOException | JacksonException gone) {
      throw new Unusable(
          Unusable.NO_ANSWER,
          "The server stopped answering. Export to the same file again: it goes on where it was.");
    }
  }

  private Map<String, String> asked(PartialExport part, String code) {
    Map<String, String> asked = new HashMap<>(Map.of("code", code));
    part.from().ifPresent(patient -> asked.put("from", patient));
    return asked;
  }

  /** The server's own last line, where it had to stop: not a resource of the practice. */
  private static boolean isEnd(JsonNode resource) {
    return resource.path("resourceType").asString("").equals("OperationOutcome")
        && !resource.has("id");
  }

  private static Unusable ended(JsonNode outcome) {
    JsonNode details = outcome.path("issue").path(0).path("details");
    StringBuilder sentence =
        new StringBuilder("The export ended: " + details.path("text").asString());
    details
        .path("coding")
        .forEach(each -> sentence.append(' ').append(each.path("display").asString("")));
    return new Unusable(Unusable.REFUSED, sentence.toString().strip());
  }
}

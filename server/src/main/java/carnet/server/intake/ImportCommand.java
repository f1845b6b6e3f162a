package carnet.server.intake;

import carnet.server.Unusable;
import carnet.server.client.AtServer;
import carnet.server.client.Browser;
import carnet.server.client.Meter;
import carnet.server.client.Terminal;
import carnet.server.client.Visit;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code carnet import FILE… --from SOURCE}: through a running server, as a member. Exit 0 where
 * all was kept, 1 where something was refused. Stopped, it goes on by beginning again.
 */
@Command(
    name = "import",
    description = "Bring FHIR R4 bundles and NDJSON into the practice of a running server.",
    mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "FHIR R4 bundles or NDJSON.")
  private List<Path> files = List.of();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "SOURCE",
      description =
          "What the records come from, always called the same: two sources may both have a"
              + " Patient/1.")
  private String source = "";

  @Mixin private final AtServer server = new AtServer();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    for (Path file : files) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new Unusable(
            Unusable.NO_ACCESS, "The file " + file + " cannot be read; nothing was imported.");
      }
    }
    Terminal terminal = new Terminal(spec.commandLine().getErr());
    long refused = 0;
    try (Visit visit = server.signIn(terminal)) {
      for (Path file : files) {
        refused += bring(file, visit, terminal);
      }
    }
    return refused == 0 ? 0 : 1;
  }

  /** How many lines of it were refused. */
  private long bring(Path file, Visit visit, Terminal terminal) throws IOException {
    Meter meter = new Meter(terminal, String.valueOf(file.getFileName()));
    long size = Math.max(1, Files.size(file));
    String path = "/api/import?source=" + URLEncoder.encode(source, StandardCharsets.UTF_8);
    String type = "application/fhir+ndjson";
    long safe = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                visit.stream(
                        path,
                        type,
                        BodyPublishers.ofInputStream(
                            () -> counted(file, read -> meter.at((double) read / size))))
                    .body(),
                StandardCharsets.UTF_8))) {
      JsonNode last = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Browser.JSON.readTree(line);
        safe = last.path("read").asLong(safe);
      }
      meter.end();
      if (last == null || !last.has("refused")) {
        throw cut(file, safe);
      }
      return told(file, last);
    } catch (IOException gone) {
      meter.end();
      throw cut(file, safe);
    }
  }

  private long told(Path file, JsonNode last) {
    var out = spec.commandLine().getOut();
    out.printf(
        "%s: %d kept, %d there already, %d refused%n",
        file.getFileName(),
        last.path("kept").asLong(),
        last.path("same").asLong(),
        last.path("refused").size());
    last.path("refused")
        .forEach(each ->
            out.printf(
                "  %s %s %s%n",
                each.path("line").asString(),
                each.path("field").asString(""),
                each.path("reason").asString()));
    out.flush();
    if (last.has("stopped")) {
      throw Visit.refused(last.path("stopped"));
    }
    return last.path("refused").size();
  }

  private static Unusable cut(Path file, long safe) {
    return new Unusable(
        Unusable.NO_ANSWER,
        "The server stopped answering in the middle of "
            + file.getFileName()
            + (safe == 0 ? "" : ", after it had made " + safe + " resources safe")
            + ". Import the same file again: what is there is not written twice.");
  }

  private static InputStream counted(Path file, LongConsumer read) {
    try {
      return new FilterInputStream(Files.newInputStream(file)) {
        private long all;

        @Override
        public int read() throws IOException {
          throw new UnsupportedOperationException("read in blocks");
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
          int some = in.read(into, from, length);
          all += Math.max(0, some);
          read.accept(all);
          return some;
        }
      };
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}

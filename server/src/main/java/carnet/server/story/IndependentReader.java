package carnet.server.story;

import carnet.server.client.Browser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reader of {@code trials/}, which shares no code with the server, as a process: it opens the
 * folder copy with the kit and checks an incident's proofs.
 */
final class IndependentReader {

  private static final Pattern FOUND =
      Pattern.compile("Incident: (\\d+) proofs hold .*, (\\d+) traces have none, (\\d+) wrong");
  private static final int CANNOT_START = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path trials;

  private IndependentReader(Path trials) {
    this.trials = trials;
  }

  /** Where Node and {@code trials/} are beside this program, with the packages it needs. */
  static Optional<IndependentReader> found() {
    return Stream.concat(
            Stream.of(Path.of("")),
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .limit(1)
                .map(Path::of))
        .map(Path::toAbsolutePath)
        .flatMap(each -> Stream.iterate(each, up -> up != null, Path::getParent))
        .map(each -> each.resolve("trials"))
        .filter(each -> Files.exists(each.resolve("reader/reader.mjs")))
        .findFirst()
        .filter(IndependentReader::ready)
        .map(IndependentReader::new);
  }

  /** As {@code ./carnet trials} makes it ready. */
  private static boolean ready(Path trials) {
    return Files.isDirectory(trials.resolve("node_modules/@noble"))
        ? run(trials, List.of("node", "--version")).exit() == 0
        : run(trials, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")).exit()
            == 0;
  }

  /**
   * @param root of the installation: its copy, and what {@code demo --json} wrote
   */
  Finding verify(Path root, byte[] incident) {
    try {
      Path kit = root.resolve("kit.txt");
      Path file = root.resolve("incident.json");
      String demo = Files.readString(root.resolve("demo.json"));
      Files.writeString(kit, Browser.JSON.readTree(demo).path("kit").asString());
      Files.write(file, incident);
      List<String> command =
          List.of(
              "node",
              "reader/reader.mjs",
              "--copy",
              root.resolve("copy").toString(),
              "--kit",
              kit.toString(),
              "--verify-incident",
              file.toString());
      Ran ran = run(trials, command);
      if (ran.exit() == CANNOT_START) { // The copy joined two segments under its hands.
        ran = run(trials, command);
      }
      Matcher found = FOUND.matcher(ran.output());
      boolean said = found.find();
      boolean holds =
          said && ran.exit() == 0 && found.group(2).equals("0") && found.group(3).equals("0");
      return new Finding(
          "the independent reader",
          holds,
          said ? Integer.parseInt(found.group(1)) : 0,
          "exit " + ran.exit() + ", " + (said ? found.group() : "no word of the incident"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the incident cannot be given to the reader", unreadable);
    }
  }

  private record Ran(int exit, String output) {}

  private static Ran run(Path in, List<String> command) {
    @Nullable Process process = null;
    try {
      Path said = Files.createTempFile("carnet-reader", ".txt");
      process =
          new ProcessBuilder(command)
              .directory(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      String output = Files.readString(said, StandardCharsets.UTF_8);
      Files.delete(said);
      return new Ran(ended ? process.exitValue() : -1, output);
    } catch (IOException notThere) {
      return new Ran(-1, "");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Ran(-1, "");
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }
}

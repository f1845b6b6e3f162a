package carnet.server.story;

import carnet.server.client.Browser;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Plays November 2025 against an installation of its own and says of each sentence whether it held,
 * with its evidence. It exits with an error if any held, or was not put to the test.
 */
@Command(
    name = "story",
    description = "Plays the attack of November 2025 against an installation of its own.",
    mixinStandardHelpOptions = true)
public final class Story implements Callable<Integer> {
  private static final List<Step> STEPS =
      List.of(new Thief(), new Desk(), new Touched(), new Leaver(), new Outage());

  @Option(names = "--seed", description = "Plays the same chance again.", paramLabel = "N")
  private long seed = new Random().nextInt(1_000_000);

  @Option(
      names = "--patients",
      description = "How many patients to invent (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int patients = 100;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also writes the sentences and their evidence to this file.")
  private @Nullable Path json;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli's
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Installation installation = new Installation(Files.createTempDirectory("carnet-story"))) {
      out.println("Seed " + seed + ". A practice is invented: a host, an office, a folder copy.");
      out.flush();
      Scene scene = Scene.open(installation, patients, new Random(seed), out);
      STEPS.forEach(step -> step.play(scene));
      return verdict(scene);
    }
  }

  private int verdict(Scene scene) throws IOException {
    scene.say("");
    for (Sentence each : scene.sentences()) {
      scene.say((each.isFalse() ? "false  " : "TRUE   ") + each.words());
      each.evidence().forEach(line -> scene.say("         " + line));
      each.against().forEach(line -> scene.say("       ! " + line));
      if (each.evidence().isEmpty() && each.against().isEmpty()) {
        scene.say("       ! not put to the test");
      }
    }
    if (json != null) {
      Files.writeString(json, Browser.JSON.writeValueAsString(told(scene)));
    }
    return scene.sentences().stream().allMatch(Sentence::isFalse) ? 0 : 1;
  }

  private Map<String, Object> told(Scene scene) {
    return Map.of(
        "seed",
        seed,
        "sentences",
        scene.sentences().stream()
            .map(each ->
                Map.of(
                    "words",
                    each.words(),
                    "false",
                    each.isFalse(),
                    "evidence",
                    each.evidence(),
                    "against",
                    each.against()))
            .toList());
  }
}

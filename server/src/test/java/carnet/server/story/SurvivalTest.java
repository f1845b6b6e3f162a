package carnet.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fourth and the fifth step of the story, on a small practice. */
class SurvivalTest {
  @TempDir Path directory;

  @Test
  void whoLeftOpensNothingAndADeadHostStopsNobody() throws Exception {
    Sentence departed;
    Sentence stopped;
    try (Installation installation = new Installation(directory)) {
      Scene scene = Scene.open(installation, 2, new Random(7), new PrintWriter(System.out, true));
      for (Step each : List.of(new Leaver(), new Outage())) {
        each.play(scene);
      }
      departed = scene.departed;
      stopped = scene.stopped;
    }
    assertThat(departed.against()).isEmpty();
    assertThat(stopped.against()).isEmpty();
    assertThat(departed.isFalse()).isTrue();
    assertThat(stopped.isFalse()).isTrue();
    departed.evidence().forEach(System.out::println);
    stopped.evidence().forEach(System.out::println);
  }
}

package carnet.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fourth and the fifth step of the story, on a small practice with an office. */
@Tag("long")
class SurvivalTest {

  @Test
  void whoLeftOpensNothingAndADeadHostStopsNobody() {
    try (Stage stage = Stage.soundWithAnOffice()) {
      Scene scene = stage.play(new Leaver(), new Outage());
      for (Sentence each : List.of(scene.departed, scene.stopped)) {
        assertThat(each.against()).as(each.words()).isEmpty();
        assertThat(each.evidence()).as(each.words()).isNotEmpty();
      }
    }
  }
}

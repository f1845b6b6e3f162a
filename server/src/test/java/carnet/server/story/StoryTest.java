package carnet.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With every promise kept, the attack is played and no sentence holds. */
@Tag("long")
class StoryTest {

  @Test
  void theThiefOpensNothingTheStolenAccountIsStoppedAloneAndItsListIsExact() {
    try (Stage stage = Stage.sound()) {
      Scene scene = stage.play(new Thief(), new Desk(), new Touched());
      for (Sentence each :
          List.of(scene.password, scene.departed, scene.contained, scene.touched)) {
        assertThat(each.against()).as(each.words()).isEmpty();
        assertThat(each.evidence()).as(each.words()).isNotEmpty();
      }
    }
  }
}

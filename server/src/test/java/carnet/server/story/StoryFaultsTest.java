package carnet.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story can fail: with a promise broken in the product, its sentence comes out true. */
@Tag("long")
class StoryFaultsTest {

  /** For the fault's own reason, which some line against the sentence must name. */
  private static void comesOutTrue(
      Stage stage, String because, Function<Scene, Sentence> sentence, Step... steps) {
    try (stage) {
      Sentence told = sentence.apply(stage.play(steps));
      assertThat(told.isFalse()).as(told.words() + " " + told.evidence()).isFalse();
      assertThat(told.against()).anyMatch(line -> line.contains(because));
    }
  }

  @Test
  void aSecondFactorThatNobodyChecksIsFound() {
    comesOutTrue(
        Stage.with("password-alone"), "passphrase and seed", scene -> scene.password, new Thief());
  }

  @Test
  void aFreezeOfTheWholePracticeIsFound() {
    comesOutTrue(
        Stage.with("freeze-practice-wide"),
        "were not, first",
        scene -> scene.contained,
        new Desk());
  }

  @Test
  void aChartThatOpensWithoutItsTraceIsFound() {
    comesOutTrue(
        Stage.with("trace-skipped"),
        "patient by patient",
        scene -> scene.touched,
        new Desk(3),
        new Touched());
  }

  @Test
  void namesThatTheListLeavesOutAreFound() {
    comesOutTrue(
        Stage.with("names-missing"),
        "patient by patient",
        scene -> scene.touched,
        new Desk(3),
        new Touched());
  }

  @Test
  void aDoorThatADepartureLeavesOpenIsFound() {
    comesOutTrue(
        Stage.withAnOfficeAnd("door-left-open"),
        "every factor and the device",
        scene -> scene.departed,
        new Leaver());
  }

  @Test
  void anOfficeThatGotNoDoorsIsFound() {
    comesOutTrue(
        Stage.withAnOfficeAnd("office-without-doors"),
        "signs in at the office",
        scene -> scene.stopped,
        new Outage());
  }
}

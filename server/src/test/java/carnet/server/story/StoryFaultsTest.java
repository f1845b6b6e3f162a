package carnet.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The story can fail: with a promise broken in the product, its sentence comes out true. */
class StoryFaultsTest {

  private static void comesOutTrue(
      String fault, Function<Scene, Sentence> sentence, Step... steps) {
    try (Stage stage = Stage.with(fault)) {
      comesOutTrue(stage, sentence, steps);
    }
  }

  private static void comesOutTrueWithAnOffice(
      String fault, Function<Scene, Sentence> sentence, Step... steps) {
    try (Stage stage = Stage.withAnOfficeAnd(fault)) {
      comesOutTrue(stage, sentence, steps);
    }
  }

  private static void comesOutTrue(Stage stage, Function<Scene, Sentence> sentence, Step... steps) {
    Sentence told = sentence.apply(stage.play(steps));
    assertThat(told.isFalse()).as(told.words() + " " + told.evidence()).isFalse();
    assertThat(told.against()).isNotEmpty();
  }

  @Test
  void aSecondFactorThatNobodyChecksIsFound() {
    comesOutTrue("password-alone", scene -> scene.password, new Thief());
  }

  @Test
  void aFreezeOfTheWholePracticeIsFound() {
    comesOutTrue("freeze-practice-wide", scene -> scene.contained, new Desk());
  }

  @Test
  void aChartThatOpensWithoutItsTraceIsFound() {
    comesOutTrue("trace-skipped", scene -> scene.touched, new Desk(3), new Touched());
  }

  @Test
  void namesThatTheListLeavesOutAreFound() {
    comesOutTrue("names-missing", scene -> scene.touched, new Desk(3), new Touched());
  }

  @Test
  void aDoorThatADepartureLeavesOpenIsFound() {
    comesOutTrueWithAnOffice("door-left-open", scene -> scene.departed, new Leaver());
  }

  @Test
  void anOfficeThatGotNoDoorsIsFound() {
    comesOutTrueWithAnOffice("office-without-doors", scene -> scene.stopped, new Outage());
  }
}

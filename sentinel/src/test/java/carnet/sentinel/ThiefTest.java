package carnet.sentinel;

import static carnet.sentinel.Story.CABINET;
import static carnet.sentinel.Story.patients;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThiefTest {
  private final Story evening = Story.cabinet("2026-11-24T19:40:00").login("gp1");

  @Test
  void theSixthUnexplainedChartOfAnHourAsksForAFactor() {
    for (String patient : patients("p", 0, 5)) {
      assertThat(evening.minutes(1).ask(evening.opening("gp1", patient)).verdict())
          .isEqualTo(Verdict.ALLOW);
    }

    Judgement sixth = evening.minutes(1).ask(evening.opening("gp1", "p5"));

    assertThat(sixth.verdict()).isEqualTo(Verdict.STEP_UP);
    assertThat(sixth.reasons().getFirst().french())
        .isEqualTo(
            "6 dossiers que rien n’explique en peu de temps\u202F; redonnez votre second facteur pour continuer.");
    assertThat(evening.ask(evening.opening("gp1", "p6")).verdict()).isEqualTo(Verdict.STEP_UP);
  }

  @Property(tries = 60)
  void fromWhateverMixAtMostFifteenChartsAndSixtyNamesAreGivenEvenWithTheSecondFactor(
      @ForAll Random random, @ForAll @IntRange(min = 0, max = 100) int chartsPercent) {
    Story story = Story.cabinet("2026-11-24T19:40:00").login("gp1");
    Set<String> charts = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int step = 0; step < 120; step++) {
      story.later(Duration.ofSeconds(random.nextInt(400)));
      story.tell(story.event("gp1", Kind.FACTOR_OK));
      if (random.nextInt(100) < chartsPercent) {
        String patient = "p" + random.nextInt(2000);
        if (story.ask(story.opening("gp1", patient)).verdict() == Verdict.ALLOW) {
          charts.add(patient);
        }
      } else {
        int from = random.nextInt(2000);
        List<String> page = patients("p", from, from + 1 + random.nextInt(10));
        if (story.ask(story.search("gp1", page)).verdict() == Verdict.ALLOW) {
          names.addAll(page);
        }
      }
    }

    assertThat(charts).hasSizeLessThanOrEqualTo(15);
    assertThat(names).hasSizeLessThanOrEqualTo(60);
    assertThat(story.sentinel.standing(CABINET, "gp1"))
        .hasValueSatisfying(it -> assertThat(it.action()).isEqualTo(Measure.Action.FREEZE));
    assertThat(story.ask(story.opening("gp2", "p1")).verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(story.sentinel.standing(CABINET, "gp2")).isEmpty();
  }

  @Test
  void midnightAndPatienceGiveNothing() {
    int given = 0;
    for (String patient : patients("p", 0, 40)) {
      given +=
          evening.minutes(20).ask(evening.opening("gp1", patient)).verdict() == Verdict.ALLOW
              ? 1
              : 0;
    }

    assertThat(given).isEqualTo(15);
  }

  @Test
  void aPatientWhoDoesNotExistWeighsAsFive() {
    evening.tell(
        Event.of(evening.now, CABINET, "delegate", Kind.PATIENT_FLAG)
            .about("honey")
            .with("honey", true));

    evening.minutes(1).ask(evening.opening("gp1", "honey"));

    assertThat(evening.ask(evening.opening("gp1", "p1")).verdict()).isEqualTo(Verdict.STEP_UP);
  }

  @Test
  void bookingForEveryoneDoesNotExplainReadingEveryone() {
    int given = 0;
    for (String patient : patients("p", 0, 100)) {
      evening
          .minutes(1)
          .tell(evening.event("gp1", Kind.FACTOR_OK))
          .booked("gp1", patient, evening.now, "gp1");
      given += evening.ask(evening.opening("gp1", patient)).verdict() == Verdict.ALLOW ? 1 : 0;
    }

    assertThat(given).isEqualTo(15);
  }

  @Test
  void herOwnPatientsAreNotHisToReadEither() {
    for (String patient : patients("p", 0, 500)) {
      evening.booked("secretary", patient, evening.now, "gp1").minutes(1);
      evening.tell(evening.event("gp1", Kind.ENCOUNTER_SIGNED).about(patient));
    }
    evening.later(Duration.ofDays(30));
    int given = 0;
    for (String patient : patients("p", 0, 500)) {
      evening.minutes(1).tell(evening.event("gp1", Kind.FACTOR_OK));
      given += evening.ask(evening.opening("gp1", patient)).verdict() == Verdict.ALLOW ? 1 : 0;
    }

    assertThat(given).isEqualTo(60);
  }

  @Test
  void aSecondMemberReopensTheAccountAndCountingStartsAnew() {
    evening.tell(evening.event("gp1", Kind.FACTOR_OK));
    evening.ask(evening.search("gp1", patients("p", 0, 61)));
    assertThat(evening.ask(evening.opening("gp1", "p1")).verdict()).isEqualTo(Verdict.FREEZE);

    evening.tell(Event.unfrozen(evening.now, CABINET, "gp1", "gp1"));
    assertThat(evening.ask(evening.opening("gp1", "p1")).verdict()).isEqualTo(Verdict.FREEZE);

    evening.tell(Event.unfrozen(evening.now, CABINET, "gp2", "gp1"));
    assertThat(evening.ask(evening.opening("gp1", "p1")).verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(evening.sentinel.standing(CABINET, "gp1")).isEmpty();
  }

  @Test
  void aForeignDeviceIsShutAndHerOwnDayGoesOn() {
    Event stolen =
        evening
            .event("gp1", Kind.LOGIN_OK)
            .with("factors", List.of("passkey"))
            .from("thief", "AS1/RO", "s");
    evening.tell(stolen);
    for (String patient : patients("p", 0, 16)) {
      evening.minutes(15).ask(evening.opening("gp1", patient).from("thief", "AS1/RO", "s"));
      evening.tell(evening.event("gp1", Kind.FACTOR_OK).from("thief", "AS1/RO", "s"));
    }

    assertThat(evening.sentinel.standing(CABINET, "gp1").orElseThrow().device()).isEqualTo("thief");
    assertThat(evening.ask(evening.opening("gp1", "p99")).verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(evening.ask(evening.opening("gp1", "p98").from("thief", "AS1/RO", "s")).verdict())
        .isEqualTo(Verdict.FREEZE);
  }

  @Test
  void anExportOfManyAsksForAFactorJustGiven() {
    evening.minutes(30);
    Event export = evening.event("gp1", Kind.EXPORT).with("count", 300);
    assertThat(evening.sentinel.judge(export).verdict()).isEqualTo(Verdict.STEP_UP);

    evening.tell(evening.event("gp1", Kind.FACTOR_OK));
    assertThat(evening.sentinel.judge(export).verdict()).isEqualTo(Verdict.ALLOW);

    evening.tell(
        evening.event("gp2", Kind.ADMIN_CHANGE).with("what", "hold").with("account", "gp1"));
    assertThat(evening.sentinel.judge(export).reasons().getFirst().code()).isEqualTo("held");
  }
}

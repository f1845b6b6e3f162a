package carnet.sentinel;

import static carnet.sentinel.Story.CABINET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private final Story story = Story.cabinet("2026-11-24T10:00:00");

  @Test
  void anAccountWhoseOwnerLeftIsFrozenAtItsFirstDeed() {
    story.tell(Event.of(story.now, CABINET, "gp2", Kind.ACCOUNT_DEPARTED));
    story.later(Duration.ofDays(90));

    Judgement login =
        story.ask(story.event("gp2", Kind.LOGIN_OK).with("factors", List.of("password", "totp")));

    assertThat(login.verdict()).isEqualTo(Verdict.FREEZE);
    assertThat(login.reasons().getFirst().french())
        .isEqualTo(
            "Ce compte est celui d’une personne partie le 24 novembre 2026\u202F; un autre membre du cabinet peut"
                + " rouvrir ce compte.");
    assertThat(story.sentinel.standing(CABINET, "gp2").orElseThrow().device()).isNull();
  }

  @Test
  void
      anAccountForgottenForMonthsThatWakesAtNightFromElsewhereIsFrozenThoughNobodySaidItsOwnerLeft() {
    story.later(Duration.ofDays(100).plusHours(16));
    Event login = story.event("gp2", Kind.LOGIN_OK).with("factors", List.of("password", "totp"));

    assertThat(story.ask(login.from("elsewhere", "AS9009/RO", "s")).verdict())
        .isEqualTo(Verdict.FREEZE);
  }

  @Test
  void whoComesBackFromALongLeaveByDayGivesHerFactorAndIsLeftInPeace() {
    story.later(Duration.ofDays(100));
    assertThat(story.sentinel.judge(story.opening("gp2", "p1")).verdict())
        .isEqualTo(Verdict.STEP_UP);

    story.login("gp2");

    assertThat(story.ask(story.opening("gp2", "p1")).verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void aLocumOnDutyIsAwaitedAndReadsForTheReplacedColleague() {
    story.later(Duration.ofDays(100));
    story.booked("secretary", "p1", story.now.plus(Duration.ofHours(1)), "gp1");
    story.tell(
        story
            .event("gp2", Kind.DUTY_PLANNED)
            .with("from", story.now.toString())
            .with("to", story.now.plus(Duration.ofDays(5)).toString()));

    Judgement judgement = story.ask(story.opening("gp2", "p1"));

    assertThat(judgement.verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(judgement.explanation().french()).isEqualTo("rendez-vous de 11\u00A0h\u00A000");
  }

  @Test
  void aDeviceNeverSeenAsksForAFactorOnceAndHoldsNobodyElse() {
    story.tell(
        story
            .event("gp1", Kind.LOGIN_OK)
            .with("factors", List.of("password"))
            .from("new", "AS3215/FR", "s"));
    Event opening = story.opening("gp1", "p1").from("new", "AS3215/FR", "s");
    assertThat(story.ask(opening).reasons().getFirst().code()).isEqualTo("unknownDevice");
    assertThat(story.ask(story.opening("gp1", "p1")).verdict()).isEqualTo(Verdict.ALLOW);

    story.tell(story.event("gp1", Kind.FACTOR_OK).from("new", "AS3215/FR", "s"));

    assertThat(story.ask(opening).verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(story.later(Duration.ofDays(3)).ask(opening).verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void aSessionReplayedFromAnotherNetworkAsksForAFactor() {
    story.login("gp1").minutes(30);

    Judgement replayed =
        story.ask(story.opening("gp1", "p1").from("gp1-pc", "AS9009/RO", "gp1-session"));

    assertThat(replayed.reasons().getFirst().code()).isEqualTo("unknownNetwork");
  }

  @Test
  void aSecretaryWhoAsksForTheHistoryAgainAndAgainIsFrozen() {
    Event reading = story.event("secretary", Kind.SECTION_READ).about("p1").ofClass("history");
    assertThat(story.ask(reading).verdict()).isEqualTo(Verdict.STEP_UP);
    assertThat(
            story.minutes(1).ask(story.event("secretary", Kind.PATIENT_OPEN).about("p1")).verdict())
        .isEqualTo(Verdict.STEP_UP);
    story.tell(story.event("secretary", Kind.FACTOR_OK));
    assertThat(story.minutes(1).ask(again(reading)).verdict()).isEqualTo(Verdict.STEP_UP);
    assertThat(story.minutes(1).ask(again(reading)).verdict()).isEqualTo(Verdict.FREEZE);
  }

  @Test
  void aSecretaryRereadsTheScanSheFiledYesterday() {
    story.tell(story.event("secretary", Kind.DOCUMENT_RECEIVED).about("p1").with("with", "gp1"));
    story.booked("gp1", "p1", story.now, "gp1").later(Duration.ofDays(1));

    assertThat(
            story
                .ask(story.event("secretary", Kind.SECTION_READ).about("p1").ofClass("history"))
                .verdict())
        .isEqualTo(Verdict.ALLOW);
  }

  private Event again(Event event) {
    return Event.sectionRead(story.now, CABINET, event.account(), "p1", "history")
        .from(event.device(), event.network(), event.session());
  }

  @Test
  void anImportIsLetInRightAfterAFactorAndItsPartsAreNotAskedAgain() {
    story.login("gp1").later(Duration.ofMinutes(11));
    assertThat(story.ask(story.event("gp1", Kind.IMPORT)).reasons().getFirst().code())
        .isEqualTo("bulkImport");

    story.tell(story.event("gp1", Kind.FACTOR_OK));
    assertThat(story.ask(story.event("gp1", Kind.IMPORT)).verdict()).isEqualTo(Verdict.ALLOW);
    story.later(Duration.ofMinutes(30));

    assertThat(story.ask(story.event("gp1", Kind.IMPORT).with("batch", "its trace")).verdict())
        .isEqualTo(Verdict.ALLOW);
  }

  @Test
  void aHoldEndsAnExportThatWasLetThroughAtItsNextChart() {
    story.login("gp1");
    assertThat(story.ask(story.event("gp1", Kind.EXPORT).with("count", 500)).verdict())
        .isEqualTo(Verdict.ALLOW);
    Event chart = story.event("gp1", Kind.EXPORT).with("count", 1);
    assertThat(story.ask(chart).verdict()).isEqualTo(Verdict.ALLOW);

    story.tell(story.event("gp2", Kind.ADMIN_CHANGE).with("what", "hold").with("account", "gp1"));

    assertThat(story.ask(chart).reasons().getFirst().code()).isEqualTo("held");
  }
}

package carnet.sentinel;

import static carnet.sentinel.Story.patients;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ordinary life asks nothing of anybody. 3,000 patients; the doctors wrote for two thirds of them
 * in past years.
 */
class OrdinaryLifeTest {
  private static final int PATIENTS = 3000;
  private final Story story = Story.cabinet("2026-09-01T08:00:00");
  private Random random = new Random(7);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void fourWeeksOfTwoDoctorsANurseASecretaryAndADelegate(long seed) {
    random = new Random(seed);
    past();
    for (int day = 0; day < 28; day++) {
      if (day % 7 < 5) {
        day();
      }
      story.now = Story.at("2026-09-01T08:00:00").plus(Duration.ofDays(day + 1L));
    }

    assertThat(story.notGiven).isEmpty();
  }

  @Test
  void anEpidemicDayOfSixtyPatients() {
    for (String patient : patients("new", 0, 60)) {
      story.minutes(10).tell(story.event("secretary", Kind.ARRIVAL).about(patient));
      consult("gp1", patient);
    }

    assertThat(story.notGiven).isEmpty();
  }

  @Test
  void aNightOnCallOfWalkInsThatNobodyAnnounced() {
    story.login("gp1");
    for (String patient : patients("night", 0, 25)) {
      story.minutes(20);
      consult("gp1", patient);
    }

    assertThat(story.notGiven).isEmpty();
  }

  @Test
  void aDoctorWhoSearchesFortyNamesADayWhenTheListShowsOneStrangerAtMostBesideHerOwn() {
    past();
    for (int search = 0; search < 40; search++) {
      story.minutes(12);
      List<String> hits = new ArrayList<>();
      for (int hit = 0; hit < 10; hit++) {
        hits.add(anyone());
      }
      List<String> strangers = story.sentinel.unrelated(story.search("gp1", hits));
      hits.removeAll(strangers.subList(Math.min(1, strangers.size()), strangers.size()));
      story.ask(story.search("gp1", hits));
    }

    assertThat(story.notGiven).isEmpty();
  }

  @Test
  void aRecallCampaignWithItsWorkList() {
    List<String> listed = patients("recall", 0, 400);
    listed.forEach(patient -> story.tell(story.event("gp1", Kind.RECALL_LISTED).about(patient)));
    story.minutes(5);

    for (int page = 0; page < 400; page += 50) {
      story
          .minutes(1)
          .ask(
              story
                  .event("nurse", Kind.NAMES_SHOWN)
                  .with("what", "worklist")
                  .with("patients", listed.subList(page, page + 50)));
    }
    listed
        .subList(0, 120)
        .forEach(patient -> story.minutes(2).ask(story.opening("nurse", patient)));

    assertThat(story.notGiven).isEmpty();
  }

  @Test
  void aSecretaryOnHerFirstDayBooksForPeopleSheNeverMet() {
    story.member("novice", "secretary", "").login("novice");
    for (int call = 0; call < 50; call++) {
      List<String> page = patients("q", call * 4, call * 4 + 1);
      story.minutes(8).ask(story.search("novice", page));
      story.booked("novice", page.getFirst(), story.now.plus(Duration.ofDays(6)), "gp1");
    }

    assertThat(story.notGiven).isEmpty();
  }

  private void past() {
    story.now = story.now.minus(Duration.ofDays(300));
    for (int patient = 0; patient < PATIENTS; patient++) {
      story.now = story.now.plus(Duration.ofMinutes(20));
      String doctor = patient % 2 == 0 ? "gp1" : "gp2";
      story.booked("secretary", "p" + patient, story.now, doctor);
      if (patient % 3 != 0) {
        story.tell(story.event(doctor, Kind.ENCOUNTER_SIGNED).about("p" + patient));
      }
    }
    story.now = Story.at("2026-09-01T08:00:00");
    for (String account : List.of("gp1", "gp2", "nurse", "secretary", "delegate")) {
      story.login(account);
    }
  }

  private void day() {
    List.of("gp1", "gp2", "nurse", "secretary", "delegate").forEach(story::login);
    List<String> today = new ArrayList<>();
    for (int slot = 0; slot < 50; slot++) {
      String patient = anyone();
      today.add(patient);
      story.booked(
          "secretary",
          patient,
          story.now.plus(Duration.ofMinutes(10L * slot)),
          slot % 2 == 0 ? "gp1" : "gp2");
    }
    for (String account : List.of("gp1", "gp2", "nurse", "secretary")) {
      story.ask(story.event(account, Kind.NAMES_SHOWN).with("what", "day").with("patients", today));
    }
    for (int slot = 0; slot < 50; slot++) {
      story.minutes(10);
      String doctor = slot % 2 == 0 ? "gp1" : "gp2";
      story.tell(story.event("secretary", Kind.ARRIVAL).about(today.get(slot)));
      consult(doctor, today.get(slot));
      lookUp("secretary", 3);
      story.booked("secretary", anyone(), story.now.plus(Duration.ofDays(3)), doctor);
      if (slot % 5 == 0) {
        String letter = anyone();
        story.tell(
            story.event("secretary", Kind.DOCUMENT_RECEIVED).about(letter).with("with", doctor));
        story.ask(story.opening(doctor, letter));
      }
      lookUp(doctor, 2);
    }
    for (String patient : patients("home", 0, 25)) {
      story.tell(story.event("nurse", Kind.ROUND_PLANNED).about(patient).with("date", today(1)));
    }
    if (random.nextInt(5) > 0) {
      story.later(Duration.ofHours(2));
      patients("home", 0, 25)
          .forEach(patient -> story.minutes(5).ask(story.opening("nurse", patient)));
    }
  }

  private String today(int plus) {
    return Days.of(story.now.plus(Duration.ofDays(plus)), Settings.standard()).toString();
  }

  /** A search by a part of the name: somebody looked for, and others of about that name. */
  private void lookUp(String account, int others) {
    List<String> shown =
        new ArrayList<>(List.of(account.equals("secretary") ? anyone() : own(account)));
    for (int other = 0; other < random.nextInt(others + 1); other++) {
      shown.add(account.equals("secretary") || other > 0 ? own(account) : anyone());
    }
    story.ask(story.search(account, shown));
  }

  private String own(String account) {
    return "p" + (random.nextInt(PATIENTS / 6) * 6 + (account.equals("gp2") ? 1 : 2));
  }

  private String anyone() {
    return "p" + random.nextInt(PATIENTS);
  }

  private void consult(String doctor, String patient) {
    story.ask(story.search(doctor, List.of(patient)));
    story.ask(story.opening(doctor, patient));
    story.ask(story.event(doctor, Kind.SECTION_READ).about(patient).ofClass("history"));
    story.minutes(5).tell(story.event(doctor, Kind.ENCOUNTER_SIGNED).about(patient));
  }
}

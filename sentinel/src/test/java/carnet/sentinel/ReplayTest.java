package carnet.sentinel;

import static carnet.sentinel.Story.CABINET;
import static carnet.sentinel.Story.patients;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
  @Property(tries = 40)
  void replayFromLinesGivesTheStateThatLiveRunningHad(@ForAll Random random) throws Exception {
    Story live = lived(random, 300);
    Sentinel replayed = new Sentinel(Settings.standard());

    String lines = live.told.stream().map(Event::toJson).collect(Collectors.joining("\n"));
    new Replay(replayed).run(new StringReader(lines), new StringBuilder());

    assertThat(replayed.snapshot()).isEqualTo(live.sentinel.snapshot());
  }

  @Property(tries = 40)
  void resumedFromASnapshotItGoesOnAsIfItHadNeverStopped(@ForAll Random random) {
    Story live = lived(random, 150);
    Sentinel resumed = Sentinel.resume(Settings.standard(), live.sentinel.snapshot());
    assertThat(resumed.snapshot()).isEqualTo(live.sentinel.snapshot());

    Story other = new Story("2026-11-24T08:00:00", resumed);
    other.now = live.now;
    long seed = random.nextLong();
    live(live, new Random(seed), 150);
    live(other, new Random(seed), 150);

    assertThat(resumed.snapshot()).isEqualTo(live.sentinel.snapshot());
  }

  @Property(tries = 40)
  void aLineReadsBackAsTheSameEvent(@ForAll Random random) throws Event.Malformed {
    for (Event event : lived(random, 100).told) {
      assertThat(Event.parse(event.toJson())).isEqualTo(event);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "line | nonsense",
        "line | null",
        "line | [1]",
        "time | {'kind':'print','practice':'c','account':'a'}",
        "time | {'time':'yesterday','kind':'print','practice':'c','account':'a'}",
        "practice | {'time':'2026-11-24T08:00:00.000Z','kind':'print','account':'a'}",
        "account | {'time':'2026-11-24T08:00:00.000Z','kind':'print','practice':'c','account':''}",
        "kind | {'time':'2026-11-24T08:00:00.000Z','practice':'c','account':'a'}",
        "class | {'time':'2026-11-24T08:00:00.000Z','kind':'print','practice':'c','account':'a','class':7}",
        "detail | {'time':'2026-11-24T08:00:00.000Z','kind':'print','practice':'c','account':'a','detail':[]}"
      })
  void aMalformedLineNamesTheField(String field, String line) {
    Event.Malformed malformed =
        catchThrowableOfType(Event.Malformed.class, () -> Event.parse(line.replace('\'', '"')));

    assertThat(malformed.field()).isEqualTo(field);
    assertThat(malformed).hasMessageStartingWith(field + ": ");
  }

  @Test
  void theDoctorWhoLeftMonthsAgoIsDecidedUponOnceAndUnknownKindsAreCounted() throws Exception {
    String lines =
        """
        {"time":"2026-01-05T09:00:00.000Z","practice":"c","account":"a","kind":"account.departed"}
        {"time":"2026-01-05T09:00:00.000Z","practice":"c","account":"a","kind":"coffee.made","mug":"blue"}

        {"time":"2026-06-05T01:00:00.000Z","practice":"c","account":"a","kind":"login.ok","device":"d"}
        {"time":"2026-06-05T01:00:01.000Z","practice":"c","account":"a","kind":"patient.open","patient":"p1"}
        """;
    StringBuilder decisions = new StringBuilder();

    Replay.Counts counts =
        new Replay(new Sentinel(Settings.standard())).run(new StringReader(lines), decisions);

    assertThat(counts).isEqualTo(new Replay.Counts(4, 1, 1, 1));
    assertThat(decisions.toString())
        .isEqualTo(
            "{\"time\":\"2026-06-05T01:00:00.000Z\",\"practice\":\"c\",\"account\":\"a\",\"action\":\"freeze\","
                + "\"reason\":\"This account is that of a person who left on 5 January 2026; another member of the"
                + " practice can reopen this account.\",\"score\":1.0}\n");
  }

  @Test
  void aBadLineIsToldByItsNumber() {
    assertThatThrownBy(() ->
            new Replay(new Sentinel(Settings.standard()))
                .run(new StringReader("\n{}"), new StringBuilder()))
        .isInstanceOf(Replay.BadLine.class)
        .hasMessage("line 2: kind: missing");
  }

  @Test
  void aStreamThatGoesOnIsStillFrozenAtTheSixteenthChart() throws IOException, Replay.BadLine {
    Story story = new Story("2026-11-24T19:00:00");
    String lines =
        patients("p", 0, 40).stream()
            .map(patient -> story.minutes(1).opening("gp1", patient).toJson())
            .collect(Collectors.joining("\n"));
    StringBuilder decisions = new StringBuilder();

    new Replay(new Sentinel(Settings.standard())).run(new StringReader(lines), decisions);

    assertThat(decisions.toString().lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("stepup").contains("\"p5\""),
            second -> assertThat(second).contains("freeze").contains("\"p15\""));
  }

  @Test
  void twoYearsOfAPracticeFitInBoundedMemory() {
    Story story = Story.cabinet("2024-01-01T08:00:00");
    int most = 0;
    for (int day = 0; day < 1000; day++) {
      story.now = Story.at("2024-01-01T08:00:00").plus(Duration.ofDays(day));
      story.told.clear();
      for (int patient = 0; patient < 20; patient++) {
        String name = "d" + day + "p" + patient;
        story.booked("secretary", name, story.now, "gp1").ask(story.opening("gp1", name));
        story.ask(story.search("gp1", List.of(name, "stranger" + day)));
      }
      if (day == 800) {
        most = story.sentinel.snapshot().json().length();
      }
    }

    assertThat(story.sentinel.snapshot().json().length()).isLessThan(most + most / 10);
  }

  private static Story lived(Random random, int steps) {
    Story story = Story.cabinet("2026-11-24T08:00:00");
    live(story, random, steps);
    return story;
  }

  private static void live(Story story, Random random, int steps) {
    List<String> accounts = List.of("gp1", "gp2", "nurse", "secretary");
    for (int step = 0; step < steps; step++) {
      story.later(Duration.ofSeconds(random.nextInt(3600)));
      String who = accounts.get(random.nextInt(4));
      String patient = "p" + random.nextInt(80);
      switch (random.nextInt(9)) {
        case 0 ->
            story.booked(
                "secretary", patient, story.now.plus(Duration.ofHours(random.nextInt(99))), who);
        case 1 -> story.tell(story.event("secretary", Kind.ARRIVAL).about(patient));
        case 2 -> story.tell(story.event(who, Kind.ENCOUNTER_SIGNED).about(patient));
        case 3 -> story.ask(story.search(who, patients("p", random.nextInt(70), 80)));
        case 4 -> story.ask(story.event(who, Kind.SECTION_READ).about(patient).ofClass("history"));
        case 5 -> story.tell(story.event(who, Kind.FACTOR_OK));
        case 6 -> story.tell(Event.unfrozen(story.now, CABINET, "delegate", who));
        case 7 ->
            story.ask(story.opening(who, patient).from("d" + random.nextInt(4), "AS3215/FR", "s"));
        default -> story.ask(story.opening(who, patient));
      }
    }
  }
}

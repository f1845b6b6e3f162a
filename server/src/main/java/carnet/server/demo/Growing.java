package carnet.server.demo;

import carnet.server.demo.Pen.Story;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;

/** The visits that come of themselves: a child's examinations, a pregnancy's months. */
final class Growing {
  /** Days since the last period of who is pregnant today: 33 weeks of amenorrhoea and two days. */
  static final int TERM_TODAY_DAYS = 233;

  private static final List<List<String>> CHILDREN = Tables.rows("enfants.tsv");
  private static final List<List<String>> PREGNANCIES = Tables.rows("grossesses.tsv");

  record Visit(Story story, List<String> about) {}

  private final Person person;
  private final LocalDate today;
  private final LocalDate start;
  private final Dice dice;

  Growing(Person person, LocalDate today, LocalDate start, Dice dice) {
    this.person = person;
    this.today = today;
    this.start = start;
    this.dice = dice;
  }

  void visits(BiConsumer<LocalDate, Visit> each) {
    child(each);
    if (person.has("grossesse")) {
      pregnancy(each);
    }
  }

  private void child(BiConsumer<LocalDate, Visit> each) {
    for (List<String> row : CHILDREN) {
      LocalDate day =
          person.born().plusMonths(Integer.parseInt(row.get(0))).plusDays(dice.between(0, 12));
      if (day.isBefore(today) && day.isAfter(start)) {
        String exam =
            "Poids {poids}, taille {taille}. "
                + dice.choose(
                    row.get(2)
                        .replace("Vu[e|] seul[e|]", person.woman() ? "Vue seule" : "Vu seul"));
        each.accept(
            day,
            new Visit(
                new Story("Examen de l’enfant", row.get(1), exam, row.get(3), "", 30), List.of()));
      }
    }
  }

  private void pregnancy(BiConsumer<LocalDate, Visit> each) {
    LocalDate lastPeriod = today.minusDays(TERM_TODAY_DAYS);
    for (List<String> row : PREGNANCIES) {
      int month = Integer.parseInt(row.get(0));
      LocalDate day = lastPeriod.plusDays(Math.round(month * 30.4) - 12);
      if (day.isBefore(today) && day.isAfter(start)) {
        String term = String.valueOf(ChronoUnit.DAYS.between(lastPeriod, day) / 7);
        Story story =
            new Story(
                "Consultation de grossesse",
                row.get(1),
                row.get(2),
                row.get(3).replace("{sa}", term),
                "",
                30);
        each.accept(day, new Visit(story, List.of("grossesse")));
      }
    }
  }
}

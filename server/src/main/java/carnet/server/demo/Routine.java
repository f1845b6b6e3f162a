package carnet.server.demo;

import carnet.server.demo.Pen.Story;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.BiConsumer;

/** What comes round without a complaint: vaccines, letters of colleagues, the nurse's visits. */
final class Routine {
  private static final List<List<String>> LETTERS = Tables.rows("courriers.tsv");
  private static final List<List<String>> VACCINES = Tables.rows("vaccins.tsv");

  private final Person person;
  private final Team team;
  private final LocalDate today;
  private final LocalDate start;
  private final Dice dice;
  private final Pen pen;
  private final Hours hours;

  Routine(Person person, Team team, LocalDate today, LocalDate start, Dice dice, Pen pen) {
    this.person = person;
    this.team = team;
    this.today = today;
    this.start = start;
    this.dice = dice;
    this.pen = pen;
    this.hours = new Hours(today, dice);
  }

  void happens(BiConsumer<LocalDateTime, Runnable> each) {
    vaccines(each);
    letters(each);
    nurse(each);
  }

  private void vaccines(BiConsumer<LocalDateTime, Runnable> each) {
    for (List<String> row : VACCINES) {
      LocalDate day =
          person.born().plusMonths(Integer.parseInt(row.get(0))).plusDays(dice.between(1, 20));
      boolean due =
          !person.born().isBefore(LocalDate.parse(row.get(2)))
              && day.isBefore(today)
              && !day.isBefore(start);
      if (due && dice.chance(92)) {
        vaccine(day, row.get(1), each);
      }
    }
    boolean offered =
        List.of("diabete2", "asthme", "bpco", "ic", "coronaropathie").stream()
            .anyMatch(person::has);
    for (int year = start.getYear(); year <= today.getYear(); year++) {
      LocalDate day = LocalDate.of(year, 10, 18).plusDays(dice.upTo(40));
      boolean due =
          (person.age(day) >= 65 || (offered && person.age(day) > 15))
              && day.isAfter(start)
              && day.isBefore(today.minusDays(25));
      if (due && dice.chance(70)) {
        vaccine(day, "Grippe saisonnière " + year, each);
      }
    }
  }

  private void vaccine(LocalDate day, String label, BiConsumer<LocalDateTime, Runnable> each) {
    LocalDateTime at = hours.open(day);
    Member by =
        person.age(day) > 20 && dice.chance(40)
            ? team.named("benali")
            : team.doctor(person, day, dice);
    each.accept(at, () -> pen.vaccine(by, at, label));
  }

  private void letters(BiConsumer<LocalDateTime, Runnable> each) {
    for (List<String> row : LETTERS) {
      if (!person.has(row.get(0))) {
        continue;
      }
      long every = Integer.parseInt(row.get(2)) * 30L;
      for (LocalDate day = today.minusDays(dice.between(12, (int) every));
          day.isAfter(start);
          day = day.minusDays(every + dice.between(-20, 20))) {
        LocalDateTime at = hours.open(day).withHour(11);
        each.accept(at, () -> pen.letter(team.named("garnier"), at, row.get(1), row.get(3)));
      }
    }
  }

  private void nurse(BiConsumer<LocalDateTime, Runnable> each) {
    boolean at70 =
        person.age(today) >= 70
            && (person.has("hta") || person.has("ic") || person.has("diabete2"));
    if (!at70 && !person.has("fa-avk")) {
      return;
    }
    for (LocalDate day = today.minusDays(dice.between(5, 50));
        day.isAfter(today.minusMonths(12));
        day = day.minusDays(60L + dice.upTo(40))) {
      LocalDateTime at = hours.open(day).withHour(8);
      Story story =
          new Story(
              "Passage infirmier",
              "Surveillance à domicile",
              "TA {ta}, pouls {pouls}. [Pilulier préparé.|Pas de plainte.|Semainier vérifié, prises faites.]",
              "",
              "",
              20);
      Story told = new Story(story.type(), story.motive(), dice.choose(story.exam()), "", "", 20);
      List<String> about = person.has("hta") ? List.of("hta") : List.of();
      each.accept(at, () -> pen.visit(team.named("benali"), at, told, about, List.of()));
    }
  }
}

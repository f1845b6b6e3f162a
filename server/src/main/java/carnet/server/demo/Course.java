package carnet.server.demo;

import carnet.record.prescription.Formulary;
import carnet.record.prescription.PrescriptionLine;
import carnet.server.demo.Pen.Story;
import carnet.server.demo.Person.Since;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One patient's years with the practice, from the first visit to yesterday. */
final class Course {
  static final int LONGEST_MONTHS = 84;

  private static final int MOST = 190;
  private static final List<List<String>> FOLLOW_UPS = Tables.rows("suivis.tsv");
  private static final List<List<String>> ACUTE = Tables.rows("aigus.tsv");

  private final Person person;
  private final Team team;
  private final LocalDate today;
  private final LocalDate start;
  private final Dice dice;
  private final Prescribing prescribing;
  private final Pen pen;
  private final Hours hours;
  private final List<Event> events = new ArrayList<>();

  /**
   * Something that happens at its time, in order, so that a text can speak of the results that came
   * before it.
   */
  private record Event(LocalDateTime at, Runnable happens) {}

  Course(Person person, Team team, Formulary formulary, LocalDate today, Dice dice) {
    this.person = person;
    this.team = team;
    this.today = today;
    this.dice = dice;
    LocalDate earliest =
        today.minusMonths(person.problems().size() > 2 ? 50 : LONGEST_MONTHS - dice.upTo(20));
    this.start =
        earliest.isBefore(person.born().plusDays(12)) ? person.born().plusDays(12) : earliest;
    this.prescribing = new Prescribing(person, formulary, dice);
    this.hours = new Hours(today, dice);
    this.pen = new Pen(person, new Trends(person, start, today, dice), prescribing, dice);
  }

  List<Written> written() {
    arrival();
    followUps();
    labs();
    acute();
    new Routine(person, team, today, start, dice, pen)
        .happens((at, what) -> events.add(new Event(at, what)));
    new Growing(person, today, start, dice).visits(this::on);
    events.sort(Comparator.comparing(Event::at));
    events.forEach(event -> event.happens.run());
    return cut(pen.written());
  }

  private void on(LocalDate day, Growing.Visit visit) {
    LocalDateTime at = hours.open(day);
    Member by = doctor(day);
    events.add(new Event(at, () -> pen.visit(by, at, visit.story(), visit.about(), List.of())));
  }

  /** What is known on the first day; later illnesses are written when they begin. */
  private void arrival() {
    LocalDateTime first = hours.open(start);
    Member doctor = doctor(start);
    events.add(
        new Event(
            first.minusMinutes(20),
            () ->
                pen.write(
                    team.named("garnier"),
                    first.minusMinutes(20),
                    List.of(Fhir.patient(person, dice.chance(70))))));
    for (Since since : person.problems()) {
      LocalDateTime at =
          since.year() <= start.getYear() && !since.what().equals("grossesse")
              ? first.plusMinutes(12)
              : hours.open(onset(since));
      events.add(
          new Event(
              at.minusMinutes(1), () -> pen.problem(doctor(at.toLocalDate()), at, since, true)));
    }
    for (Since since : person.past()) {
      String year = since.year() == 0 ? "" : String.valueOf(since.year());
      events.add(
          new Event(
              first.plusMinutes(10),
              () ->
                  pen.write(
                      doctor,
                      first.plusMinutes(10),
                      List.of(
                          Fhir.problem(
                              dice.id(), person, doctor, since.what(), "", "", year, false)))));
    }
    List<Person.Allergy> allergies =
        person.allergies().isEmpty() && dice.chance(65)
            ? List.of(new Person.Allergy("Aucune allergie connue", false, ""))
            : person.allergies();
    for (Person.Allergy allergy : allergies) {
      events.add(
          new Event(
              first.plusMinutes(11),
              () ->
                  pen.write(
                      doctor,
                      first.plusMinutes(11),
                      List.of(Fhir.allergy(dice.id(), person, doctor, allergy)))));
    }
    if (person.months(start) > 6) {
      Story story =
          new Story(
              "Première consultation",
              "Premier rendez-vous au cabinet",
              "TA {ta}, pouls {pouls}, poids {poids}. Examen sans particularité notable.",
              "Dossier constitué, antécédents et traitements repris.",
              "Médecin traitant déclaré.",
              30);
      events.add(new Event(first, () -> pen.visit(doctor, first, story, List.of(), List.of())));
    }
  }

  private LocalDate onset(Since since) {
    if (since.what().equals("grossesse")) {
      return today.minusDays(Growing.TERM_TODAY_DAYS - 55);
    }
    LocalDate day = LocalDate.of(since.year(), 1, 1).plusDays(dice.upTo(360));
    LocalDate latest = today.minusDays(30);
    return day.isBefore(start) ? start : day.isAfter(latest) ? latest : day;
  }

  private void followUps() {
    List<Since> followed =
        person.problems().stream().filter(p -> Illness.named(p.what()).followUp() > 0).toList();
    if (followed.isEmpty()) {
      return;
    }
    int every = followed.stream().mapToInt(p -> Illness.named(p.what()).followUp()).min().orElse(6);
    int turn = dice.upTo(followed.size());
    for (LocalDate day = today.minusDays(dice.between(8, every * 28));
        day.isAfter(start.plusDays(25));
        day = day.minusDays(every * 30L + dice.between(-9, 9))) {
      List<String> current = new ArrayList<>();
      for (Since since : followed) {
        if (since.year() < day.getYear() || since.year() <= start.getYear()) {
          current.add(since.what());
        }
      }
      if (!current.isEmpty()) {
        followUp(day, current, turn++);
      }
    }
  }

  private void followUp(LocalDate day, List<String> current, int turn) {
    String main = current.get(turn % current.size());
    List<String> about = new ArrayList<>(List.of(main));
    if (current.size() > 1) {
      about.add(current.get((turn + 1) % current.size()));
    }
    List<String> first = row(main);
    String exam = dice.choose(first.get(2));
    String conclusion = dice.choose(first.get(3));
    String plan = dice.choose(first.get(4));
    String motive = first.get(1);
    if (about.size() > 1) {
      List<String> second = row(about.get(1));
      motive += " ; " + second.get(1).toLowerCase(Locale.FRENCH);
      conclusion += " " + dice.choose(second.get(3));
      if (!second.get(2).contains("{")) {
        exam += " " + dice.choose(second.get(2));
      }
    }
    Story story = new Story("Consultation", motive, exam, conclusion, plan, 15);
    LocalDateTime at = hours.open(day);
    Member by = doctor(day);
    events.add(
        new Event(
            at,
            () -> {
              List<String> unknown = pen.unknown(story.exam() + story.conclusion());
              if (!unknown.isEmpty()) {
                pen.result(by, at.minusDays(2), unknown.stream().map(Trends.LABS::get).toList());
              }
              pen.visit(by, at, story, about, prescribing.of(current, day));
            }));
  }

  private List<String> row(String problem) {
    List<List<String>> rows = FOLLOW_UPS.stream().filter(r -> r.get(0).equals(problem)).toList();
    return rows.isEmpty() ? FOLLOW_UPS.getFirst() : dice.pick(rows);
  }

  /**
   * Tests due at the same pace are asked for together; one that two illnesses ask for follows the
   * more pressing.
   */
  private void labs() {
    Map<String, Integer> paces = new TreeMap<>();
    for (Since since : person.problems()) {
      Illness.named(since.what())
          .labs()
          .forEach((lab, months) -> paces.merge(lab, months, Math::min));
    }
    Map<Integer, List<Trends.Lab>> together = new TreeMap<>();
    paces.forEach((lab, months) ->
        together
            .computeIfAbsent(months, _ -> new ArrayList<>())
            .add(Objects.requireNonNull(Trends.LABS.get(lab))));
    together.forEach(this::labs);
  }

  private void labs(int months, List<Trends.Lab> together) {
    LocalDate from = months == 1 ? today.minusMonths(18) : start.plusDays(10);
    LocalDate day = today.minusDays(dice.between(1, months * 25));
    while (day.isAfter(from)) {
      LocalDateTime at = hours.open(day).withHour(17).withMinute(dice.upTo(60));
      Member by = doctor(day);
      events.add(new Event(at, () -> pen.result(by, at, together)));
      day = day.minusDays(months * 30L + dice.between(-6, 6));
    }
  }

  private void acute() {
    for (LocalDate day = start.plusDays(20);
        day.isBefore(today.minusDays(3));
        day = day.plusDays(dice.between(10, 40))) {
      int age = person.age(day);
      double aYear = age < 3 ? 4.5 : age < 15 ? 2.4 : age < 40 ? 1.5 : 1.1;
      if (dice.chance(aYear * 25 / 365 * 100)) {
        happen(day, age);
      }
    }
  }

  private void happen(LocalDate day, int age) {
    List<List<String>> bag = new ArrayList<>();
    for (List<String> row : ACUTE) {
      String[] ages = row.get(1).split("-", -1);
      boolean fits =
          age >= Integer.parseInt(ages[0])
              && age <= Integer.parseInt(ages[1])
              && (row.get(2).equals("*") || row.get(2).equals(person.sex()))
              && inSeason(row.get(3), day.getMonthValue())
              && !(person.has("grossesse") && row.get(0).equals("contraception"));
      for (int i = 0; fits && i < Integer.parseInt(row.get(4)); i++) {
        bag.add(row);
      }
    }
    if (bag.isEmpty()) {
      return;
    }
    List<String> row = dice.pick(bag);
    List<PrescriptionLine> lines =
        prescribing.typed(
            Tables.several(row.get(9)).stream()
                .map(dice::choose)
                .filter(l -> !l.isEmpty())
                .filter(l -> age >= 15 || !(l.contains("1g") || l.contains("400")))
                .toList(),
            day);
    Story story =
        new Story(
            "Consultation",
            row.get(5),
            dice.choose(row.get(6)),
            dice.choose(row.get(7)),
            dice.choose(row.get(8)),
            15);
    LocalDateTime at = hours.open(day);
    Member by = doctor(day);
    events.add(new Event(at, () -> pen.visit(by, at, story, List.of(), lines)));
  }

  private static boolean inSeason(String months, int month) {
    if (months.equals("*")) {
      return true;
    }
    int from = Integer.parseInt(months.substring(0, months.indexOf('-')));
    int to = Integer.parseInt(months.substring(months.indexOf('-') + 1));
    return from <= to ? (month >= from && month <= to) : (month >= from || month <= to);
  }

  private Member doctor(LocalDate on) {
    return team.doctor(person, on, dice);
  }

  /** The first entries (who it is, what is known) stay; of the visits the newest do. */
  private List<Written> cut(List<Written> all) {
    List<Written> kept = new ArrayList<>(all.stream().filter(Course::background).toList());
    int count = kept.stream().mapToInt(w -> w.resources().size()).sum();
    List<Written> visits =
        all.stream()
            .filter(w -> !background(w))
            .sorted(Comparator.comparing(Written::when).reversed())
            .toList();
    for (Written visit : visits) {
      count += visit.resources().size();
      if (count > MOST) {
        break;
      }
      kept.add(visit);
    }
    return kept;
  }

  private static boolean background(Written written) {
    String type = written.resources().getFirst().path("resourceType").asString("");
    return type.equals("Patient") || type.equals("Condition") || type.equals("AllergyIntolerance");
  }
}

package carnet.server.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The agenda: last week's days, today around now, the days to come. */
final class Bookings {
  private static final LocalTime FIRST = LocalTime.of(3, 0);
  private static final LocalTime LAST = LocalTime.of(21, 45);

  private static final int SEEN = 9;

  private final List<Person> people;
  private final Team team;
  private final LocalDateTime now;
  private final Dice dice;
  private final List<FictionalPractice.Motive> motives;
  private final List<Written> written = new ArrayList<>();
  private final Map<String, Integer> visits = new HashMap<>();

  Bookings(
      List<Person> people,
      Team team,
      LocalDateTime now,
      List<FictionalPractice.Motive> motives,
      Dice dice) {
    this.people = people;
    this.team = team;
    this.now = now;
    this.motives = motives;
    this.dice = dice;
  }

  List<Written> make() {
    for (int back = 1; back <= 9; back++) {
      otherDay(now.toLocalDate().minusDays(back));
    }
    for (int ahead = 1; ahead <= 14; ahead++) {
      otherDay(now.toLocalDate().plusDays(ahead));
    }
    today();
    return written;
  }

  private void otherDay(LocalDate day) {
    if (day.getDayOfWeek().getValue() > 5) {
      return;
    }
    boolean past = day.isBefore(now.toLocalDate());
    for (String doctor : List.of("moreau", "lefevre")) {
      for (int slot = 0; slot < 36; slot += 2) {
        if ((slot >= 14 && slot < 20) || dice.chance(past ? 55 : 75)) {
          continue;
        }
        Person person = anyone(doctor);
        String status =
            !past
                ? "booked"
                : dice.chance(6) ? "noshow" : dice.chance(5) ? "cancelled" : "fulfilled";
        book(
            person,
            doctor,
            day.atTime(8, 30).plusMinutes(slot * 15L),
            motive(person),
            status,
            null);
      }
    }
  }

  /** Nine seen, four waiting, nine to come, around now whatever the hour, and all of it today. */
  private void today() {
    LocalTime clock = now.toLocalTime();
    LocalTime anchor = clock.isBefore(FIRST) ? FIRST : clock.isAfter(LAST) ? LAST : clock;
    LocalDateTime at = now.toLocalDate().atTime(anchor.getHour(), anchor.getMinute() / 15 * 15);
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < SEEN; i++) {
      String doctor = i % 3 == 2 ? "lefevre" : "moreau";
      Person person = fresh(doctor, taken);
      book(
          person,
          doctor,
          at.minusMinutes(150L - 15L * i),
          motive(person),
          "fulfilled",
          at.minusMinutes(158L - 15L * i));
    }
    waiting(taken, "BERNARD", "Léa", "enfant", "moreau", at.minusMinutes(15), 36);
    waiting(taken, "MARTIN", "Jeanne", "suivi", "moreau", at.plusMinutes(15), 18);
    waiting(taken, "NGUYEN", "Minh", "renouvellement", "moreau", at, 11);
    waiting(taken, "PETIT", "Aïcha", "grossesse", "lefevre", at.plusMinutes(30), 4);
    expected(taken, "ROUSSEAU", "Élodie", "vaccin", at.plusMinutes(30));
    expected(taken, "GARCIA", "Paul", "resultats", at.plusMinutes(45));
    expected(taken, "DURAND", "Simone", "renouvellement", at.plusMinutes(75));
    expected(taken, "LECOMTE", "Yanis", "certificat", at.plusMinutes(90));
    expected(taken, "FABRE", "Odette", "renouvellement", at.plusMinutes(105));
    for (int i = 0; i < 4; i++) {
      String who = i == 3 ? "benali" : "lefevre";
      Person person = fresh("lefevre", taken);
      book(
          person,
          who,
          at.plusMinutes(60 + 15L * i),
          who.equals("benali") ? "pansement" : motive(person),
          "booked",
          null);
    }
  }

  private void waiting(
      List<String> taken,
      String family,
      String given,
      String motive,
      String doctor,
      LocalDateTime start,
      int minutes) {
    Person person = named(family, given, taken);
    book(person, doctor, start, motive, "arrived", now.minusMinutes(minutes));
  }

  private void expected(
      List<String> taken, String family, String given, String motive, LocalDateTime start) {
    book(named(family, given, taken), "moreau", start, motive, "booked", null);
  }

  private Person named(String family, String given, List<String> taken) {
    Person found =
        people.stream()
            .filter(p -> p.family().equals(family) && p.given().getFirst().equals(given))
            .findFirst()
            .orElse(people.getFirst());
    taken.add(found.id());
    return found;
  }

  private Person fresh(String doctor, List<String> taken) {
    List<Person> possible =
        people.stream()
            .skip(Math.min(12, people.size() - 1))
            .filter(p -> !taken.contains(p.id()) && p.gp().equals(doctor))
            .toList();
    Person person = possible.isEmpty() ? dice.pick(people) : dice.pick(possible);
    taken.add(person.id());
    return person;
  }

  /**
   * One of those who have the fewest appointments yet; the patients of the mock-ups come today, not
   * last week.
   */
  private Person anyone(String doctor) {
    List<Person> possible =
        people.stream()
            .skip(Math.min(12, people.size() - 1))
            .filter(p -> p.gp().equals(doctor))
            .toList();
    if (possible.isEmpty()) {
      return dice.pick(people);
    }
    int fewest = possible.stream().mapToInt(p -> visits.getOrDefault(p.id(), 0)).min().orElse(0);
    Person person =
        dice.pick(possible.stream().filter(p -> visits.getOrDefault(p.id(), 0) == fewest).toList());
    visits.merge(person.id(), 1, Integer::sum);
    return person;
  }

  private String motive(Person person) {
    if (person.has("grossesse")) {
      return "grossesse";
    }
    int age = person.age(now.toLocalDate());
    if (age < 2) {
      return "nourrisson";
    }
    if (age < 12) {
      return dice.pick(List.of("enfant", "enfant", "vaccin", "certificat"));
    }
    return person.problems().isEmpty()
        ? dice.pick(List.of("aigu", "aigu", "certificat", "resultats"))
        : dice.pick(List.of("suivi", "renouvellement", "renouvellement", "aigu", "resultats"));
  }

  /**
   * Booked some days before by the secretary; what happened since is a newer version of the same
   * appointment.
   */
  private void book(
      Person person,
      String with,
      LocalDateTime start,
      String motive,
      String status,
      @Nullable LocalDateTime arrived) {
    Member secretary = team.named("garnier");
    String id = dice.id();
    LocalDateTime asked = start.minusDays(dice.between(1, 12)).withHour(dice.between(9, 17));
    LocalDateTime booked =
        weekday(asked.isBefore(now) ? asked : now.minusDays(dice.between(1, 4)).withHour(11));
    written.add(
        new Written(
            secretary.key(),
            person.id(),
            Pen.instant(booked),
            List.of(appointment(id, person, with, start, motive, "booked", null))));
    if (!status.equals("booked")) {
      LocalDateTime when = arrived != null ? arrived : start.plusMinutes(20);
      LocalDateTime seen = status.equals("fulfilled") ? start.plusMinutes(20) : when;
      LocalDateTime recorded = seen.isAfter(now) ? now.minusMinutes(1) : seen;
      written.add(
          new Written(
              secretary.key(),
              person.id(),
              Pen.instant(recorded),
              List.of(appointment(id, person, with, start, motive, status, arrived))));
    }
  }

  private static LocalDateTime weekday(LocalDateTime at) {
    int day = at.getDayOfWeek().getValue();
    return day > 5 ? at.minusDays(day - 5L) : at;
  }

  private ObjectNode appointment(
      String id,
      Person person,
      String with,
      LocalDateTime start,
      String motiveKey,
      String status,
      @Nullable LocalDateTime arrived) {
    FictionalPractice.Motive motive =
        motives.stream().filter(m -> m.key().equals(motiveKey)).findFirst().orElseThrow();
    ObjectNode out = Fhir.resource("Appointment", id);
    out.put("status", status);
    out.putArray("serviceType")
        .addObject()
        .putArray("coding")
        .addObject()
        .put("system", "urn:carnet:motive")
        .put("code", motive.key())
        .put("display", motive.label());
    out.put("start", Pen.instant(start).toString());
    out.put("end", Pen.instant(start.plusMinutes(motive.minutes())).toString());
    out.put("minutesDuration", motive.minutes());
    ObjectNode patient = out.putArray("participant").addObject();
    patient.putObject("actor").put("reference", "Patient/" + person.id());
    patient.put("status", "accepted");
    if (arrived != null) {
      patient.putObject("period").put("start", Pen.instant(arrived).toString());
    }
    ObjectNode practitioner = out.withArray("participant").addObject();
    Fhir.practitioner(practitioner.putObject("actor"), team.named(with));
    practitioner.put("status", "accepted");
    return out;
  }
}

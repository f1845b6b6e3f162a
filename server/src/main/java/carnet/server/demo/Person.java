package carnet.server.demo;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/**
 * An invented patient.
 *
 * @param birthFamily the birth name; equals {@code family} when it is still in use
 * @param ins 15 digits of the form of a NIR, with a commune that does not exist: never qualified
 * @param gp key of the member who follows now
 * @param problems key and year of onset
 */
public record Person(
    String id,
    String family,
    String birthFamily,
    List<String> given,
    String sex,
    LocalDate born,
    String line,
    String postalCode,
    String town,
    String phone,
    String ins,
    String gp,
    List<Since> problems,
    List<Allergy> allergies,
    List<Since> past) {

  /** A problem by its key, or an event in words; the year is 0 when unknown. */
  public record Since(String what, int year) {}

  public record Allergy(String label, boolean grave, String note) {}

  public Person {
    given = List.copyOf(given);
    problems = List.copyOf(problems);
    allergies = List.copyOf(allergies);
    past = List.copyOf(past);
  }

  int age(LocalDate on) {
    return Period.between(born, on).getYears();
  }

  long months(LocalDate on) {
    return Period.between(born, on).toTotalMonths();
  }

  boolean has(String problem) {
    return problems.stream().anyMatch(p -> p.what().equals(problem));
  }

  boolean woman() {
    return sex.equals("f");
  }
}

package carnet.server.paper;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * How dates, ages and numbers are written on French paper, with the spaces that keep them whole.
 */
final class FrenchPaper {
  private static final char NO_BREAK = '\u00a0';
  private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM", Locale.FRENCH);

  private FrenchPaper() {}

  static String digits(LocalDate date) {
    return date.format(DIGITS);
  }

  /** "1er mars 2026". */
  static String words(LocalDate date) {
    String day = date.getDayOfMonth() == 1 ? "1er" : String.valueOf(date.getDayOfMonth());
    return day + NO_BREAK + date.format(MONTH) + NO_BREAK + date.getYear();
  }

  /** "le 1er mars 2026 à 14 h 05". */
  static String words(LocalDateTime at) {
    return words(at.toLocalDate())
        + " à "
        + at.getHour()
        + NO_BREAK
        + "h"
        + NO_BREAK
        + String.format(Locale.ROOT, "%02d", at.getMinute());
  }

  /** In months below three years, for a dose is then a matter of months. */
  static String age(LocalDate born, LocalDate on) {
    Period lived = Period.between(born, on);
    long months = lived.toTotalMonths();
    if (lived.isNegative()) {
      return "";
    }
    if (months < 1) {
      long days = ChronoUnit.DAYS.between(born, on);
      return "" + days + NO_BREAK + (days > 1 ? "jours" : "jour");
    }
    if (months < 36) {
      return "" + months + NO_BREAK + "mois";
    }
    return "" + lived.getYears() + NO_BREAK + "ans";
  }

  /** "02 61 91 12 34" held together; whatever is not a French number stays as it is. */
  static String phone(String number) {
    String digits = number.replaceAll("[\\s.-]", "");
    return digits.matches("0\\d{9}")
        ? digits.replaceAll("(\\d{2})(?=\\d)", "$1" + NO_BREAK)
        : number;
  }

  /** "10 9990 00127", as in the mock-up: two, four, five. */
  static String rpps(String number) {
    return number.matches("\\d{11}")
        ? number.substring(0, 2)
            + NO_BREAK
            + number.substring(2, 6)
            + NO_BREAK
            + number.substring(6)
        : number;
  }
}

package carnet.server.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** When the practice is open. */
final class Hours {
  private final LocalDate today;
  private final Dice dice;

  Hours(LocalDate today, Dice dice) {
    this.today = today;
    this.dice = dice;
  }

  /** A weekday, at a quarter of an hour between half past eight and six, never after yesterday. */
  LocalDateTime open(LocalDate day) {
    LocalDate weekday = day;
    while (weekday.getDayOfWeek().getValue() > 5 || !weekday.isBefore(today)) {
      weekday = weekday.minusDays(1);
    }
    return weekday.atTime(8, 30).plus(dice.between(0, 37) * 15L, ChronoUnit.MINUTES);
  }
}

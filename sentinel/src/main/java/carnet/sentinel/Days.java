package carnet.sentinel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Days of the practice, and the times that a detail may hold: with an offset, without, or a date
 * alone.
 */
final class Days {
  private Days() {}

  static LocalDate of(Instant time, Settings settings) {
    return LocalDate.ofInstant(time, settings.zone());
  }

  static Instant start(LocalDate day, Settings settings) {
    return day.atStartOfDay(settings.zone()).toInstant();
  }

  static boolean isNight(Instant time, Settings settings) {
    int hour = time.atZone(settings.zone()).getHour();
    return hour >= 22 || hour < 6;
  }

  static Optional<LocalDate> read(@Nullable Object detail, Settings settings) {
    return instant(detail, settings).map(time -> of(time, settings));
  }

  static Optional<Instant> instant(@Nullable Object detail, Settings settings) {
    if (!(detail instanceof String text)) {
      return Optional.empty();
    }
    return instant(text)
        .or(() -> attempt(() -> LocalDateTime.parse(text).atZone(settings.zone()).toInstant()))
        .or(() -> attempt(() -> start(LocalDate.parse(text), settings)));
  }

  static Optional<Instant> instant(String text) {
    return attempt(() -> OffsetDateTime.parse(text).toInstant());
  }

  private static Optional<Instant> attempt(Supplier<Instant> reading) {
    try {
      return Optional.of(reading.get());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

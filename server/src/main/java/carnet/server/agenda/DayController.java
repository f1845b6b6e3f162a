package carnet.server.agenda;

import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.unlock.SignedIn;
import carnet.vault.Traced;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/day}. */
@RestController
final class DayController {

  private final Days days;

  DayController(Days days) {
    this.days = days;
  }

  @GetMapping("/api/day")
  Traced<Days.Day> day(SignedIn who, @RequestParam @Nullable String date) {
    LocalDate on;
    try {
      on = date == null ? days.today() : LocalDate.parse(date);
    } catch (DateTimeException wrong) {
      throw Problem.invalid("?date", "Date : AAAA-MM-JJ.", "Date: YYYY-MM-DD.");
    }
    return Problems.granted(days.of(who.session(), on));
  }

  @PostMapping("/api/day")
  Days.Placed book(SignedIn who, @RequestBody Days.Booking booking) {
    return days.book(who.session(), booking);
  }

  @PostMapping("/api/day/{id}/state")
  Days.Placed state(SignedIn who, @PathVariable String id, @RequestBody Days.Change change) {
    return days.change(who.session(), id, change);
  }
}

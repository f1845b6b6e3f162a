package carnet.sentinel;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reason why somebody may know a patient.
 *
 * @param to whom it serves; null: everyone in the practice (an appointment: see {@link
 *     Explanations})
 * @param madeBy whose act it was; its maker waits until {@code ripe}, or a thief would write
 *     himself an explanation
 * @param at what the words tell: the appointment's start, the entry's time
 * @param from it is near from here
 * @param near until here; an old relation before and after
 * @param far until here
 */
record Tie(
    String code,
    @Nullable String to,
    String madeBy,
    Instant ripe,
    Instant at,
    Instant from,
    Instant near,
    Instant far) {

  /** How much a tie explains: charts and names are counted by it. */
  enum Strength {
    NONE,
    FAR,
    NEAR
  }

  /** How far around today the pages of the agenda are turned without being counted. */
  static final Duration AGENDA = Duration.ofDays(31);

  /** How long an act beyond the day's budget of such acts explains nothing to its maker. */
  static final Duration OVER_BUDGET = Duration.ofDays(30);

  Tie ripeFrom(Instant time) {
    return new Tie(code, to, madeBy, time, at, from, near, far);
  }

  Strength strength(Instant time) {
    if (!time.isBefore(far)) {
      return Strength.NONE;
    }
    return !time.isBefore(from) && time.isBefore(near) ? Strength.NEAR : Strength.FAR;
  }

  boolean isUnripeFor(String account, Instant time) {
    return madeBy.equals(account) && time.isBefore(ripe);
  }

  /** What it explains of opening a chart; a booking alone opens none. */
  Strength forChart(Account who, Instant time) {
    boolean serves =
        switch (code) {
          case "booking" -> false;
          case "appointment" -> who.is(to) || who.helpsColleagues() || who.onDuty(time);
          case "document" -> to == null ? who.isClinician() : who.is(to);
          default -> to == null || who.is(to);
        };
    if (!serves) {
      return Strength.NONE;
    }
    if (isUnripeFor(who.name(), time)) {
      return code.equals("recall") ? Strength.FAR : Strength.NONE;
    }
    return strength(time);
  }

  /** What it explains of seeing a name. */
  Strength forName(Account who, Instant time, boolean inAgenda) {
    boolean ofPractice = to == null || code.equals("appointment");
    if (strength(time) == Strength.NONE || !(ofPractice || who.is(to))) {
      return Strength.NONE;
    }
    if (isUnripeFor(who.name(), time)) {
      return ripe.isAfter(time.plus(Duration.ofDays(1))) ? Strength.NONE : Strength.FAR;
    }
    boolean onThePage = inAgenda && code.equals("appointment") && at.isBefore(time.plus(AGENDA));
    return onThePage ? Strength.NEAR : strength(time);
  }
}

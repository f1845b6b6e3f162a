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
}

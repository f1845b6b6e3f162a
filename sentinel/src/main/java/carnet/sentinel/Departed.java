package carnet.sentinel;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The account of someone who left, or that nobody used for so long that its owner may have left
 * without a word: it wakes by day on its own device with a second factor, or not at all.
 */
record Departed() implements Rule {
  @Override
  public Optional<Finding> look(Look look) {
    Optional<Instant> departed = look.who().departed();
    if (departed.isPresent()) {
      Reason reason = new Reason("departed", Map.of("since", departed.get().toString()));
      return Optional.of(new Finding(Verdict.FREEZE, reason, 1));
    }
    Event access = look.access();
    if (look.who().onDuty(access.time())) {
      return Optional.empty();
    }
    return look.who()
        .dormantDays(access.time(), look.settings().ages().dormant())
        .flatMap(days -> dormant(look, days));
  }

  private static Optional<Finding> dormant(Look look, int days) {
    Event access = look.access();
    boolean unknown =
        !look.who().places().knowsDevice(access.device())
            || !look.who().places().knowsNetwork(access.network());
    boolean night = Days.isNight(access.time(), look.settings());
    boolean factor = Sentinel.givesFactor(access);
    if ((night && unknown) || (!factor && (night || unknown))) {
      Reason reason = new Reason("dormant", Map.of("days", days, "freeze", true));
      return Optional.of(new Finding(Verdict.FREEZE, reason, 1));
    }
    Reason reason = new Reason("dormant", Map.of("days", days, "freeze", false));
    return factor ? Optional.empty() : Optional.of(new Finding(Verdict.STEP_UP, reason, 0.6));
  }
}

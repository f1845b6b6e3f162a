package carnet.sentinel;

import java.util.Map;
import java.util.Optional;

/**
 * Many patients leave at once: only right after a second factor, and not at all while exports are
 * on hold.
 */
record BulkExport() implements Rule {
  @Override
  public Optional<Finding> look(Look look) {
    Event access = look.access();
    int count = Math.max(access.counted("count"), access.listed("patients").size());
    boolean many = count >= look.settings().bounds().manyPatients();
    boolean leaves = access.kind() == Kind.EXPORT || (access.kind() == Kind.PRINT && many);
    if (leaves && look.who().isHeld()) {
      return Optional.of(new Finding(Verdict.STEP_UP, Reason.of("held"), 0.9));
    }
    return access.kind() != Kind.EXPORT || !many || look.factorIsFresh()
        ? Optional.empty()
        : Optional.of(
            new Finding(Verdict.STEP_UP, new Reason("bulkExport", Map.of("count", count)), 0.5));
  }
}

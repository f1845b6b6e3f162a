package carnet.sentinel;

import java.util.Optional;

/**
 * Many resources are brought in: only right after a second factor, because it writes under every
 * patient. What belongs to an import that was let in ({@code batch}) is not asked again.
 */
record BulkImport() implements Rule {
  @Override
  public Optional<Finding> look(Look look) {
    Event access = look.access();
    boolean begins = access.kind() == Kind.IMPORT && access.said("batch").isEmpty();
    return begins && !look.factorIsFresh()
        ? Optional.of(new Finding(Verdict.STEP_UP, Reason.of("bulkImport"), 0.5))
        : Optional.empty();
  }
}

package carnet.sentinel;

import java.util.Optional;

/**
 * A device or network that this account never worked from: one touch of the passkey before anything
 * is shown. A factor given there makes it known, so nobody is asked twice.
 */
record UnknownDevice() implements Rule {
  @Override
  public Optional<Finding> look(Look look) {
    Event access = look.access();
    Account who = look.who();
    boolean known = who.places().knowsDevice(access.device());
    if (!access.kind().isAccess() || (known && look.factorIsFresh())) {
      return Optional.empty();
    }
    if (!known) {
      return Optional.of(new Finding(Verdict.STEP_UP, Reason.of("unknownDevice"), 0.5));
    }
    return who.places().knowsNetwork(access.network())
        ? Optional.empty()
        : Optional.of(new Finding(Verdict.STEP_UP, Reason.of("unknownNetwork"), 0.4));
  }
}

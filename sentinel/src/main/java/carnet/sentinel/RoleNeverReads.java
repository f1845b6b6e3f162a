package carnet.sentinel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A class of the chart that the role holds no key for. The vault refuses anyway; asking again and
 * again is a sign of someone who does not know what the role can do. Her own filings and messages
 * of two days, and grants, are hers.
 */
record RoleNeverReads() implements Rule {
  private static final Set<String> MEDICAL = Set.of("history", "treatment", "notes");
  private static final Map<String, Set<String>> NEVER =
      Map.of("secretary", MEDICAL, "delegate", MEDICAL);

  @Override
  public Optional<Finding> look(Look look) {
    Event access = look.access();
    String clazz = access.clazz();
    String patient = access.patient();
    if (clazz == null || !access.kind().isAccess() || !isNeverRead(look.who(), clazz)) {
      return Optional.empty();
    }
    boolean lent =
        look.who().isGranted(clazz, access.time())
            || (patient != null && look.explanations().lentTo(look.who(), patient, access.time()));
    if (lent) {
      return Optional.empty();
    }
    int before = look.who().spent(Account.Budget.ROLE_MISSES, access.time());
    boolean repeated = before >= look.settings().bounds().roleMisses();
    Reason reason =
        new Reason(
            "roleNeverReads", Map.of("class", clazz, "count", before + 1, "freeze", repeated));
    return Optional.of(
        new Finding(repeated ? Verdict.FREEZE : Verdict.STEP_UP, reason, repeated ? 1 : 0.7));
  }

  private static boolean isNeverRead(Account who, String clazz) {
    String whole = clazz.startsWith("notes") ? "notes" : clazz;
    return NEVER.getOrDefault(who.role(), Set.of()).contains(whole);
  }
}

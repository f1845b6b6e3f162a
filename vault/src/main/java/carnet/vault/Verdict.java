package carnet.vault;

import java.util.List;
import java.util.Map;

/**
 * What the sentinel says of an access before it happens.
 *
 * @param explanation why it was expected: a code and its facts ({@code appointment}, {@code
 *     own-entry} … or {@code none})
 * @param reasons why not, when it is not allowed; codes with facts
 */
public record Verdict(
    Decision decision,
    Map<String, Object> explanation,
    List<Map<String, Object>> reasons,
    double score) {

  /**
   * STEP_UP asks a fresh factor; FREEZE ends the account's reading until a second member lifts it.
   */
  public enum Decision {
    ALLOW,
    STEP_UP,
    FREEZE
  }

  public Verdict {
    explanation = Map.copyOf(explanation);
    reasons = List.copyOf(reasons);
  }

  public static Verdict allowed(Map<String, Object> explanation) {
    return new Verdict(Decision.ALLOW, explanation, List.of(), 0);
  }
}

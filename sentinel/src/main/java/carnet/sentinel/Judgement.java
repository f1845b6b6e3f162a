package carnet.sentinel;

import java.util.List;

/**
 * The answer about one access before it happens.
 *
 * @param reasons gravest first; empty when allowed
 * @param score 0 (ordinary) to 1 (at a bound)
 * @param explanation why the access is ordinary, or {@link Explanation#NONE}
 */
public record Judgement(
    Verdict verdict, List<Reason> reasons, double score, Explanation explanation) {
  public Judgement {
    reasons = List.copyOf(reasons);
  }
}

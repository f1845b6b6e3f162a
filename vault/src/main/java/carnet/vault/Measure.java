package carnet.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was done about an account, obeyed by every replica that learns of it.
 *
 * @param reasons codes with their facts, never a name
 */
public record Measure(
    String id,
    MemberId member,
    Action action,
    @Nullable String device,
    List<Map<String, Object>> reasons,
    double score,
    Instant since) {

  /** A freeze stands until a second member lifts it. */
  public enum Action {
    FREEZE,
    LIFT
  }

  /**
   * A measure that stands no more.
   *
   * @param why in the words of who lifted it; none where its act holds none
   */
  public record Lifted(Measure measure, MemberId by, Instant at, @Nullable String why) {}
}

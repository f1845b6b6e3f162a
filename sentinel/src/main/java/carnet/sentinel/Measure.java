package carnet.sentinel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in force for one account, and for no other.
 *
 * @param device the only device it touches; null: the account on every device
 */
public record Measure(
    String practice,
    String account,
    Action action,
    Instant since,
    List<Reason> reasons,
    @Nullable String device) {

  /**
   * HOLD stops exports only; STEP_UP ends with a second factor; FREEZE and HOLD end by a second
   * member.
   */
  public enum Action {
    HOLD("hold"),
    STEP_UP("stepup"),
    FREEZE("freeze");

    private final String wire;

    Action(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }

  public Measure {
    reasons = List.copyOf(reasons);
  }

  boolean touches(@Nullable String where) {
    return device == null || device.equals(where);
  }
}

package carnet.record.prescription;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a drug is taken: the sentence that is printed, and its rhythm where it was understood. The
 * text is the truth; the rhythm serves timing and counting.
 */
public record Posology(String text, @Nullable Rhythm rhythm) {

  public static Posology of(String text) {
    return new Posology(text, null);
  }

  /**
   * @param dose how many of {@code taken} at once
   * @param times how often in each period
   * @param period in hours, days, weeks or months, as UCUM writes them: h, d, wk, mo
   * @param moments FHIR's words for moments of the day: MORN, NOON, EVE, HS; empty when only
   *     counted
   */
  public record Rhythm(
      @Nullable BigDecimal dose,
      String taken,
      int times,
      int every,
      String period,
      List<String> moments,
      boolean asNeeded,
      String need) {
    public Rhythm {
      moments = List.copyOf(moments);
    }
  }
}

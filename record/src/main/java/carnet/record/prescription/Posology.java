package carnet.record.prescription;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a drug is taken: the sentence that is printed, and its rhythm where all of the sentence was
 * understood. Without a rhythm it stands word for word as the prescriber wrote it, and nothing is
 * computed from it. With one the two say the same: the sentence is the rhythm's own ({@link
 * RhythmText}), and reads back as it.
 */
public record Posology(String text, @Nullable Rhythm rhythm) {

  public static Posology of(String text) {
    return new Posology(text, null);
  }

  /** The sentence with its rhythm, where all of it is understood of that drug. */
  public static Posology read(String sentence, Drug drug) {
    return LineGrammar.posology(sentence, drug.taken());
  }

  /** Whether anything may be computed from it. */
  public boolean isVerbatim() {
    return rhythm == null;
  }

  /**
   * @param dose how many of {@code taken} at once; null where it differs by moment
   * @param times how often in each period; 0: the dose is for the whole period and how it is
   *     divided is not said, or, where there is no period, it is for each need
   * @param period in hours, days, weeks or months, as UCUM writes them: h, d, wk, mo; or empty
   * @param moments FHIR's words for moments of the day: MORN, NOON, EVE, HS; each with its dose
   *     ("MORN=2") where they differ; empty when only counted
   * @param need what it is taken for, where it is taken only then ("douleur"), or empty
   * @param advice known phrases that stand beside the amount and leave it as it is: "à jeun",
   *     "pendant les repas"
   */
  public record Rhythm(
      @Nullable BigDecimal dose,
      String taken,
      int times,
      int every,
      String period,
      List<String> moments,
      String need,
      List<String> advice) {
    public Rhythm {
      moments = List.copyOf(moments);
      advice = List.copyOf(advice);
    }

    Rhythm when(String needed, List<String> advised) {
      return new Rhythm(dose, taken, times, every, period, moments, needed, advised);
    }
  }
}

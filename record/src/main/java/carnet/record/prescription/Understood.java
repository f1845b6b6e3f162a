package carnet.record.prescription;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was understood of a typed line, to be confirmed by the prescriber before it enters the
 * sheet.
 *
 * @param drug null: no drug was recognized, or several strengths are possible (then {@code
 *     choices})
 * @param brand the brand that was typed, or empty
 * @param posology word for word what was typed, where not all of it was understood
 * @param missing fields still to be given: drug, dose, form, posology, duration
 * @param choices other drugs that the same words may name, best first
 * @param text the words as typed
 */
public record Understood(
    @Nullable Drug drug,
    String brand,
    @Nullable Posology posology,
    @Nullable Span duration,
    String units,
    @Nullable Integer renewals,
    boolean ald,
    @Nullable Kept kept,
    List<String> missing,
    List<Drug> choices,
    String text) {

  public Understood {
    missing = List.copyOf(missing);
    choices = List.copyOf(choices);
  }

  /** No drug was recognized. */
  static Understood freeText(String text) {
    List<String> missing = List.of("drug");
    return new Understood(null, "", null, null, "", null, false, null, missing, List.of(), text);
  }

  /** The line, complete or not; a text in which no drug was recognized stays as it was typed. */
  public PrescriptionLine line() {
    if (drug == null) {
      return PrescriptionLine.freeText(text.strip());
    }
    return new PrescriptionLine(
        drug.id(),
        drug.atc(),
        drug.inn(),
        kept == null ? "" : brand,
        drug.dose(),
        drug.form(),
        drug.route(),
        posology == null ? Posology.of("") : posology,
        duration,
        units,
        renewals == null ? 0 : renewals,
        ald,
        kept);
  }
}

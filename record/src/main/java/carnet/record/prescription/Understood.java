package carnet.record.prescription;

import carnet.record.prescription.PrescribingRules.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was understood of a typed line, to be confirmed by the prescriber before it enters the
 * sheet.
 *
 * @param drug null: no drug was recognized, or several strengths are possible (then {@code
 *     choices})
 * @param brand the brand that was typed, or empty
 * @param missing fields still to be given: drug, dose, posology, duration
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

  /** The line, complete or not; a text in which no drug was recognized stays as it was typed. */
  public PrescriptionLine line() {
    if (drug == null) {
      return PrescriptionLine.freeText(text.strip()).withAld(ald);
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

  /** Why this line cannot be printed on plain paper, where it cannot. */
  public Optional<Rule> secured(PrescribingRules rules, Formulary drugs, LocalDate day) {
    Optional<Rule> ofDrug = drug == null ? Optional.empty() : rules.securedStock(drug.atc(), day);
    return ofDrug.or(() -> rules.securedStockNamed(text, drugs, day));
  }
}

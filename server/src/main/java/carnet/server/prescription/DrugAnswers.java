package carnet.server.prescription;

import carnet.record.prescription.Drug;
import carnet.record.prescription.Formulary;
import carnet.record.prescription.Kept;
import carnet.record.prescription.PrescribingRules.Rule;
import carnet.record.prescription.QuickEntry;
import carnet.record.prescription.Span;
import carnet.record.prescription.Understood;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the app is told of drugs: always with the source of what is said. */
final class DrugAnswers {

  private DrugAnswers() {}

  /**
   * @param source of the formulary, and {@code at} its date
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Named(
      String id,
      String inn,
      @Nullable String brand,
      String dose,
      String form,
      String route,
      String source,
      LocalDate at) {}

  record Length(int value, String unit) {}

  record Secured(String reason, String source) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Read(
      @Nullable Named drug,
      @Nullable String posology,
      @Nullable Length duration,
      @Nullable String units,
      @Nullable Integer renewals,
      boolean ald,
      @Nullable String nonSubstitutable,
      List<String> missing,
      List<Named> choices,
      @Nullable Secured secured) {}

  static List<Named> named(Formulary formulary, String text) {
    return formulary.named(text).stream()
        .limit(20)
        .map(drug -> named(formulary, drug, ""))
        .toList();
  }

  static Read understood(Sheets sheets, String text) {
    Formulary formulary = sheets.formulary();
    Understood read = QuickEntry.understand(text, formulary);
    Drug drug = read.drug();
    Span duration = read.duration();
    Kept kept = read.kept();
    return new Read(
        drug == null ? null : named(formulary, drug, read.brand()),
        read.posology() == null ? null : read.posology().text(),
        duration == null ? null : new Length(duration.value(), duration.unit().ucum),
        read.units().isEmpty() ? null : read.units(),
        read.renewals(),
        read.ald(),
        kept == null ? null : kept.name(),
        read.missing(),
        read.choices().stream().limit(10).map(each -> named(formulary, each, "")).toList(),
        read.secured(sheets.rules(), formulary, sheets.today())
            .map(DrugAnswers::secured)
            .orElse(null));
  }

  private static Secured secured(Rule rule) {
    return new Secured(rule.fr(), rule.source());
  }

  static Named named(Formulary formulary, Drug drug, String brand) {
    return new Named(
        drug.id(),
        drug.inn(),
        brand.isEmpty() ? null : brand,
        drug.dose(),
        drug.form(),
        drug.route(),
        formulary.source(),
        formulary.date());
  }
}

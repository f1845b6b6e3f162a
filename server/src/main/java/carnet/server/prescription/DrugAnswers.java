package carnet.server.prescription;

import carnet.record.prescription.Drug;
import carnet.record.prescription.Formulary;
import carnet.record.prescription.Kept;
import carnet.record.prescription.Lack;
import carnet.record.prescription.Posology;
import carnet.record.prescription.QuickEntry;
import carnet.record.prescription.Span;
import carnet.record.prescription.Understood;
import carnet.vault.Member;
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

  /** A rule that a line breaks: {@code secured-stock}, {@code too-long} or {@code not-yours}. */
  record Refused(String code, String reason, String source) {}

  /**
   * @param verbatim whether the posology stays word for word, nothing of it being computed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Read(
      @Nullable Named drug,
      @Nullable String posology,
      boolean verbatim,
      @Nullable Length duration,
      @Nullable String units,
      @Nullable Integer renewals,
      boolean ald,
      @Nullable String nonSubstitutable,
      List<String> missing,
      List<Named> choices,
      List<Refused> refused) {}

  static List<Named> named(Formulary formulary, String text) {
    return formulary.named(text).stream()
        .limit(20)
        .map(drug -> named(formulary, drug, ""))
        .toList();
  }

  /**
   * @param chosen id of the drug picked among the choices of this text, or empty
   * @param verbatim posology of the line being corrected that stands word for word, or empty
   */
  static Read understood(Sheets sheets, Member by, String text, String chosen, String verbatim) {
    Formulary formulary = sheets.formulary();
    Understood read = QuickEntry.understand(text, formulary, chosen, verbatim);
    Drug drug = read.drug();
    Span duration = read.duration();
    Kept kept = read.kept();
    Posology posology = read.posology();
    return new Read(
        drug == null ? null : named(formulary, drug, read.brand()),
        posology == null ? null : posology.text(),
        posology != null && posology.isVerbatim(),
        duration == null ? null : new Length(duration.value(), duration.unit().ucum),
        read.units().isEmpty() ? null : read.units(),
        read.renewals(),
        read.ald(),
        kept == null ? null : kept.name(),
        read.missing(),
        read.choices().stream().limit(10).map(each -> named(formulary, each, "")).toList(),
        refused(sheets.lacks(by, "", read.line())));
  }

  /** Without what is only missing: that is for her to type still. */
  static List<Refused> refused(List<Lack> lacks) {
    return lacks.stream()
        .filter(each -> !each.code().equals("missing"))
        .map(each -> new Refused(each.code(), each.fr(), each.source()))
        .toList();
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

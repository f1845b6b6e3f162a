package carnet.server.prescription;

import carnet.record.PatientId;
import carnet.record.ResourceKey;
import carnet.record.chart.Chart;
import carnet.record.prescription.Drug;
import carnet.record.prescription.Kept;
import carnet.record.prescription.PrescriptionLine;
import carnet.record.prescription.Renewal;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.chart.Held;
import carnet.server.chart.Once;
import carnet.server.practice.House;
import carnet.vault.Compartment;
import carnet.vault.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lines signed once, given back to be prescribed again: one answer for each that is asked for, a
 * line or the reason why there is none.
 */
@Component
final class Renewals {

  private static final int MOST = 100;

  private final Sheets sheets;
  private final Once once;

  Renewals(Sheets sheets, House house) {
    this.sheets = sheets;
    this.once = new Once(house);
  }

  /** Ids of the MedicationRequests to prescribe again. */
  record Asked(@Nullable List<String> of) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Renewed(String of, @Nullable Carried line, @Nullable Left left) {}

  /**
   * A line as a sheet takes it, but for its length.
   *
   * @param drug absent of free text, which stands in {@code text}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Carried(
      DrugAnswers.@Nullable Named drug,
      @Nullable String text,
      String posology,
      boolean verbatim,
      String route,
      boolean ald,
      @Nullable String nonSubstitutable) {}

  record Left(String name, String reason, String source) {}

  List<Renewed> again(Session by, PatientId patient, Asked asked) {
    Held.require(by, Compartment.TREATMENT);
    List<String> ids = Fields.present(asked.of(), "/of");
    if (ids.size() > MOST) {
      throw Problem.invalid("/of", "Cent lignes au plus.", "A hundred lines at most.");
    }
    Chart chart = once.look(by, patient, Compartment.TREATMENT);
    List<Renewed> answers = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      String id = Fields.text(ids.get(i), "/of/" + i);
      if (!ResourceKey.isId(id)) {
        throw Problem.notFound();
      }
      carnet.record.chart.Held line =
          chart.find(new ResourceKey("MedicationRequest", id)).orElseThrow(Problem::notFound);
      answers.add(answer(id, sheets.renewal(chart, line)));
    }
    return answers;
  }

  private Renewed answer(String of, Renewal renewal) {
    return switch (renewal) {
      case Renewal.Carried carried -> new Renewed(of, carried(carried.line()), null);
      case Renewal.Left left ->
          new Renewed(of, null, new Left(left.name(), left.fr(), left.source()));
    };
  }

  private Carried carried(PrescriptionLine line) {
    Kept kept = line.kept();
    Drug drug = line.drug() == null ? null : sheets.formulary().byId(line.drug()).orElseThrow();
    return new Carried(
        drug == null ? null : DrugAnswers.named(sheets.formulary(), drug, line.brand()),
        drug == null ? line.name() : null,
        line.posology().text(),
        line.posology().isVerbatim(),
        line.route(),
        line.ald(),
        kept == null ? null : kept.name());
  }
}

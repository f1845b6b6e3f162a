package carnet.record.prescription;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One numbered line of a sheet. A line of free text has no drug: its words stand in {@code name}.
 * Of its drug only this is checked, that it is none which needs secured stock; the screen says so.
 *
 * @param drug id in the formulary, null for free text
 * @param atc empty for free text
 * @param name international name, or the free text
 * @param brand empty when prescribed by international name alone
 * @param units how many are to be delivered, with what is counted ("14 comprimés"), or empty
 * @param kept null: may be substituted
 */
public record PrescriptionLine(
    @Nullable String drug,
    String atc,
    String name,
    String brand,
    String dose,
    String form,
    String route,
    Posology posology,
    @Nullable Span duration,
    String units,
    int renewals,
    boolean ald,
    @Nullable Kept kept) {

  public static PrescriptionLine of(
      Drug drug, Posology posology, @Nullable Span duration, int renewals) {
    return new PrescriptionLine(
        drug.id(),
        drug.atc(),
        drug.inn(),
        "",
        drug.dose(),
        drug.form(),
        drug.route(),
        posology,
        duration,
        "",
        renewals,
        false,
        null);
  }

  public static PrescriptionLine freeText(String text) {
    return new PrescriptionLine(
        null, "", text, "", "", "", "", Posology.of(""), null, "", 0, false, null);
  }

  public PrescriptionLine withAld(boolean related) {
    return new PrescriptionLine(
        drug, atc, name, brand, dose, form, route, posology, duration, units, renewals, related,
        kept);
  }

  /** The same, with its duration, units and renewals still to be said. */
  public PrescriptionLine withoutLength() {
    return new PrescriptionLine(
        drug, atc, name, brand, dose, form, route, posology, null, "", 0, ald, kept);
  }

  /**
   * What keeps this line from being signed by that profession on that day: what is missing, and the
   * rules that it breaks, with their source. Fields begin with {@code at}.
   */
  public List<Lack> lacks(
      String at, String profession, LocalDate day, PrescribingRules rules, Formulary drugs) {
    List<Lack> found = new ArrayList<>();
    LineCheck.check(this, at, profession, day, rules, drugs, found);
    return List.copyOf(found);
  }

  public boolean isFreeText() {
    return drug == null;
  }

  /** "Warfarine 5 mg, comprimé (COUMADINE)". */
  public String title() {
    StringBuilder title = new StringBuilder(name);
    if (!dose.isEmpty()) {
      title.append(' ').append(dose);
    }
    if (!form.isEmpty()) {
      title.append(", ").append(form);
    }
    if (!brand.isEmpty()) {
      title.append(" (").append(brand).append(')');
    }
    return title.toString();
  }
}

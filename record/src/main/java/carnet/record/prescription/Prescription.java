package carnet.record.prescription;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sheet, with the mentions of CSP R.5132-3 as they stood when it was made: who prescribes, for
 * whom, where, when and what.
 *
 * <p>Immutable. {@link #lacks} says field by field what keeps it from being signed; a sheet that
 * lacks something can still be shown as a draft.
 *
 * @param id 32 hex digits
 * @param number the short number that a pharmacist reads out on the phone
 */
public record Prescription(
    String id,
    String number,
    Prescriber by,
    Patient to,
    String place,
    LocalDate date,
    List<PrescriptionLine> lines) {

  private static final String MENTIONS = "CSP R.5132-3";

  public Prescription {
    lines = List.copyOf(lines);
  }

  /**
   * @param member id of the member who prescribes
   * @param profession as in the API: gp, specialist, nurse, midwife
   * @param title as printed: "Médecin généraliste"
   * @param billing number of the health insurance (AM), or empty
   */
  public record Prescriber(
      String member,
      String family,
      String given,
      String profession,
      String title,
      String rpps,
      String billing,
      String practice,
      String address,
      String phone,
      String email) {

    /** Doctors and midwives are announced differently on paper; only doctors are "Dr". */
    public String announced() {
      boolean doctor = profession.equals("gp") || profession.equals("specialist");
      return (doctor ? "Dr\u00a0" : "") + given + " " + family;
    }
  }

  /**
   * @param sex female, male or unknown, as FHIR writes it
   * @param birthFamily empty when it is the name in use
   */
  public record Patient(
      String id,
      String family,
      String birthFamily,
      String given,
      String sex,
      LocalDate born,
      @Nullable String weight) {}

  /** What is missing or not allowed on the day of the sheet; empty means that it may be signed. */
  public List<Lack> lacks(PrescribingRules rules, Formulary drugs) {
    List<Lack> found = new ArrayList<>();
    need(found, by.family(), "/by/family", "Nom du prescripteur", "Prescriber's family name");
    need(found, by.given(), "/by/given", "Prénom du prescripteur", "Prescriber's given name");
    need(found, by.title(), "/by/title", "Qualité du prescripteur", "Prescriber's profession");
    need(found, by.rpps(), "/by/rpps", "Numéro RPPS", "RPPS number");
    need(found, by.address(), "/by/address", "Adresse professionnelle", "Practice address");
    need(found, by.phone(), "/by/phone", "Téléphone professionnel", "Practice phone");
    need(found, by.email(), "/by/email", "Adresse électronique", "E-mail address");
    need(found, to.family(), "/to/family", "Nom du patient", "Patient's family name");
    need(found, to.given(), "/to/given", "Prénom du patient", "Patient's given name");
    if (!to.sex().equals("female") && !to.sex().equals("male")) {
      need(found, "", "/to/sex", "Sexe du patient", "Patient's sex");
    }
    if (to.born().isAfter(date)) {
      need(
          found,
          "",
          "/to/born",
          "Date de naissance (elle est après l’ordonnance)",
          "Birth date (after the sheet's)");
    }
    need(found, place, "/place", "Lieu", "Place");
    if (lines.isEmpty()) {
      need(found, "", "/lines", "Au moins une ligne", "At least one line");
    }
    for (int i = 0; i < lines.size(); i++) {
      found.addAll(lines.get(i).lacks("/lines/" + i, by.profession(), date, rules, drugs));
    }
    return List.copyOf(found);
  }

  static void need(List<Lack> found, String value, String field, String fr, String en) {
    if (value.isBlank()) {
      found.add(
          new Lack(
              field, "missing", fr + "\u202f: à compléter.", en + ": to be completed.", MENTIONS));
    }
  }
}

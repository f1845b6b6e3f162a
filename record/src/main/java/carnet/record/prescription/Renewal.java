package carnet.record.prescription;

import carnet.record.prescription.PrescribingRules.Rule;
import java.time.LocalDate;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What becomes of a line that was signed once and is prescribed again: no line is ever nothing. */
public sealed interface Renewal {

  /**
   * The drug, the posology and the reasons as they were signed. How long is for the prescriber to
   * say anew: duration, units and renewals are not carried over.
   */
  record Carried(PrescriptionLine line) implements Renewal {}

  /**
   * It has to be written anew, or elsewhere.
   *
   * @param name what was prescribed
   */
  record Left(String name, String fr, String en, String source) implements Renewal {}

  /** What becomes of a line that nobody signed here. */
  static Left foreign(JsonNode request) {
    return new Left(
        request.path("medicationCodeableConcept").path("text").asString("?"),
        "Cette ligne ne vient pas d’une ordonnance de Carnet\u202f: écrivez-la.",
        "This line comes from no sheet of Carnet: write it.",
        "");
  }

  /** From the sealed resource itself, never from what was printed of it. */
  static Renewal of(JsonNode request, Formulary drugs, PrescribingRules rules, LocalDate day) {
    if (FhirPrescription.sheetOf(request).isEmpty()) {
      return foreign(request);
    }
    PrescriptionLine signed = FhirPrescription.line(request);
    Optional<Rule> secured = LineCheck.secured(signed, day, rules, drugs);
    if (secured.isPresent()) {
      Rule rule = secured.get();
      return new Left(signed.title(), rule.fr(), rule.en(), rule.source());
    }
    String id = signed.drug();
    if (id != null && drugs.byId(id).isEmpty()) {
      return new Left(
          signed.title(),
          "Ce médicament n’est plus au formulaire.",
          "This drug is no longer in the formulary.",
          drugs.source());
    }
    return new Carried(signed.withoutLength());
  }
}

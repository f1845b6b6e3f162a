package carnet.record.prescription;

import carnet.record.prescription.Posology.Rhythm;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sheet as FHIR R4: one {@code MedicationRequest} a line, bound by {@code groupIdentifier}, each
 * whole in itself.
 *
 * <p>The identities printed on the sheet travel inside each resource ({@code contained}), as they
 * stood when it was signed: a patient who marries later does not change an old sheet. {@link
 * FhirPrescription#read} gives back an equal value, so that what is printed is made from what was
 * sealed.
 */
public final class PrescriptionFhir {
  static final String SHEET = "urn:carnet:prescription";
  static final String NUMBER = "urn:carnet:prescription-number";
  static final String LINE = "urn:carnet:prescription-line";
  static final String LINES = "urn:carnet:prescription-lines";
  static final String PLACE = "urn:carnet:prescription-place";
  static final String ALD = "urn:carnet:ald";
  static final String UNITS = "urn:carnet:units";
  static final String MOMENTS = "urn:carnet:uneven-moments";
  static final String FORM = "urn:carnet:form";
  static final String BRAND = "urn:carnet:brand";
  static final String DOSE = "urn:carnet:dose";
  static final String NAME = "urn:carnet:drug-name";
  static final String FORMULARY = "urn:carnet:formulary";
  static final String ATC = "http://www.whocc.no/atc";
  static final String RPPS = "urn:oid:1.2.250.1.71.4.2.1";
  static final String KEPT = "urn:carnet:not-substitutable";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PrescriptionFhir() {}

  /**
   * One resource a line, in the order of the sheet; ids are the sheet's, a dash and the number of
   * the line.
   */
  public static List<ObjectNode> toFhir(Prescription sheet) {
    List<ObjectNode> resources = new ArrayList<>();
    for (int i = 0; i < sheet.lines().size(); i++) {
      resources.add(request(sheet, i + 1, sheet.lines().get(i)));
    }
    return resources;
  }

  static String idOf(String sheet, int line) {
    return sheet + "-" + line;
  }

  private static ObjectNode request(Prescription sheet, int number, PrescriptionLine line) {
    ObjectNode out = JSON.objectNode();
    out.put("resourceType", "MedicationRequest");
    out.put("id", idOf(sheet.id(), number));
    FhirIdentities.contained(out.putArray("contained"), sheet);
    ArrayNode said = out.putArray("extension");
    said.addObject().put("url", LINE).put("valueInteger", number);
    said.addObject().put("url", LINES).put("valueInteger", sheet.lines().size());
    said.addObject().put("url", NUMBER).put("valueString", sheet.number());
    if (!sheet.place().isEmpty()) {
      said.addObject().put("url", PLACE).put("valueString", sheet.place());
    }
    said.addObject().put("url", ALD).put("valueBoolean", line.ald());
    out.put("status", "active");
    out.put("intent", "order");
    medication(out.putObject("medicationCodeableConcept"), line);
    out.putObject("subject")
        .put("reference", "Patient/" + sheet.to().id())
        .put("display", FhirIdentities.shown(sheet.to()));
    ArrayNode about = out.putArray("supportingInformation");
    about.addObject().put("reference", "#prescriber");
    about.addObject().put("reference", "#patient");
    if (sheet.to().weight() != null) {
      about.addObject().put("reference", "#weight");
    }
    out.put("authoredOn", sheet.date().toString());
    out.putObject("requester")
        .put("reference", "Practitioner/" + sheet.by().member())
        .put("display", sheet.by().announced());
    out.putObject("groupIdentifier").put("system", SHEET).put("value", sheet.id());
    dosage(out, line);
    dispense(out, line);
    substitution(out, line);
    return out;
  }

  private static void medication(ObjectNode out, PrescriptionLine line) {
    ArrayNode said = JSON.arrayNode();
    text(said, NAME, line.name());
    text(said, DOSE, line.dose());
    text(said, FORM, line.form());
    text(said, BRAND, line.brand());
    out.set("extension", said);
    if (line.drug() != null) {
      ArrayNode coding = out.putArray("coding");
      coding.addObject().put("system", FORMULARY).put("code", line.drug());
      if (!line.atc().isEmpty()) {
        coding.addObject().put("system", ATC).put("code", line.atc());
      }
    }
    out.put("text", line.title().isBlank() ? "?" : line.title());
  }

  private static void text(ArrayNode into, String url, String value) {
    if (!value.isEmpty()) {
      into.addObject().put("url", url).put("valueString", value);
    }
  }

  private static void dosage(ObjectNode out, PrescriptionLine line) {
    Rhythm rhythm = line.posology().rhythm();
    if (line.posology().text().isEmpty() && line.route().isEmpty() && rhythm == null) {
      return;
    }
    ObjectNode dosage = out.putArray("dosageInstruction").addObject();
    if (!line.posology().text().isEmpty()) {
      dosage.put("text", line.posology().text());
    }
    if (rhythm != null) {
      FhirTiming.write(dosage, rhythm);
    }
    if (!line.route().isEmpty()) {
      dosage.putObject("route").put("text", line.route());
    }
  }

  private static void dispense(ObjectNode out, PrescriptionLine line) {
    ObjectNode dispense = out.putObject("dispenseRequest");
    if (!line.units().isEmpty()) {
      dispense.putArray("extension").addObject().put("url", UNITS).put("valueString", line.units());
    }
    dispense.put("numberOfRepeatsAllowed", Math.max(0, line.renewals()));
    Span duration = line.duration();
    if (duration != null) {
      dispense
          .putObject("expectedSupplyDuration")
          .put("value", duration.value())
          .put("unit", duration.french().substring(duration.french().indexOf('\u00a0') + 1))
          .put("system", "http://unitsofmeasure.org")
          .put("code", duration.unit().ucum);
    }
  }

  private static void substitution(ObjectNode out, PrescriptionLine line) {
    Kept kept = line.kept();
    if (kept == null) {
      return;
    }
    ObjectNode substitution = out.putObject("substitution").put("allowedBoolean", false);
    ObjectNode reason = substitution.putObject("reason");
    reason
        .putArray("coding")
        .addObject()
        .put("system", KEPT)
        .put("code", kept.name())
        .put("display", kept.french);
    reason.put("text", "Non substituable (" + kept.name() + ")");
  }

  static String extension(JsonNode of, String url, String value) {
    for (JsonNode said : of.path("extension")) {
      if (said.path("url").asString("").equals(url)) {
        return said.path(value).asString("");
      }
    }
    return "";
  }
}

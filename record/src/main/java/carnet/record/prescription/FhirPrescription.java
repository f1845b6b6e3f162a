package carnet.record.prescription;

import carnet.record.Resource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a sheet back from its sealed resources. */
public final class FhirPrescription {
  private FhirPrescription() {}

  /**
   * A set of resources that is not one whole sheet: the message names the resource and what is
   * wrong.
   */
  public static final class NotASheet extends RuntimeException {
    NotASheet(String message) {
      super(message);
    }
  }

  /**
   * The id of the sheet that a resource belongs to, or empty when it is no line of ours: what an
   * import brings says of itself what it likes, but not under which id it is kept.
   */
  public static String sheetOf(Resource resource) {
    String sheet = sheetOf(resource.tree());
    String id = PrescriptionFhir.idOf(sheet, number(resource.tree()));
    return resource.key().id().equals(id) ? sheet : "";
  }

  /** As it says itself. */
  static String sheetOf(JsonNode resource) {
    JsonNode group = resource.path("groupIdentifier");
    return group.path("system").asString("").equals(PrescriptionFhir.SHEET)
        ? group.path("value").asString("")
        : "";
  }

  /** The id of the member whom a line names as its prescriber, or empty. */
  public static String prescriberOf(JsonNode resource) {
    return FhirIdentities.prescriber(contained(resource, "prescriber")).member();
  }

  /**
   * The whole sheet, lines in order whatever the order given. Throws {@link NotASheet} when a line
   * is missing or foreign.
   */
  public static Prescription read(List<? extends JsonNode> resources) {
    if (resources.isEmpty()) {
      throw new NotASheet("no line at all");
    }
    List<? extends JsonNode> inOrder =
        resources.stream().sorted(Comparator.comparingInt(FhirPrescription::number)).toList();
    JsonNode first = inOrder.getFirst();
    String id = sheetOf(first);
    for (int i = 0; i < inOrder.size(); i++) {
      JsonNode each = inOrder.get(i);
      if (!sheetOf(each).equals(id) || number(each) != i + 1) {
        throw new NotASheet(
            "resource "
                + each.path("id").asString("?")
                + " is not line "
                + (i + 1)
                + " of sheet "
                + id);
      }
    }
    String announced = PrescriptionFhir.extension(first, PrescriptionFhir.LINES, "valueInteger");
    if (!announced.equals(String.valueOf(inOrder.size()))) {
      throw new NotASheet(
          "sheet " + id + " has " + announced + " lines, " + inOrder.size() + " were given");
    }
    String subject =
        first.path("subject").path("reference").asString("").replaceFirst("^Patient/", "");
    return new Prescription(
        id,
        PrescriptionFhir.extension(first, PrescriptionFhir.NUMBER, "valueString"),
        FhirIdentities.prescriber(contained(first, "prescriber")),
        FhirIdentities.patient(
            subject,
            contained(first, "patient"),
            contained(first, "weight").path("valueString").asString("")),
        PrescriptionFhir.extension(first, PrescriptionFhir.PLACE, "valueString"),
        LocalDate.parse(first.path("authoredOn").asString("")),
        inOrder.stream().map(FhirPrescription::line).toList());
  }

  static PrescriptionLine line(JsonNode from) {
    JsonNode drug = from.path("medicationCodeableConcept");
    JsonNode dosage = from.path("dosageInstruction").path(0);
    JsonNode dispense = from.path("dispenseRequest");
    JsonNode kept = from.path("substitution").path("reason").path("coding").path(0).path("code");
    String id = coded(drug, PrescriptionFhir.FORMULARY);
    return new PrescriptionLine(
        id.isEmpty() ? null : id,
        coded(drug, PrescriptionFhir.ATC),
        PrescriptionFhir.extension(drug, PrescriptionFhir.NAME, "valueString"),
        PrescriptionFhir.extension(drug, PrescriptionFhir.BRAND, "valueString"),
        PrescriptionFhir.extension(drug, PrescriptionFhir.DOSE, "valueString"),
        PrescriptionFhir.extension(drug, PrescriptionFhir.FORM, "valueString"),
        dosage.path("route").path("text").asString(""),
        new Posology(
            dosage.path("text").asString(""),
            dosage.has("timing") ? FhirTiming.read(dosage) : null),
        span(dispense.path("expectedSupplyDuration")),
        PrescriptionFhir.extension(dispense, PrescriptionFhir.UNITS, "valueString"),
        dispense.path("numberOfRepeatsAllowed").asInt(0),
        PrescriptionFhir.extension(from, PrescriptionFhir.ALD, "valueBoolean").equals("true"),
        kept.isMissingNode() ? null : Kept.valueOf(kept.asString("")));
  }

  private static @Nullable Span span(JsonNode from) {
    return from.isMissingNode()
        ? null
        : new Span(from.path("value").asInt(), Span.Unit.ofUcum(from.path("code").asString("")));
  }

  private static String coded(JsonNode concept, String system) {
    for (JsonNode coding : concept.path("coding")) {
      if (coding.path("system").asString("").equals(system)) {
        return coding.path("code").asString("");
      }
    }
    return "";
  }

  private static JsonNode contained(JsonNode in, String id) {
    for (JsonNode each : in.path("contained")) {
      if (each.path("id").asString("").equals(id)) {
        return each;
      }
    }
    return in.path("contained").path("nothing");
  }

  private static int number(JsonNode resource) {
    String number = PrescriptionFhir.extension(resource, PrescriptionFhir.LINE, "valueInteger");
    return number.matches("\\d{1,6}") ? Integer.parseInt(number) : -1;
  }
}

package carnet.record.prescription;

import carnet.record.prescription.Posology.Rhythm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A rhythm as FHIR {@code Timing}, {@code asNeeded} and {@code doseAndRate}, and back. */
final class FhirTiming {
  private FhirTiming() {}

  static void write(ObjectNode dosage, Rhythm rhythm) {
    ObjectNode timing = dosage.putObject("timing");
    ArrayNode said = timing.putArray("extension");
    said.addObject().put("url", PrescriptionFhir.UNITS).put("valueString", rhythm.taken());
    boolean uneven = rhythm.moments().stream().anyMatch(m -> m.contains("="));
    if (uneven) {
      String joined = String.join(" ", rhythm.moments());
      said.addObject().put("url", PrescriptionFhir.MOMENTS).put("valueString", joined);
    }
    if (rhythm.times() > 0) {
      ObjectNode repeat = timing.putObject("repeat");
      if (uneven || rhythm.moments().isEmpty()) {
        repeat.put("frequency", rhythm.times());
      }
      repeat.put("period", rhythm.every()).put("periodUnit", rhythm.period());
      if (!uneven && !rhythm.moments().isEmpty()) {
        ArrayNode when = repeat.putArray("when");
        rhythm.moments().forEach(when::add);
      }
    }
    if (rhythm.asNeeded()) {
      dosage
          .putObject("asNeededCodeableConcept")
          .put("text", rhythm.need().isEmpty() ? "besoin" : rhythm.need());
    }
    if (rhythm.dose() != null) {
      dosage
          .putArray("doseAndRate")
          .addObject()
          .putObject("doseQuantity")
          .put("value", rhythm.dose())
          .put("unit", rhythm.taken());
    }
  }

  static Rhythm read(JsonNode dosage) {
    JsonNode timing = dosage.path("timing");
    JsonNode repeat = timing.path("repeat");
    List<String> moments = new ArrayList<>();
    String uneven = PrescriptionFhir.extension(timing, PrescriptionFhir.MOMENTS, "valueString");
    if (!uneven.isEmpty()) {
      moments.addAll(List.of(uneven.split(" ", -1)));
    }
    repeat.path("when").forEach(when -> moments.add(when.asString("")));
    JsonNode dose = dosage.path("doseAndRate").path(0).path("doseQuantity").path("value");
    JsonNode need = dosage.path("asNeededCodeableConcept").path("text");
    int times = repeat.path("frequency").asInt(moments.isEmpty() ? 0 : moments.size());
    return new Rhythm(
        dose.isMissingNode() ? null : new BigDecimal(dose.asString("0")),
        PrescriptionFhir.extension(timing, PrescriptionFhir.UNITS, "valueString"),
        times,
        repeat.path("period").asInt(1),
        repeat.path("periodUnit").asString("d"),
        moments,
        !need.isMissingNode(),
        need.asString(""));
  }
}

package carnet.record.prescription;

import carnet.record.prescription.Posology.Rhythm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A rhythm as FHIR {@code Timing}, {@code asNeeded} and {@code doseAndRate}, and back. */
final class FhirTiming {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

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
    if (!rhythm.need().isEmpty()) {
      dosage.putObject("asNeededCodeableConcept").put("text", rhythm.need());
    }
    ArrayNode advice = JSON.arrayNode();
    rhythm.advice().forEach(each -> advice.addObject().put("text", each));
    if (!advice.isEmpty()) {
      dosage.set("additionalInstruction", advice);
    }
    if (rhythm.dose() == null) {
      return;
    }
    ObjectNode amount = dosage.putArray("doseAndRate").addObject();
    if (isPerPeriod(rhythm)) {
      ObjectNode rate = amount.putObject("rateRatio");
      rate.putObject("numerator").put("value", rhythm.dose()).put("unit", rhythm.taken());
      rate.putObject("denominator")
          .put("value", rhythm.every())
          .put("system", "http://unitsofmeasure.org")
          .put("code", rhythm.period());
    } else {
      amount.putObject("doseQuantity").put("value", rhythm.dose()).put("unit", rhythm.taken());
    }
  }

  /** So many in the period, however divided: a rate, and no dose that is taken at once. */
  private static boolean isPerPeriod(Rhythm rhythm) {
    return rhythm.times() == 0 && !rhythm.period().isEmpty();
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
    JsonNode amount = dosage.path("doseAndRate").path(0);
    JsonNode rate = amount.path("rateRatio");
    JsonNode dose =
        (rate.isMissingNode() ? amount.path("doseQuantity") : rate.path("numerator")).path("value");
    JsonNode per = rate.path("denominator");
    List<String> advice = new ArrayList<>();
    dosage
        .path("additionalInstruction")
        .forEach(each -> advice.add(each.path("text").asString("")));
    return new Rhythm(
        dose.isMissingNode() ? null : new BigDecimal(dose.asString("0")),
        PrescriptionFhir.extension(timing, PrescriptionFhir.UNITS, "valueString"),
        repeat.path("frequency").asInt(moments.size()),
        repeat.path("period").asInt(per.path("value").asInt(1)),
        repeat.path("periodUnit").asString(per.path("code").asString("")),
        moments,
        dosage.path("asNeededCodeableConcept").path("text").asString(""),
        advice);
  }
}

package carnet.server.chart;

import carnet.record.Json;
import carnet.record.PatientId;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.server.Problem;
import carnet.vault.Member;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A measure as FHIR's vital signs, and what corrects it. */
final class MeasureFhir {

  private static final Pattern TWO = Pattern.compile("(\\d{2,3})\\s*/\\s*(\\d{2,3})");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,6}(\\.\\d{1,4})?");

  private MeasureFhir() {}

  static ResourceKey key(String id) {
    return new ResourceKey("Observation", id);
  }

  /** The field {@code at} names the measure in what was asked. */
  static Resource measure(
      String id,
      PatientId patient,
      Member author,
      Instant taken,
      FactsController.Measure of,
      String at) {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "Observation").put("id", id).put("status", "final");
    code(
        tree.putObject("code"), of.code(), Vital.of(of.code()).map(v -> v.title).orElse(of.code()));
    tree.putObject("subject").put("reference", patient.key().toString());
    tree.put("effectiveDateTime", taken.toString());
    NoteFhir.author(tree.putArray("performer").addObject(), author);
    Vital.of(of.code())
        .filter(vital -> !vital.unit.equals(of.unit()))
        .ifPresent(vital -> {
          throw Problem.invalid(
              at + "/unit", "Unité attendue : " + vital.unit + ".", "In " + vital.unit + ".");
        });
    value(tree, of.code(), of.value(), of.unit(), at + "/value");
    return Resource.of(key(id), tree);
  }

  /** The same measure with another value, in the unit that it had. */
  static Resource corrected(Resource measure, String value) {
    ObjectNode tree = measure.tree().deepCopy();
    String unit = tree.path("valueQuantity").path("code").asString("");
    value(tree, loinc(tree), value, unit, "/value");
    return Resource.of(measure.key(), tree.put("status", "corrected"));
  }

  /** The same measure, that should not have been: nobody counts it any more. */
  static Resource withdrawn(Resource measure) {
    return Resource.of(measure.key(), measure.tree().deepCopy().put("status", "entered-in-error"));
  }

  private static String loinc(ObjectNode tree) {
    return tree.path("code").path("coding").path(0).path("code").asString("");
  }

  private static void value(ObjectNode tree, String code, String value, String unit, String at) {
    Vital vital = Vital.of(code).orElse(null);
    if (vital != Vital.PRESSURE) {
      BigDecimal number = number(value, at);
      quantity(
          tree.putObject("valueQuantity"),
          vital == null ? number : vital.possible(number, at),
          unit);
      return;
    }
    Matcher two = TWO.matcher(value);
    if (!two.matches()) {
      throw Problem.invalid(
          at, "Pression : deux nombres, « 148/86 ».", "Pressure: two numbers, 148/86.");
    }
    BigDecimal systolic = vital.possible(new BigDecimal(two.group(1)), at);
    BigDecimal diastolic = vital.possible(new BigDecimal(two.group(2)), at);
    if (systolic.compareTo(diastolic) <= 0) {
      throw Problem.invalid(
          at,
          "Pression : la systolique d’abord, et plus haute, « 148/86 ».",
          "Pressure: systolic first, and higher, 148/86.");
    }
    ArrayNode components = tree.putArray("component");
    component(components, "8480-6", "Systolique", systolic);
    component(components, "8462-4", "Diastolique", diastolic);
  }

  private static void component(ArrayNode into, String loinc, String name, BigDecimal value) {
    ObjectNode part = into.addObject();
    code(part.putObject("code"), loinc, name);
    quantity(part.putObject("valueQuantity"), value, Vital.PRESSURE.unit);
  }

  private static void code(ObjectNode into, String loinc, String name) {
    into.putArray("coding").addObject().put("system", "http://loinc.org").put("code", loinc);
    into.put("text", name);
  }

  private static void quantity(ObjectNode into, BigDecimal value, String ucum) {
    into.put("value", value)
        .put("unit", ucum.equals("mm[Hg]") ? "mmHg" : ucum)
        .put("system", "http://unitsofmeasure.org")
        .put("code", ucum);
  }

  private static BigDecimal number(String text, String at) {
    if (!NUMBER.matcher(text).matches()) {
      throw Problem.invalid(at, "Un nombre.", "A number.");
    }
    return new BigDecimal(text);
  }
}

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A measure as FHIR's vital signs, and what corrects it. */
final class MeasureFhir {

  private static final Pattern TWO = Pattern.compile("(\\d{2,3})\\s*/\\s*(\\d{2,3})");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,6}(\\.\\d{1,4})?");

  private static final String SYSTOLIC = "8480-6";
  private static final String DIASTOLIC = "8462-4";

  private record Pressure(BigDecimal systolic, BigDecimal diastolic) {}

  private MeasureFhir() {}

  /**
   * @throws Problem not-found, where no resource could have this id
   */
  static ResourceKey key(String id) {
    if (!ResourceKey.isId(id)) {
      throw Problem.notFound();
    }
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

  /** The same measure with another value, in the unit that it had: imported ones have their own. */
  static Resource corrected(Resource measure, String value) {
    ObjectNode tree = measure.tree().deepCopy();
    String at = "/value";
    if (loinc(tree).equals(Vital.PRESSURE.loinc)) {
      Pressure two = pressure(value, at);
      for (JsonNode each : tree.path("component")) {
        switch (loinc(each)) {
          case SYSTOLIC -> replace(each, two.systolic(), at);
          case DIASTOLIC -> replace(each, two.diastolic(), at);
          default -> {}
        }
      }
    } else {
      String unit = tree.path("valueQuantity").path("code").asString("");
      replace(tree, possible(loinc(tree), number(value, at), unit, at), at);
    }
    return Resource.of(measure.key(), tree.put("status", "corrected"));
  }

  private static void replace(JsonNode measured, BigDecimal value, String at) {
    if (!(measured.path("valueQuantity") instanceof ObjectNode quantity)) {
      throw Problem.invalid(
          at,
          "Ce résultat n’est pas un nombre : il peut être retiré, pas corrigé.",
          "This result is no number: it can be withdrawn, not corrected.");
    }
    quantity.put("value", value);
  }

  /** The same measure, that should not have been: nobody counts it any more. */
  static Resource withdrawn(Resource measure) {
    return Resource.of(measure.key(), measure.tree().deepCopy().put("status", "entered-in-error"));
  }

  private static String loinc(JsonNode tree) {
    return tree.path("code").path("coding").path(0).path("code").asString("");
  }

  private static void value(ObjectNode tree, String code, String value, String unit, String at) {
    if (code.equals(Vital.PRESSURE.loinc)) {
      Pressure two = pressure(value, at);
      ArrayNode components = tree.putArray("component");
      component(components, SYSTOLIC, "Systolique", two.systolic());
      component(components, DIASTOLIC, "Diastolique", two.diastolic());
    } else {
      quantity(tree.putObject("valueQuantity"), possible(code, number(value, at), unit, at), unit);
    }
  }

  private static BigDecimal possible(String code, BigDecimal value, String unit, String at) {
    return Vital.of(code)
        .filter(vital -> vital.unit.equals(unit))
        .map(vital -> vital.possible(value, at))
        .orElse(value);
  }

  private static Pressure pressure(String value, String at) {
    Matcher two = TWO.matcher(value);
    if (!two.matches()) {
      throw Problem.invalid(
          at, "Pression : deux nombres, « 148/86 ».", "Pressure: two numbers, 148/86.");
    }
    BigDecimal systolic = Vital.PRESSURE.possible(new BigDecimal(two.group(1)), at);
    BigDecimal diastolic = Vital.PRESSURE.possible(new BigDecimal(two.group(2)), at);
    if (systolic.compareTo(diastolic) <= 0) {
      throw Problem.invalid(
          at,
          "Pression : la systolique d’abord, et plus haute, « 148/86 ».",
          "Pressure: systolic first, and higher, 148/86.");
    }
    return new Pressure(systolic, diastolic);
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

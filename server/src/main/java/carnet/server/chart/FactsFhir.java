package carnet.server.chart;

import carnet.record.Json;
import carnet.record.PatientId;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.server.Problem;
import carnet.vault.Member;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Measures, problems and allergies as FHIR, with LOINC and UCUM codes. */
final class FactsFhir {

  private static final String PRESSURE = "85354-9";
  private static final Pattern TWO = Pattern.compile("(\\d{2,3})\\s*/\\s*(\\d{2,3})");
  private static final Map<String, String> NAMES =
      Map.of(
          PRESSURE,
          "Pression artérielle",
          "8867-4",
          "Pouls",
          "29463-7",
          "Poids",
          "59408-5",
          "SpO₂",
          "4548-4",
          "HbA1c",
          "8302-2",
          "Taille",
          "8310-5",
          "Température",
          "6301-6",
          "INR",
          "62238-1",
          "DFG estimé");

  private FactsFhir() {}

  static Resource measure(
      String id,
      PatientId patient,
      Member author,
      Instant taken,
      FactsController.Measure of,
      String at) {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "Observation").put("id", id).put("status", "final");
    code(tree.putObject("code"), of.code(), NAMES.getOrDefault(of.code(), of.code()));
    tree.putObject("subject").put("reference", patient.key().toString());
    tree.put("effectiveDateTime", taken.toString());
    NoteFhir.author(tree.putArray("performer").addObject(), author);
    if (of.code().equals(PRESSURE)) {
      Matcher two = TWO.matcher(of.value());
      if (!two.matches()) {
        throw Problem.invalid(
            at + "/value",
            "Pression : deux nombres, « 148/86 ».",
            "Pressure: two numbers, 148/86.");
      }
      ArrayNode components = tree.putArray("component");
      component(components, "8480-6", "Systolique", two.group(1));
      component(components, "8462-4", "Diastolique", two.group(2));
    } else {
      quantity(tree.putObject("valueQuantity"), number(of.value(), at), of.unit());
    }
    return Resource.of(new ResourceKey("Observation", id), tree);
  }

  static Resource problem(
      String id,
      PatientId patient,
      Member author,
      Instant now,
      String label,
      String since,
      String ald) {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "Condition").put("id", id);
    if (!ald.isEmpty()) {
      tree.putArray("extension").addObject().put("url", "urn:carnet:ald").put("valueString", ald);
    }
    clinical(tree, "condition-clinical");
    tree.putObject("code").put("text", label);
    tree.putObject("subject").put("reference", patient.key().toString());
    if (!since.isEmpty()) {
      tree.put(
          since.matches("\\d{4}(-\\d{2}(-\\d{2})?)?") ? "onsetDateTime" : "onsetString", since);
    }
    tree.put("recordedDate", now.toString());
    NoteFhir.author(tree.putObject("recorder"), author);
    return Resource.of(new ResourceKey("Condition", id), tree);
  }

  static Resource allergy(
      String id,
      PatientId patient,
      Member author,
      Instant now,
      String label,
      boolean grave,
      String note) {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "AllergyIntolerance").put("id", id);
    clinical(tree, "allergyintolerance-clinical");
    tree.put("criticality", grave ? "high" : "low");
    tree.putObject("code").put("text", label);
    tree.putObject("patient").put("reference", patient.key().toString());
    tree.put("recordedDate", now.toString());
    NoteFhir.author(tree.putObject("recorder"), author);
    if (!note.isEmpty()) {
      tree.putArray("note").addObject().put("text", note);
    }
    return Resource.of(new ResourceKey("AllergyIntolerance", id), tree);
  }

  private static void clinical(ObjectNode tree, String system) {
    tree.putObject("clinicalStatus")
        .putArray("coding")
        .addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/" + system)
        .put("code", "active");
  }

  private static void component(ArrayNode into, String loinc, String name, String value) {
    ObjectNode part = into.addObject();
    code(part.putObject("code"), loinc, name);
    quantity(part.putObject("valueQuantity"), new BigDecimal(value), "mm[Hg]");
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

  private static BigDecimal number(@Nullable String text, String at) {
    if (text == null || !text.matches("-?\\d{1,6}(\\.\\d{1,4})?")) {
      throw Problem.invalid(at + "/value", "Un nombre.", "A number.");
    }
    return new BigDecimal(text);
  }
}

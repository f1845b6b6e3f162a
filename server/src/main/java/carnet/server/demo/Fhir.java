package carnet.server.demo;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The resources of a chart, as Carnet writes them. */
final class Fhir {
  private static final String CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";
  private static final String ALLERGIC =
      "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
  private static final String RELIABILITY =
      "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability";

  private Fhir() {}

  static ObjectNode resource(String type, String id) {
    return JsonNodeFactory.instance.objectNode().put("resourceType", type).put("id", id);
  }

  static ObjectNode patient(Person p, boolean checked) {
    ObjectNode out = resource("Patient", p.id());
    ObjectNode reliability = out.putArray("extension").addObject().put("url", RELIABILITY);
    reliability
        .putArray("extension")
        .addObject()
        .put("url", "identityReliability")
        .putObject("valueCoding")
        .put("system", "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0445")
        .put("code", checked ? "VALI" : "PROV");
    // .11 is the system of demonstration numbers: typed, never qualified, never to be sent.
    out.putArray("identifier")
        .addObject()
        .put("use", "temp")
        .put("system", "urn:oid:1.2.250.1.213.1.4.11")
        .put("value", p.ins());
    out.put("active", true);
    ArrayNode names = out.putArray("name");
    ObjectNode official = names.addObject().put("use", "official").put("family", p.birthFamily());
    p.given().forEach(official.putArray("given")::add);
    names
        .addObject()
        .put("use", "usual")
        .put("family", p.family())
        .putArray("given")
        .add(p.given().getFirst());
    out.putArray("telecom")
        .addObject()
        .put("system", "phone")
        .put("value", p.phone())
        .put("use", p.phone().startsWith("06") ? "mobile" : "home");
    out.put("gender", p.woman() ? "female" : "male");
    out.put("birthDate", p.born().toString());
    ObjectNode address = out.putArray("address").addObject().put("use", "home");
    address.putArray("line").add(p.line());
    address.put("city", p.town()).put("postalCode", p.postalCode()).put("country", "FRA");
    return out;
  }

  static ObjectNode problem(
      String id,
      Person p,
      Member by,
      String label,
      String icd10,
      String ald,
      String since,
      boolean active) {
    ObjectNode out = resource("Condition", id);
    if (!ald.isEmpty()) {
      out.putArray("extension").addObject().put("url", "urn:carnet:ald").put("valueString", ald);
    }
    out.putObject("clinicalStatus")
        .putArray("coding")
        .addObject()
        .put("system", CLINICAL)
        .put("code", active ? "active" : "resolved");
    ObjectNode code = out.putObject("code");
    if (!icd10.isEmpty()) {
      code.putArray("coding")
          .addObject()
          .put("system", "http://hl7.org/fhir/sid/icd-10")
          .put("code", icd10);
    }
    code.put("text", label);
    subject(out, p);
    if (!since.isEmpty()) {
      out.put("onsetDateTime", since);
    }
    practitioner(out.putObject("recorder"), by);
    return out;
  }

  static ObjectNode allergy(String id, Person p, Member by, Person.Allergy allergy) {
    ObjectNode out = resource("AllergyIntolerance", id);
    out.putObject("clinicalStatus")
        .putArray("coding")
        .addObject()
        .put("system", ALLERGIC)
        .put("code", "active");
    out.put("criticality", allergy.grave() ? "high" : "low");
    out.putObject("code").put("text", allergy.label());
    out.putObject("patient").put("reference", "Patient/" + p.id());
    practitioner(out.putObject("recorder"), by);
    if (!allergy.note().isEmpty()) {
      out.putArray("note").addObject().put("text", allergy.note());
    }
    return out;
  }

  static ObjectNode encounter(
      String id,
      Person p,
      Member by,
      Instant at,
      int minutes,
      String type,
      String motive,
      List<String> about) {
    ObjectNode out = resource("Encounter", id);
    out.put("status", "finished");
    out.putObject("class")
        .put("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode")
        .put("code", "AMB");
    out.putArray("type").addObject().put("text", type);
    subject(out, p);
    practitioner(out.putArray("participant").addObject().putObject("individual"), by);
    out.putObject("period")
        .put("start", at.toString())
        .put("end", at.plusSeconds(60L * minutes).toString());
    out.putArray("reasonCode").addObject().put("text", motive);
    if (!about.isEmpty()) {
      ArrayNode reasons = out.putArray("reasonReference");
      about.forEach(condition -> reasons.addObject().put("reference", "Condition/" + condition));
    }
    return out;
  }

  static ObjectNode note(
      String id,
      Person p,
      Member by,
      Instant at,
      String encounter,
      String title,
      List<List<String>> sections) {
    ObjectNode out = resource("Composition", id);
    out.put("status", "final");
    out.putObject("type")
        .putArray("coding")
        .addObject()
        .put("system", "http://loinc.org")
        .put("code", "11488-4");
    subject(out, p);
    out.putObject("encounter").put("reference", "Encounter/" + encounter);
    out.put("date", at.toString());
    practitioner(out.putArray("author").addObject(), by);
    out.put("title", title);
    ArrayNode parts = out.putArray("section");
    for (List<String> section : sections) {
      ObjectNode part = parts.addObject().put("title", section.get(0));
      part.putObject("code")
          .putArray("coding")
          .addObject()
          .put("system", "http://loinc.org")
          .put("code", section.get(1));
      part.putObject("text")
          .put("status", "generated")
          .put(
              "div",
              "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + escaped(section.get(2)) + "</div>");
    }
    return out;
  }

  static ObjectNode observation(
      String id,
      Person p,
      Member by,
      Instant at,
      String loinc,
      String label,
      @Nullable String encounter) {
    ObjectNode out = resource("Observation", id);
    out.put("status", "final");
    ObjectNode code = out.putObject("code");
    code.putArray("coding").addObject().put("system", "http://loinc.org").put("code", loinc);
    code.put("text", label);
    subject(out, p);
    if (encounter != null) {
      out.putObject("encounter").put("reference", "Encounter/" + encounter);
    }
    out.put("effectiveDateTime", at.toString());
    practitioner(out.putArray("performer").addObject(), by);
    return out;
  }

  static void quantity(ObjectNode into, BigDecimal value, String unit, String ucum) {
    into.putObject("valueQuantity")
        .put("value", value)
        .put("unit", unit.isEmpty() ? ucum : unit)
        .put("system", "http://unitsofmeasure.org")
        .put("code", ucum);
  }

  static ObjectNode report(
      String id, Person p, Member by, Instant at, String label, List<String> results) {
    ObjectNode out = resource("DiagnosticReport", id);
    out.put("status", "final");
    out.putObject("code").put("text", label);
    subject(out, p);
    out.put("effectiveDateTime", at.toString());
    out.put("issued", at.toString());
    practitioner(out.putArray("resultsInterpreter").addObject(), by);
    ArrayNode list = out.putArray("result");
    results.forEach(result -> list.addObject().put("reference", "Observation/" + result));
    return out;
  }

  static ObjectNode vaccine(String id, Person p, Member by, LocalDate on, String label) {
    ObjectNode out = resource("Immunization", id);
    out.put("status", "completed");
    out.putObject("vaccineCode").put("text", label);
    out.putObject("patient").put("reference", "Patient/" + p.id());
    out.put("occurrenceDateTime", on.toString());
    practitioner(out.putArray("performer").addObject().putObject("actor"), by);
    return out;
  }

  static ObjectNode letter(
      String id, Person p, Member filedBy, Instant at, String from, String text) {
    ObjectNode out = resource("DocumentReference", id);
    out.put("status", "current");
    out.putObject("type").put("text", "Lettre, " + from.toLowerCase(Locale.FRENCH));
    subject(out, p);
    out.put("date", at.toString());
    practitioner(out.putArray("author").addObject(), filedBy);
    out.put("description", text);
    byte[] content =
        ("Concerne : " + p.family() + " " + p.given().getFirst() + "\n\n" + text + "\n")
            .getBytes(StandardCharsets.UTF_8);
    out.putArray("content")
        .addObject()
        .putObject("attachment")
        .put("contentType", "text/plain; charset=utf-8")
        .put("language", "fr")
        .put("data", Base64.getEncoder().encodeToString(content))
        .put("title", from)
        .put("creation", at.toString());
    return out;
  }

  static void subject(ObjectNode out, Person p) {
    out.putObject("subject").put("reference", "Patient/" + p.id());
  }

  static void practitioner(ObjectNode out, Member by) {
    out.put("reference", "Practitioner/" + by.id()).put("display", by.shown());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

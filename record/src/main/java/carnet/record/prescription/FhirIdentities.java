package carnet.record.prescription;

import carnet.record.prescription.Prescription.Patient;
import carnet.record.prescription.Prescription.Prescriber;
import java.time.LocalDate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The prescriber and the patient as printed, contained in each line's resource. */
final class FhirIdentities {
  private static final String MEMBER = "urn:carnet:member";
  private static final String BILLING = "urn:oid:1.2.250.1.215.300.1";
  private static final String PROFESSION = "urn:carnet:profession";
  private static final String PRACTICE = "urn:carnet:practice-name";

  private FhirIdentities() {}

  static void contained(ArrayNode into, Prescription sheet) {
    prescriber(into.addObject(), sheet.by());
    patient(into.addObject(), sheet.to());
    String weight = sheet.to().weight();
    if (weight != null) {
      ObjectNode observed = into.addObject();
      observed.put("resourceType", "Observation").put("id", "weight").put("status", "final");
      ObjectNode code = observed.putObject("code");
      code.putArray("coding").addObject().put("system", "http://loinc.org").put("code", "29463-7");
      observed.put("valueString", weight);
    }
  }

  static String shown(Patient of) {
    return of.family() + " " + of.given();
  }

  private static void prescriber(ObjectNode out, Prescriber by) {
    out.put("resourceType", "Practitioner").put("id", "prescriber");
    ArrayNode said = out.putArray("extension");
    said.addObject().put("url", PROFESSION).put("valueCode", by.profession());
    put(said, PRACTICE, by.practice());
    ArrayNode ids = out.putArray("identifier");
    identifier(ids, MEMBER, by.member());
    identifier(ids, PrescriptionFhir.RPPS, by.rpps());
    identifier(ids, BILLING, by.billing());
    name(out.putArray("name").addObject(), "official", by.family(), by.given());
    ArrayNode telecom = out.putArray("telecom");
    if (!by.phone().isEmpty()) {
      telecom.addObject().put("system", "phone").put("value", by.phone());
    }
    if (!by.email().isEmpty()) {
      telecom.addObject().put("system", "email").put("value", by.email());
    }
    if (telecom.isEmpty()) {
      out.remove("telecom");
    }
    if (!by.address().isEmpty()) {
      out.putArray("address").addObject().put("text", by.address());
    }
    if (!by.title().isEmpty()) {
      out.putArray("qualification").addObject().putObject("code").put("text", by.title());
    }
  }

  static Prescriber prescriber(JsonNode from) {
    JsonNode name = from.path("name").path(0);
    return new Prescriber(
        identified(from, MEMBER),
        name.path("family").asString(""),
        name.path("given").path(0).asString(""),
        PrescriptionFhir.extension(from, PROFESSION, "valueCode"),
        from.path("qualification").path(0).path("code").path("text").asString(""),
        identified(from, PrescriptionFhir.RPPS),
        identified(from, BILLING),
        PrescriptionFhir.extension(from, PRACTICE, "valueString"),
        from.path("address").path(0).path("text").asString(""),
        contact(from, "phone"),
        contact(from, "email"));
  }

  private static void patient(ObjectNode out, Patient to) {
    out.put("resourceType", "Patient").put("id", "patient");
    ArrayNode names = out.putArray("name");
    name(names.addObject(), "usual", to.family(), to.given());
    if (!to.birthFamily().isEmpty()) {
      name(names.addObject(), "official", to.birthFamily(), to.given());
    }
    out.put("gender", to.sex());
    out.put("birthDate", to.born().toString());
  }

  static Patient patient(String id, JsonNode from, String weight) {
    JsonNode used = from.path("name").path(0);
    return new Patient(
        id,
        used.path("family").asString(""),
        from.path("name").path(1).path("family").asString(""),
        used.path("given").path(0).asString(""),
        from.path("gender").asString("unknown"),
        LocalDate.parse(from.path("birthDate").asString("")),
        weight.isEmpty() ? null : weight);
  }

  private static void name(ObjectNode name, String use, String family, String given) {
    name.put("use", use);
    if (!family.isEmpty()) {
      name.put("family", family);
    }
    if (!given.isEmpty()) {
      name.putArray("given").add(given);
    }
  }

  private static void identifier(ArrayNode into, String system, String value) {
    if (!value.isEmpty()) {
      into.addObject().put("system", system).put("value", value);
    }
  }

  private static void put(ArrayNode into, String url, String value) {
    if (!value.isEmpty()) {
      into.addObject().put("url", url).put("valueString", value);
    }
  }

  private static String identified(JsonNode from, String system) {
    for (JsonNode id : from.path("identifier")) {
      if (id.path("system").asString("").equals(system)) {
        return id.path("value").asString("");
      }
    }
    return "";
  }

  private static String contact(JsonNode from, String system) {
    for (JsonNode contact : from.path("telecom")) {
      if (contact.path("system").asString("").equals(system)) {
        return contact.path("value").asString("");
      }
    }
    return "";
  }
}

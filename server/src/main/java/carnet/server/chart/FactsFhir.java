package carnet.server.chart;

import carnet.record.Json;
import carnet.record.PatientId;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.vault.Member;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Problems and allergies as FHIR. */
final class FactsFhir {

  private FactsFhir() {}

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
}

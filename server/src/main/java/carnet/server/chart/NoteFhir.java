package carnet.server.chart;

import carnet.record.Json;
import carnet.record.PatientId;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.vault.Member;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A note as FHIR: a Composition of four sections, and once signed the Encounter that it tells. */
final class NoteFhir {

  private static final String XHTML = "<div xmlns=\"http://www.w3.org/1999/xhtml\">";

  private NoteFhir() {}

  static ResourceKey key(String id) {
    return new ResourceKey("Composition", id);
  }

  static Resource composition(
      Notes.Note note, PatientId patient, Member author, Instant at, boolean signed) {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "Composition").put("id", note.id());
    tree.put("status", signed ? "final" : "preliminary");
    tree.putObject("type")
        .putArray("coding")
        .addObject()
        .put("system", "http://loinc.org")
        .put("code", "11488-4")
        .put("display", "Consult note");
    tree.putObject("subject").put("reference", patient.key().toString());
    tree.putObject("encounter").put("reference", "Encounter/" + note.id());
    tree.put("date", at.toString());
    author(tree.putArray("author").addObject(), author);
    tree.put("title", "Consultation");
    ArrayNode sections = tree.putArray("section");
    section(sections, "Motif", "29299-5", note.motive());
    section(sections, "Examen", "29545-1", note.exam());
    section(sections, "Conclusion", "51848-0", note.conclusion());
    section(sections, "Conduite à tenir", "18776-5", note.plan());
    if (sections.isEmpty()) {
      tree.remove("section");
    }
    return Resource.of(key(note.id()), tree);
  }

  static Resource encounter(Notes.Note note, PatientId patient, Member author, Instant at) {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "Encounter").put("id", note.id()).put("status", "finished");
    tree.putObject("class")
        .put("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode")
        .put("code", "AMB");
    tree.putObject("subject").put("reference", patient.key().toString());
    author(tree.putArray("participant").addObject().putObject("individual"), author);
    tree.putObject("period").put("start", at.toString());
    if (!note.motive().isBlank()) {
      tree.putArray("reasonCode").addObject().put("text", note.motive());
    }
    return Resource.of(new ResourceKey("Encounter", note.id()), tree);
  }

  static void author(ObjectNode reference, Member author) {
    reference.put("reference", "Practitioner/" + author.id().hex()).put("display", author.name());
  }

  private static void section(ArrayNode into, String title, String loinc, String text) {
    if (text.isBlank()) {
      return;
    }
    ObjectNode section = into.addObject().put("title", title);
    section
        .putObject("code")
        .putArray("coding")
        .addObject()
        .put("system", "http://loinc.org")
        .put("code", loinc);
    section
        .putObject("text")
        .put("status", "generated")
        .put("div", XHTML + escaped(text) + "</div>");
  }

  /** The words of a note back from its resource. */
  static Notes.Note read(String id, JsonNode composition) {
    return new Notes.Note(
        id,
        words(composition, "29299-5"),
        words(composition, "29545-1"),
        words(composition, "51848-0"),
        words(composition, "18776-5"));
  }

  private static String words(JsonNode composition, String loinc) {
    for (JsonNode section : composition.path("section")) {
      if (section.path("code").path("coding").path(0).path("code").asString("").equals(loinc)) {
        String div = section.path("text").path("div").asString("");
        return plain(div.substring(Math.min(XHTML.length(), div.length())).replace("</div>", ""));
      }
    }
    return "";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\r\n", "\n")
        .replace("\n", "<br/>");
  }

  private static String plain(String html) {
    return html.replace("<br/>", "\n")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}

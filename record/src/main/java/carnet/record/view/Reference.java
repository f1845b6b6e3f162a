package carnet.record.view;

import tools.jackson.databind.JsonNode;

/**
 * A reference as it was written: of an imported resource it still holds the vendor's id; the
 * import's links say what it is here.
 */
public record Reference(String literal, String display) {

  static Reference of(JsonNode reference) {
    return new Reference(
        Elements.text(reference, "reference"), Elements.text(reference, "display"));
  }
}

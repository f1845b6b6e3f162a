package carnet.record.view;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A CodeableConcept or Coding as a list shows it.
 *
 * @param label what was written, else the display, else the code
 */
public record Coded(String system, String code, String label) {

  static final Coded NONE = new Coded("", "", "");

  static Coded of(JsonNode concept) {
    JsonNode one = concept.isArray() ? concept.path(0) : concept;
    JsonNode coding = one.has("coding") ? Elements.at(one, "coding") : one;
    String code = Elements.text(coding, "code");
    String label =
        Elements.optional(one, "text").or(() -> Elements.optional(coding, "display")).orElse(code);
    return new Coded(Elements.text(coding, "system"), code, label);
  }

  static Optional<Coded> optional(JsonNode concept) {
    return Optional.of(of(concept)).filter(coded -> !coded.label.isEmpty());
  }

  public boolean isNone() {
    return label.isEmpty();
  }
}

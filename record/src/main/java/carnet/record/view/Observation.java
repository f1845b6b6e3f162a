package carnet.record.view;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A measure or a result.
 *
 * @param values the value itself, or those of its components: systolic and diastolic
 */
public record Observation(
    ResourceKey key, Coded code, String status, Optional<String> taken, List<Value> values) {

  /**
   * @param text the digits as they were written, or the words
   */
  public record Value(Coded of, String text, String unit) {}

  public static Observation of(Resource resource) {
    Elements.require(resource, "Observation");
    JsonNode tree = resource.tree();
    List<Value> values = new ArrayList<>();
    value(tree).ifPresent(values::add);
    for (JsonNode component : Elements.each(tree.path("component"))) {
      value(component).ifPresent(values::add);
    }
    return new Observation(
        resource.key(),
        Coded.of(tree.path("code")),
        Elements.text(tree, "status"),
        Elements.choice(
            tree, "effectiveDateTime", "effectivePeriod.start", "effectiveInstant", "issued"),
        List.copyOf(values));
  }

  private static Optional<Value> value(JsonNode from) {
    Coded code = Coded.of(from.path("code"));
    JsonNode quantity = from.path("valueQuantity");
    if (quantity.has("value")) {
      String unit = Elements.choice(quantity, "unit", "code").orElse("");
      String digits = Elements.text(quantity, "comparator") + Elements.text(quantity, "value");
      return Optional.of(new Value(code, digits, unit));
    }
    Optional<String> words =
        Coded.optional(from.path("valueCodeableConcept"))
            .map(Coded::label)
            .or(() ->
                Elements.choice(
                    from,
                    "valueString",
                    "valueInteger",
                    "valueBoolean",
                    "valueDateTime",
                    "valueTime"));
    return words.map(text -> new Value(code, text, ""));
  }
}

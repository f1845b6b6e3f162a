package carnet.record.view;

import carnet.record.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads elements that may be absent or of another form than FHIR says. */
final class Elements {

  private Elements() {}

  static void require(Resource resource, String type) {
    if (!resource.type().equals(type)) {
      throw new IllegalArgumentException(resource.type() + " is not a " + type);
    }
  }

  /** The text at a dotted path, the first item of each array; empty where there is none. */
  static String text(JsonNode from, String path) {
    JsonNode at = at(from, path);
    return at.isValueNode() && !at.isNull() ? at.asString("") : "";
  }

  static Optional<String> optional(JsonNode from, String path) {
    return Optional.of(text(from, path)).filter(text -> !text.isEmpty());
  }

  static JsonNode at(JsonNode from, String path) {
    JsonNode at = from;
    for (String name : path.split("\\.", -1)) {
      at = first(at).path(name);
    }
    return first(at);
  }

  /** The items of an array, or the one value, or nothing. */
  static List<JsonNode> each(JsonNode value) {
    List<JsonNode> items = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(items::add);
    } else if (!value.isMissingNode() && !value.isNull()) {
      items.add(value);
    }
    return items;
  }

  static List<String> texts(JsonNode value) {
    return each(value).stream()
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .filter(text -> !text.isBlank())
        .toList();
  }

  /** A member of choice type, {@code onset[x]}: the first that is a plain value. */
  static Optional<String> choice(JsonNode from, String... names) {
    for (String name : names) {
      Optional<String> found = optional(from, name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static JsonNode first(JsonNode value) {
    return value.isArray() ? value.path(0) : value;
  }
}

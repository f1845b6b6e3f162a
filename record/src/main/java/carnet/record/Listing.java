package carnet.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A positive list of elements: what may stand in a low class, and nothing else.
 *
 * <p>The notation is explained in {@code classes.tsv}. A name may be listed several times, with
 * different systems or addresses.
 */
final class Listing {

  /**
   * @param members null for a primitive value, else what the object may hold
   */
  private record Item(@Nullable String uri, @Nullable Listing members) {}

  /** "*": anything, except a contained resource that is about a patient. */
  private static final Listing ANY = new Listing(Map.of(), true);

  private final Map<String, List<Item>> items;
  private final boolean any;

  private Listing(Map<String, List<Item>> items, boolean any) {
    this.items = items;
    this.any = any;
  }

  static Listing parse(String notation, Map<String, String> shapes) {
    if (notation.equals("*")) {
      return ANY;
    }
    return new Parser(notation, shapes).list();
  }

  /** The listed names, for the test that holds them to FHIR. */
  Set<String> names() {
    return items.keySet();
  }

  /** The paths of what is outside, by name only, none twice; empty when all is listed. */
  List<String> outside(ObjectNode resource) {
    List<String> found = new ArrayList<>();
    if (any) {
      for (JsonNode each : resource.path("contained")) {
        String type = each.path("resourceType").asString("");
        if (!ResourceTypes.exists(type) || ResourceTypes.aboutPatient(type)) {
          found.add("contained");
        }
      }
    } else {
      collect(resource, "", true, found);
    }
    return found.stream().distinct().toList();
  }

  /** What is listed of the resource, in its own order; all of it when nothing is outside. */
  ObjectNode keep(ObjectNode resource) {
    if (any) {
      ObjectNode kept = resource.deepCopy();
      kept.remove("contained");
      return kept;
    }
    return keepObject(resource, true);
  }

  private void collect(ObjectNode object, String path, boolean top, List<String> found) {
    object
        .properties()
        .forEach(member -> {
          String name = member.getKey();
          if (top && name.equals("resourceType")) {
            return;
          }
          String at = path.isEmpty() ? name : path + "." + name;
          List<Item> listed = items.getOrDefault(name, List.of());
          for (JsonNode value : each(member.getValue())) {
            Item item = match(listed, value);
            if (item == null) {
              found.add(at);
            } else if (item.members != null) {
              item.members.collect((ObjectNode) value, at, false, found);
            }
          }
        });
  }

  private ObjectNode keepObject(ObjectNode object, boolean top) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(member -> {
          String name = member.getKey();
          List<Item> listed = items.getOrDefault(name, List.of());
          JsonNode value =
              top && name.equals("resourceType")
                  ? member.getValue()
                  : keepValue(listed, member.getValue());
          if (value != null) {
            kept.set(name, value);
          }
        });
    return kept;
  }

  private static @Nullable JsonNode keepValue(List<Item> listed, JsonNode value) {
    if (!(value instanceof ArrayNode array)) {
      return keepOne(listed, value);
    }
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : array) {
      JsonNode one = keepOne(listed, each);
      if (one != null) {
        kept.add(one);
      }
    }
    return kept.isEmpty() ? null : kept;
  }

  /** Null where nothing of the value is listed. */
  private static @Nullable JsonNode keepOne(List<Item> listed, JsonNode value) {
    Item item = match(listed, value);
    if (item == null) {
      return null;
    }
    if (item.members == null) {
      return value;
    }
    ObjectNode kept = item.members.keepObject((ObjectNode) value, false);
    return kept.isEmpty() ? null : kept;
  }

  private static @Nullable Item match(List<Item> listed, JsonNode value) {
    for (Item item : listed) {
      boolean shaped = item.members == null ? value.isValueNode() : value.isObject();
      if (shaped && (item.uri == null || item.uri.equals(uri(value)))) {
        return item;
      }
    }
    return null;
  }

  private static String uri(JsonNode value) {
    return value.path("url").asString(value.path("system").asString(""));
  }

  private static Iterable<JsonNode> each(JsonNode value) {
    return value.isArray() ? value : List.of(value);
  }

  /**
   * Reads: name [{uri}] [@Shape | (items)], separated by commas; a lone @Shape brings its items.
   */
  private static final class Parser {
    private final String text;
    private final Map<String, String> shapes;
    private int at;

    Parser(String text, Map<String, String> shapes) {
      this.text = text;
      this.shapes = shapes;
    }

    Listing list() {
      Map<String, List<Item>> items = new HashMap<>();
      do {
        String name = word();
        if (name.isEmpty()) {
          shape().items.forEach(items::putIfAbsent);
          continue;
        }
        String uri = null;
        if (sees('{')) {
          int end = text.indexOf('}', at);
          uri = text.substring(at, end);
          at = end + 1;
        }
        Listing members = null;
        if (peeks('@')) {
          members = shape();
        } else if (sees('(')) {
          members = list();
          expect(')');
        }
        items.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Item(uri, members));
      } while (sees(','));
      return new Listing(items, false);
    }

    private Listing shape() {
      expect('@');
      String name = word();
      String notation = shapes.get(name);
      if (notation == null) {
        throw new IllegalStateException("classes.tsv: no shape " + name);
      }
      return new Parser(notation, shapes).list();
    }

    private String word() {
      int from = at;
      while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
        at++;
      }
      return text.substring(from, at);
    }

    private boolean peeks(char c) {
      return at < text.length() && text.charAt(at) == c;
    }

    private boolean sees(char c) {
      boolean there = peeks(c);
      if (there) {
        at++;
      }
      return there;
    }

    private void expect(char c) {
      if (!sees(c)) {
        throw new IllegalStateException("classes.tsv: expected " + c + " at " + at);
      }
    }
  }
}

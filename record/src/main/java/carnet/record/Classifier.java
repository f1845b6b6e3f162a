package carnet.record;

import carnet.vault.Compartment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says in which class a resource falls, by type and content (DESIGN, section 5), and puts a stub
 * and its whole together again.
 *
 * <p>When in doubt it says history: an element that {@code classes.tsv} does not list never reaches
 * a low class. Pure; safe to share.
 */
public final class Classifier {

  public Classified classify(Resource resource) {
    ResourceTypes.Row row = ResourceTypes.row(resource.type());
    if (row.listed().isEmpty()) {
      return new Classified(row.compartment(), resource, Optional.empty(), List.of());
    }
    Listing listed = row.listed().get();
    List<String> outside = listed.outside(resource.tree());
    if (outside.isEmpty()) {
      return new Classified(row.compartment(), resource, Optional.empty(), List.of());
    }
    Resource stub = Resource.of(resource.key(), listed.keep(resource.tree()));
    return new Classified(
        Compartment.HISTORY,
        resource,
        Optional.of(new Classified.Stub(row.compartment(), stub)),
        outside);
  }

  /**
   * The one resource that who holds both classes gets: the stub's newest version is the truth for
   * the listed elements, the whole keeps the rest. Verbatim the whole when the stub adds nothing.
   */
  public Resource join(Resource stub, Resource whole) {
    Optional<Listing> listed = ResourceTypes.row(whole.type()).listed();
    if (listed.isEmpty()) {
      return whole;
    }
    ObjectNode projected = listed.get().keep(whole.tree());
    if (projected.equals(stub.tree())) {
      return whole;
    }
    return Resource.of(whole.key(), joinObject(stub.tree(), whole.tree(), projected));
  }

  private static ObjectNode joinObject(ObjectNode stub, ObjectNode whole, JsonNode projected) {
    ObjectNode joined = JsonNodeFactory.instance.objectNode();
    whole
        .properties()
        .forEach(member -> {
          String name = member.getKey();
          JsonNode was = projected.path(name);
          JsonNode now = stub.path(name);
          JsonNode value = joinValue(now, member.getValue(), was);
          if (!value.isMissingNode()) {
            joined.set(name, value);
          }
        });
    stub.properties()
        .forEach(member -> {
          if (!whole.has(member.getKey())) {
            joined.set(member.getKey(), member.getValue());
          }
        });
    return joined;
  }

  /** Missing where the stub removed the member and the whole has nothing of its own there. */
  private static JsonNode joinValue(JsonNode now, JsonNode whole, JsonNode was) {
    if (now.equals(was)) {
      return whole;
    }
    if (whole instanceof ObjectNode object && (now.isObject() || now.isMissingNode())) {
      ObjectNode stub = now instanceof ObjectNode o ? o : JsonNodeFactory.instance.objectNode();
      ObjectNode joined = joinObject(stub, object, was);
      return joined.isEmpty() ? JsonNodeFactory.instance.missingNode() : joined;
    }
    if (whole instanceof ArrayNode array && (now.isArray() || now.isMissingNode())) {
      ArrayNode joined = joinArray(now, array, was);
      return joined.isEmpty() ? JsonNodeFactory.instance.missingNode() : joined;
    }
    return now;
  }

  /**
   * The stub's items, each with what the whole knew of it, then the whole's items that no list
   * names.
   */
  private static ArrayNode joinArray(JsonNode now, ArrayNode whole, JsonNode was) {
    List<JsonNode> unlisted = new ArrayList<>();
    List<JsonNode> known = new ArrayList<>();
    int next = 0;
    for (JsonNode item : whole) {
      if (next < was.size() && isProjection(was.get(next), item)) {
        known.add(item);
        next++;
      } else {
        unlisted.add(item);
      }
    }
    ArrayNode joined = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : now) {
      int place = indexOf(was, item);
      joined.add(place >= 0 && place < known.size() ? known.get(place) : item);
    }
    unlisted.forEach(joined::add);
    return joined;
  }

  private static int indexOf(JsonNode array, JsonNode item) {
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).equals(item)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the item could have given the projection: same order, same values where both speak. */
  private static boolean isProjection(JsonNode projection, JsonNode item) {
    if (projection instanceof ObjectNode object && item.isObject()) {
      return object.properties().stream()
          .allMatch(member ->
              item.has(member.getKey())
                  && isProjection(member.getValue(), item.path(member.getKey())));
    }
    if (projection instanceof ArrayNode array && item instanceof ArrayNode items) {
      int next = 0;
      for (JsonNode each : items) {
        if (next < array.size() && isProjection(array.get(next), each)) {
          next++;
        }
      }
      return next == array.size();
    }
    return projection.equals(item);
  }
}

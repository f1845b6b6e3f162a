package carnet.record.intake;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.ResourceTypes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds whom a resource is about, by the paths of the table of types. */
final class Subjects {

  /** What can be said now; {@code waitsFor} is a reference that may still come. */
  record Answer(Item.Subject subject, @Nullable String waitsFor) {}

  private Subjects() {}

  /**
   * @param only the one patient of the bundle so far, for what names nobody
   */
  static Answer of(Resource resource, Links links, Optional<ResourceKey> only) {
    if (!ResourceTypes.aboutPatient(resource.type())) {
      return new Answer(new Item.Subject.Practice(), null);
    }
    Set<ResourceKey> patients = new LinkedHashSet<>();
    String unknown = null;
    for (String path : ResourceTypes.subjectPaths(resource.type())) {
      if (path.equals(".")) {
        patients.add(resource.key());
        continue;
      }
      for (String reference : references(resource.tree(), path)) {
        Optional<ResourceKey> meant = links.resolve(reference);
        meant.filter(key -> key.type().equals("Patient")).ifPresent(patients::add);
        if (meant.isEmpty() && unknown == null && mayBePatient(reference)) {
          unknown = reference;
        }
      }
      if (patients.isEmpty() && unknown != null) {
        break; // the subject itself waits: what else it names comes after
      }
    }
    if (!patients.isEmpty()) {
      List<ResourceKey> all = List.copyOf(patients);
      return new Answer(
          new Item.Subject.Of(all.getFirst(), all.subList(1, all.size()), false), null);
    }
    if (unknown != null) {
      return new Answer(new Item.Subject.Nobody(), unknown);
    }
    return new Answer(
        only.<Item.Subject>map(key -> new Item.Subject.Of(key, List.of(), true))
            .orElseGet(Item.Subject.Nobody::new),
        null);
  }

  private static boolean mayBePatient(String reference) {
    return reference.startsWith("urn:") || reference.startsWith("Patient?");
  }

  private static List<String> references(JsonNode tree, String path) {
    List<JsonNode> at = List.of(tree);
    for (String name : path.split("\\.", -1)) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : at) {
        JsonNode member = node.path(name);
        if (member.isArray()) {
          member.forEach(next::add);
        } else {
          next.add(member);
        }
      }
      at = next;
    }
    return at.stream()
        .map(node -> node.path("reference").asString(""))
        .filter(text -> !text.isEmpty() && !text.startsWith("#"))
        .toList();
  }
}

package carnet.record.view;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A contact: when, of what kind, why. */
public record Encounter(
    ResourceKey key,
    String status,
    Coded kind,
    Coded type,
    Optional<String> start,
    Optional<String> end,
    List<Coded> reasons,
    List<Reference> participants) {

  public static Encounter of(Resource resource) {
    Elements.require(resource, "Encounter");
    JsonNode tree = resource.tree();
    return new Encounter(
        resource.key(),
        Elements.text(tree, "status"),
        Coded.of(tree.path("class")),
        Coded.of(tree.path("type")),
        Elements.optional(tree, "period.start"),
        Elements.optional(tree, "period.end"),
        Elements.each(tree.path("reasonCode")).stream().map(Coded::of).toList(),
        Elements.each(tree.path("participant")).stream()
            .map(each -> Reference.of(each.path("individual")))
            .toList());
  }
}

package carnet.record.view;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A document of the chart.
 *
 * @param address where its content is; empty when it stands inside the resource
 */
public record DocumentReference(
    ResourceKey key,
    String status,
    Coded type,
    String title,
    Optional<String> date,
    String contentType,
    Optional<String> address,
    boolean inline) {

  public static DocumentReference of(Resource resource) {
    Elements.require(resource, "DocumentReference");
    JsonNode tree = resource.tree();
    JsonNode attachment = Elements.at(tree, "content.attachment");
    Coded type = Coded.of(tree.path("type"));
    return new DocumentReference(
        resource.key(),
        Elements.text(tree, "status"),
        type,
        Elements.choice(attachment, "title")
            .or(() -> Elements.optional(tree, "description"))
            .orElse(type.label()),
        Elements.optional(tree, "date").or(() -> Elements.optional(attachment, "creation")),
        Elements.text(attachment, "contentType"),
        Elements.optional(attachment, "url"),
        attachment.has("data"));
  }
}

package carnet.record.view;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A note or a letter: its sections as text. */
public record Composition(
    ResourceKey key,
    String status,
    Coded type,
    String title,
    Optional<String> date,
    List<Reference> authors,
    List<Section> sections) {

  /**
   * @param html FHIR's narrative as it stands: a browser must never be given it unfiltered
   */
  public record Section(String title, Coded code, String html) {}

  public static Composition of(Resource resource) {
    Elements.require(resource, "Composition");
    JsonNode tree = resource.tree();
    return new Composition(
        resource.key(),
        Elements.text(tree, "status"),
        Coded.of(tree.path("type")),
        Elements.text(tree, "title"),
        Elements.optional(tree, "date"),
        Elements.each(tree.path("author")).stream().map(Reference::of).toList(),
        Elements.each(tree.path("section")).stream()
            .map(each ->
                new Section(
                    Elements.text(each, "title"),
                    Coded.of(each.path("code")),
                    Elements.text(each, "text.div")))
            .toList());
  }

  public boolean signed() {
    return status.equals("final") || status.equals("amended");
  }
}

package carnet.record.view;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An allergy.
 *
 * @param grave high criticality, or a severe reaction known: interrupts a prescription
 */
public record AllergyIntolerance(
    ResourceKey key,
    Coded code,
    String clinical,
    String verification,
    boolean grave,
    List<Coded> reactions,
    Optional<String> note) {

  public static AllergyIntolerance of(Resource resource) {
    Elements.require(resource, "AllergyIntolerance");
    JsonNode tree = resource.tree();
    List<JsonNode> reactions = Elements.each(tree.path("reaction"));
    boolean severe =
        reactions.stream().anyMatch(each -> Elements.text(each, "severity").equals("severe"));
    return new AllergyIntolerance(
        resource.key(),
        Coded.of(tree.path("code")),
        Coded.of(tree.path("clinicalStatus")).code(),
        Coded.of(tree.path("verificationStatus")).code(),
        severe || Elements.text(tree, "criticality").equals("high"),
        reactions.stream()
            .flatMap(each -> Elements.each(each.path("manifestation")).stream())
            .map(Coded::of)
            .toList(),
        Elements.optional(tree, "note.text"));
  }

  public boolean active() {
    return !clinical.equals("resolved")
        && !clinical.equals("inactive")
        && !verification.equals("refuted")
        && !verification.equals("entered-in-error");
  }
}

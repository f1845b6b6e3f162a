package carnet.record.view;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A problem of the list. {@code clinical} and {@code verification} are FHIR's codes, or empty. */
public record Condition(
    ResourceKey key,
    Coded code,
    String clinical,
    String verification,
    Optional<String> since,
    Optional<String> until,
    Optional<String> recorded) {

  public static Condition of(Resource resource) {
    Elements.require(resource, "Condition");
    JsonNode tree = resource.tree();
    return new Condition(
        resource.key(),
        Coded.of(tree.path("code")),
        Coded.of(tree.path("clinicalStatus")).code(),
        Coded.of(tree.path("verificationStatus")).code(),
        Elements.choice(tree, "onsetDateTime", "onsetPeriod.start", "onsetString"),
        Elements.choice(tree, "abatementDateTime", "abatementPeriod.end", "abatementString"),
        Elements.optional(tree, "recordedDate"));
  }

  /** Shown unless it is over, refuted or entered in error. */
  public boolean active() {
    boolean over =
        clinical.equals("inactive") || clinical.equals("resolved") || clinical.equals("remission");
    return !over && !verification.equals("refuted") && !verification.equals("entered-in-error");
  }
}

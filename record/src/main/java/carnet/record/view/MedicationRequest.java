package carnet.record.view;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A prescribed line.
 *
 * @param drug what is written, else the reference's display
 * @param dosage one sentence a step, where the prescriber wrote one
 */
public record MedicationRequest(
    ResourceKey key,
    Coded drug,
    Optional<String> drugReference,
    String status,
    Optional<String> authored,
    List<String> dosage,
    Optional<String> until,
    Reference requester) {

  public static MedicationRequest of(Resource resource) {
    Elements.require(resource, "MedicationRequest");
    JsonNode tree = resource.tree();
    Coded written = Coded.of(tree.path("medicationCodeableConcept"));
    Reference pointed = Reference.of(tree.path("medicationReference"));
    return new MedicationRequest(
        resource.key(),
        written.isNone() ? new Coded("", "", pointed.display()) : written,
        Optional.of(pointed.literal()).filter(literal -> !literal.isEmpty()),
        Elements.text(tree, "status"),
        Elements.optional(tree, "authoredOn"),
        Elements.each(tree.path("dosageInstruction")).stream()
            .map(each -> Elements.choice(each, "text", "patientInstruction").orElse(""))
            .filter(text -> !text.isEmpty())
            .toList(),
        Elements.optional(tree, "dispenseRequest.validityPeriod.end"),
        Reference.of(tree.path("requester")));
  }

  public boolean active() {
    return status.equals("active") || status.equals("on-hold");
  }
}

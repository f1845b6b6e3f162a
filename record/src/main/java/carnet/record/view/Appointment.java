package carnet.record.view;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An appointment.
 *
 * @param start empty for a wish without a time
 * @param actors who takes part, patient, practitioners and places alike, as references
 */
public record Appointment(
    ResourceKey key,
    String status,
    Optional<Instant> start,
    Optional<Instant> end,
    Coded motive,
    List<Reference> actors) {

  /** What an appointment without an end or a length counts for: FHIR leaves both optional. */
  private static final Duration UNSAID = Duration.ofMinutes(15);

  public static Appointment of(Resource resource) {
    Elements.require(resource, "Appointment");
    JsonNode tree = resource.tree();
    Optional<Instant> start = instant(Elements.text(tree, "start"));
    int minutes = tree.path("minutesDuration").asInt(0);
    Duration length = minutes > 0 ? Duration.ofMinutes(minutes) : UNSAID;
    return new Appointment(
        resource.key(),
        Elements.text(tree, "status"),
        start,
        instant(Elements.text(tree, "end")).or(() -> start.map(from -> from.plus(length))),
        Coded.of(tree.path("serviceType")),
        Elements.each(tree.path("participant")).stream()
            .map(each -> Reference.of(each.path("actor")))
            .filter(each -> !each.literal().isEmpty())
            .toList());
  }

  /** Takes its place in the day: not cancelled, missed or entered in error. */
  public boolean stands() {
    return !status.equals("cancelled")
        && !status.equals("noshow")
        && !status.equals("entered-in-error");
  }

  private static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // kept and shown among those without a time
    }
  }
}

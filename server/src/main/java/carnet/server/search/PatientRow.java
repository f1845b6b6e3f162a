package carnet.server.search;

import carnet.record.directory.Hit;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a list names a patient: the {@code Hit} of docs/api.md.
 *
 * @param lastSeen the last appointment that took place, where the list says it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PatientRow(
    String id,
    String family,
    @Nullable String birthFamily,
    String given,
    String born,
    String sex,
    @Nullable String town,
    @Nullable String phone,
    Ins ins,
    @Nullable Instant lastSeen) {

  /**
   * @param status the RNIV status of the identity; only QUAL may be sent with the number
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ins(@Nullable String value, String status) {}

  public static PatientRow of(Hit hit) {
    return of(hit, Optional.empty());
  }

  static PatientRow of(Hit hit, Optional<Instant> lastSeen) {
    return new PatientRow(
        hit.patient().id(),
        hit.family(),
        said(hit.birthFamily()),
        hit.given(),
        hit.born(),
        hit.sex(),
        said(hit.town()),
        said(hit.phone()),
        new Ins(said(hit.ins()), hit.insStatus()),
        lastSeen.orElse(null));
  }

  private static @Nullable String said(String text) {
    return text.isEmpty() ? null : text;
  }
}

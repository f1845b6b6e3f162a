package carnet.record;

import carnet.journal.Bytes;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Carnet's own id of a patient: 32 hex digits, random or derived from an import; it is the FHIR id
 * of the Patient.
 */
public record PatientId(String hex) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  public PatientId {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("a patient id has 32 hex digits");
    }
  }

  public static Optional<PatientId> of(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new PatientId(text)) : Optional.empty();
  }

  public static PatientId of(ResourceKey patient) {
    return new PatientId(patient.id());
  }

  public ResourceKey key() {
    return new ResourceKey("Patient", hex);
  }

  Bytes bytes() {
    return Bytes.fromHex(hex);
  }
}

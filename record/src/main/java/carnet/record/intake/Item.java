package carnet.record.intake;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.List;
import java.util.Optional;

/** One thing found in what was read. */
public sealed interface Item {

  Place place();

  /**
   * Where it stands.
   *
   * @param line of the source, from 1
   * @param entry of a bundle, from 0; -1 outside of one
   */
  record Place(long line, int entry) {
    @Override
    public String toString() {
      return entry < 0 ? "line " + line : "line " + line + ", entry[" + entry + "]";
    }
  }

  /**
   * A whole resource, its bytes as they stood in the source, under Carnet's key.
   *
   * @param original {@code Type/id} or the full URL by which the source knows it
   */
  record Found(Place place, Resource resource, String original, Subject subject) implements Item {}

  /**
   * @param field the element that is wrong, or empty for the whole; never content
   */
  record Refused(Place place, Reason reason, String field, String sentence) implements Item {}

  enum Reason {
    /** Not well-formed; nothing after it in this document can be read. */
    BROKEN,
    /** One resource is not as FHIR says; the rest is read. */
    INVALID,
    /** Larger than one entry may be. */
    TOO_LARGE,
    /** A bundle's entry without a resource. */
    NO_RESOURCE,
    /** It names a patient who is not in the source. */
    PATIENT_UNKNOWN
  }

  /** Whom a resource is about. */
  sealed interface Subject {
    /** What concerns no patient. */
    record Practice() implements Subject {}

    /**
     * @param patient under whom it is filed
     * @param others whom it names too (mother and newborn): a pointer goes there
     * @param assumed true where it names nobody and came along with the only patient of its bundle
     */
    record Of(ResourceKey patient, List<ResourceKey> others, boolean assumed) implements Subject {}

    /** A resource of a patient type that names none. */
    record Nobody() implements Subject {}

    default Optional<ResourceKey> patientKey() {
      return this instanceof Of of ? Optional.of(of.patient()) : Optional.empty();
    }
  }
}

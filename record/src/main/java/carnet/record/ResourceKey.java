package carnet.record;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Under what a resource is kept: its FHIR type and Carnet's id.
 *
 * <p>For an imported resource this is not the id that stands in its bytes: two vendors may both
 * have a Patient/1.
 */
public record ResourceKey(String type, String id) implements Comparable<ResourceKey> {

  /** FHIR R4, data type id. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

  public ResourceKey {
    if (!ResourceTypes.exists(type)) {
      throw new IllegalArgumentException("not a FHIR R4 resource type");
    }
    if (!isId(id)) {
      throw new IllegalArgumentException("not a FHIR id");
    }
  }

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Reads {@code Type/id}, with a version after it or not; empty for any other form. */
  public static Optional<ResourceKey> ofReference(String reference) {
    String[] parts = reference.split("/", -1);
    boolean plain = parts.length == 2;
    boolean versioned = parts.length == 4 && parts[2].equals("_history");
    if ((plain || versioned) && ResourceTypes.exists(parts[0]) && isId(parts[1])) {
      return Optional.of(new ResourceKey(parts[0], parts[1]));
    }
    return Optional.empty();
  }

  @Override
  public int compareTo(ResourceKey other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return type + "/" + id;
  }
}

package carnet.record;

import carnet.vault.Compartment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The 146 resource types of FHIR R4: in which class each falls, whom it is about, and where it says
 * so. Read once from {@code classes.tsv}, which explains itself.
 */
public final class ResourceTypes {

  private static final Map<String, Row> ROWS = read();

  /**
   * @param listed empty for the high classes, which have no list
   */
  record Row(
      Compartment compartment,
      boolean aboutPatient,
      List<String> subjectPaths,
      Optional<Listing> listed) {}

  private ResourceTypes() {}

  public static boolean exists(@Nullable String type) {
    return type != null && ROWS.containsKey(type);
  }

  public static Set<String> all() {
    return ROWS.keySet();
  }

  /** The class of the type, before its content is looked at. */
  public static Compartment compartment(String type) {
    return row(type).compartment();
  }

  /** False for what concerns no patient: practitioners, places, questionnaires, value sets. */
  public static boolean aboutPatient(String type) {
    return row(type).aboutPatient();
  }

  /** Where a resource may name its patient, the subject first; "." is the resource itself. */
  public static List<String> subjectPaths(String type) {
    return row(type).subjectPaths();
  }

  static Row row(String type) {
    Row row = ROWS.get(type);
    if (row == null) {
      throw new IllegalArgumentException("not a FHIR R4 resource type");
    }
    return row;
  }

  private static Map<String, Row> read() {
    Map<String, String> shapes = new HashMap<>();
    Map<String, Row> rows = new TreeMap<>();
    for (String line : lines()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] columns = line.split("\t", -1);
      if (line.startsWith("@")) {
        shapes.put(columns[0].substring(1), columns[1]);
      } else {
        rows.put(columns[0], row(columns, shapes));
      }
    }
    return Collections.unmodifiableMap(rows);
  }

  private static Row row(String[] columns, Map<String, String> shapes) {
    List<String> paths = columns[3].equals("-") ? List.of() : List.of(columns[3].split(","));
    Optional<Listing> listed =
        columns[4].equals("-") ? Optional.empty() : Optional.of(Listing.parse(columns[4], shapes));
    return new Row(
        Compartment.valueOf(columns[1].toUpperCase(Locale.ROOT)),
        columns[2].equals("patient"),
        paths,
        listed);
  }

  private static List<String> lines() {
    try (InputStream in = ResourceTypes.class.getResourceAsStream("classes.tsv")) {
      if (in == null) {
        throw new IllegalStateException("classes.tsv is missing from the record jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

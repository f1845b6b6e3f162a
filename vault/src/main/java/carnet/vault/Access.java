package carnet.vault;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What someone is about to see, and why it was expected: the clear half of a trace.
 *
 * @param kind as in the public form of access events: {@code patient.open}, {@code patient.search},
 *     {@code names.shown} …
 * @param subjects whom it shows
 * @param classes whose keys are asked
 * @param detail codes and numbers; never a name, never a word that someone typed
 */
public record Access(
    String kind, List<Subject> subjects, Set<Compartment> classes, Map<String, Object> detail) {

  public Access {
    subjects = List.copyOf(subjects);
    classes = Set.copyOf(classes);
    detail = Map.copyOf(detail);
  }

  public static Access chart(Subject patient, Set<Compartment> classes) {
    return new Access("patient.open", List.of(patient), classes, Map.of());
  }

  /** Where a request came from. */
  public record From(String device, @Nullable String network, String session) {}
}

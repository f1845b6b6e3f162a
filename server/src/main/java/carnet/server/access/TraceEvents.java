package carnet.server.access;

import carnet.sentinel.Event;
import carnet.sentinel.Kind;
import carnet.vault.Compartment;
import carnet.vault.Subject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An access of the vault as an event of the sentinel; the same for live ones and for replay. */
final class TraceEvents {

  /** What a secretary's own work opens: no medical class. */
  private static final Set<Compartment> ADMINISTRATIVE =
      Set.of(Compartment.IDENTITY, Compartment.AGENDA, Compartment.ACCOUNTS);

  /**
   * One chart of an export or import whose whole was judged and let through: judged again, because
   * a measure may stand meanwhile, but not counted as a chart that somebody went to look at.
   */
  static final Map<String, Kind> PARTS =
      Map.of("export.chart", Kind.EXPORT, "import.chart", Kind.IMPORT);

  private TraceEvents() {}

  static boolean isPart(String kind) {
    return PARTS.containsKey(kind);
  }

  static Event event(
      String practice,
      String account,
      Instant at,
      String kind,
      List<Subject> subjects,
      Set<Compartment> classes,
      Map<String, Object> detail) {
    Kind known =
        Arrays.stream(Kind.values())
            .filter(each -> each.wire().equals(kind))
            .findFirst()
            .orElse(PARTS.getOrDefault(kind, Kind.OTHER));
    Event event = Event.of(at, practice, account, known);
    List<String> patients = subjects.stream().map(Subject::hex).toList();
    return switch (known) {
      case PATIENT_SEARCH, NAMES_SHOWN ->
          event
              .with("what", detail.getOrDefault("what", ""))
              .with("hits", patients.size())
              .with("patients", patients);
      case EXPORT -> event.with("count", patients.size());
      case IMPORT -> isPart(kind) ? event.with("batch", detail.getOrDefault("batch", "")) : event;
      case LOGIN_OK -> event.with("factors", detail.getOrDefault("factors", List.of("password")));
      case PATIENT_OPEN, SECTION_READ, PRINT -> {
        Event about = patients.size() == 1 ? event.about(patients.getFirst()) : event;
        yield !classes.isEmpty() && ADMINISTRATIVE.containsAll(classes)
            ? about.ofClass(Compartment.IDENTITY.wire())
            : known == Kind.SECTION_READ && classes.contains(Compartment.HISTORY)
                ? about.ofClass(Compartment.HISTORY.wire())
                : about;
      }
      default -> event;
    };
  }
}

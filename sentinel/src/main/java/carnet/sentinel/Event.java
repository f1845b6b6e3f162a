package carnet.sentinel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One access event of the public form, as written on one JSON line. A value: equal events write
 * equal lines.
 *
 * @param time cut to milliseconds
 * @param clazz "class" on the wire
 * @param detail by kind; sorted by name, without nulls
 */
public record Event(
    Instant time,
    String practice,
    String account,
    Kind kind,
    @Nullable String patient,
    @Nullable String clazz,
    @Nullable String device,
    @Nullable String network,
    @Nullable String session,
    Map<String, Object> detail) {

  /** A line that is not an event. */
  public static final class Malformed extends Exception {
    private final String field;

    Malformed(String field, String problem) {
      super(field + ": " + problem);
      this.field = field;
    }

    /** The field at fault; {@code line} when the line is no JSON object at all. */
    public String field() {
      return field;
    }
  }

  public Event {
    time = time.truncatedTo(ChronoUnit.MILLIS);
    detail = Collections.unmodifiableMap(new TreeMap<>(detail));
  }

  public static Event parse(String jsonLine) throws Malformed {
    return EventLine.read(jsonLine).event();
  }

  public String toJson() {
    return EventLine.write(this);
  }

  /**
   * Any event of an account; the rest is added by {@link #about}, {@link #from}, {@link #ofClass}
   * and {@link #with}.
   */
  public static Event of(Instant time, String practice, String account, Kind kind) {
    return new Event(time, practice, account, kind, null, null, null, null, null, Map.of());
  }

  public static Event opened(Instant time, String practice, String account, String patient) {
    return of(time, practice, account, Kind.PATIENT_OPEN).about(patient);
  }

  public static Event sectionRead(
      Instant time, String practice, String account, String patient, String clazz) {
    return of(time, practice, account, Kind.SECTION_READ).about(patient).ofClass(clazz);
  }

  /** A search, with the patients it shows, or would show. */
  public static Event searched(
      Instant time, String practice, String account, Collection<String> patients) {
    return of(time, practice, account, Kind.PATIENT_SEARCH)
        .with("hits", patients.size())
        .with("patients", List.copyOf(patients));
  }

  /**
   * @param what day, agenda, messages or worklist
   */
  public static Event namesShown(
      Instant time, String practice, String account, String what, Collection<String> patients) {
    return of(time, practice, account, Kind.NAMES_SHOWN)
        .with("what", what)
        .with("patients", List.copyOf(patients));
  }

  /**
   * @param account who booked
   * @param with whose appointment it is
   */
  public static Event booked(
      Instant time, String practice, String account, String patient, Instant start, String with) {
    return of(time, practice, account, Kind.APPOINTMENT_BOOKED)
        .about(patient)
        .with("start", start.toString())
        .with("with", with);
  }

  public static Event exported(Instant time, String practice, String account, int count) {
    return of(time, practice, account, Kind.EXPORT).with("count", count);
  }

  public static Event signedIn(
      Instant time, String practice, String account, List<String> factors) {
    return of(time, practice, account, Kind.LOGIN_OK).with("factors", List.copyOf(factors));
  }

  /**
   * @param by the second member, never the account itself
   */
  public static Event unfrozen(Instant time, String practice, String by, String account) {
    return of(time, practice, by, Kind.ADMIN_CHANGE)
        .with("what", "unfreeze")
        .with("account", account);
  }

  /**
   * The fact that an access was not given. Whoever does not use {@link Sentinel#admit} learns this
   * instead of the access, and keeps it, so that the measure stands again after a restart.
   */
  public static Optional<Event> refused(Event access, Judgement judgement) {
    return EventLine.refused(access, judgement);
  }

  public Event about(String whom) {
    return new Event(time, practice, account, kind, whom, clazz, device, network, session, detail);
  }

  public Event ofClass(String name) {
    return new Event(
        time, practice, account, kind, patient, name, device, network, session, detail);
  }

  public Event from(
      @Nullable String itsDevice, @Nullable String itsNetwork, @Nullable String itsSession) {
    return new Event(
        time, practice, account, kind, patient, clazz, itsDevice, itsNetwork, itsSession, detail);
  }

  public Event with(String name, Object value) {
    TreeMap<String, Object> more = new TreeMap<>(detail);
    more.put(name, value);
    return new Event(time, practice, account, kind, patient, clazz, device, network, session, more);
  }

  /** A text of the detail. */
  public Optional<String> said(String name) {
    return detail.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A list of texts of the detail; empty when absent. */
  public List<String> listed(String name) {
    return detail.get(name) instanceof Collection<?> many
        ? many.stream().filter(String.class::isInstance).map(String.class::cast).distinct().toList()
        : List.of();
  }

  /** A number of the detail; 0 when absent. */
  public int counted(String name) {
    return detail.get(name) instanceof Number number ? number.intValue() : 0;
  }
}

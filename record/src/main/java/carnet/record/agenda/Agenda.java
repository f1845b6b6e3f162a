package carnet.record.agenda;

import carnet.record.ResourceKey;
import carnet.record.fold.Folded;
import carnet.record.view.Appointment;
import carnet.record.view.Coded;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The appointments of a practice by day, equal after any rebuild. Double bookings are kept and
 * flagged, never refused: two replicas that could not see each other may both have been right.
 * Thread-safe.
 */
public final class Agenda {

  /**
   * One row of a day.
   *
   * @param patient empty for a break or a reference that leads nowhere
   * @param practitioners and what else is booked: roles, rooms, devices
   * @param doubled whether one of these is booked twice at that time
   * @param version the newest entry of the appointment, in hex: what a change must name
   */
  public record Slot(
      ResourceKey appointment,
      Instant start,
      Instant end,
      String status,
      Coded motive,
      Optional<ResourceKey> patient,
      List<ResourceKey> practitioners,
      boolean doubled,
      String version) {}

  /** What a reference inside a resource means here: an import's links know. */
  public interface References {
    Optional<ResourceKey> resolve(ResourceKey from, String reference);

    /** For resources that Carnet wrote: a reference says what it means. */
    References LITERAL = (_, reference) -> ResourceKey.ofReference(reference);
  }

  private static final Comparator<Slot> BY_TIME =
      Comparator.comparing(Slot::start).thenComparing(Slot::appointment);

  private final ZoneId zone;
  private final References references;
  private final Map<ResourceKey, Slot> slots = new HashMap<>();
  private final TreeMap<LocalDate, Set<ResourceKey>> days = new TreeMap<>();
  private final Map<ResourceKey, Set<ResourceKey>> ofPatient = new HashMap<>();
  private final Set<ResourceKey> wishes = new HashSet<>();

  public Agenda(ZoneId zone, References references) {
    this.zone = zone;
    this.references = references;
  }

  /** Takes the state of one appointment, new or changed; anything else is ignored. */
  public synchronized void apply(Folded state) {
    if (!state.key().type().equals("Appointment")) {
      return;
    }
    remove(state.key());
    state.current().ifPresent(resource -> add(Appointment.of(resource), state));
  }

  /** The rows of a day by time, cancelled ones too; one that passes midnight is in both days. */
  public synchronized List<Slot> day(LocalDate date) {
    List<Slot> rows = new ArrayList<>();
    for (ResourceKey key : days.getOrDefault(date, Set.of())) {
      Slot slot = slots.get(key);
      if (slot != null) {
        rows.add(slot);
      }
    }
    rows.sort(BY_TIME);
    return rows.stream().map(slot -> flagged(slot, rows)).toList();
  }

  /** Appointments without a time that can be read: wishes, waiting lists. */
  public synchronized Set<ResourceKey> wishes() {
    return Set.copyOf(wishes);
  }

  /** Whether the patient has a standing appointment that touches the day: an explanation. */
  public synchronized boolean expects(ResourceKey patient, LocalDate date) {
    return day(date).stream()
        .anyMatch(slot -> standing(slot) && slot.patient().equals(Optional.of(patient)));
  }

  /** The start of the patient's last appointment that took place. */
  public synchronized Optional<Instant> lastSeen(ResourceKey patient) {
    return ofPatient.getOrDefault(patient, Set.of()).stream()
        .flatMap(key -> Optional.ofNullable(slots.get(key)).stream())
        .filter(slot -> slot.status().equals("fulfilled"))
        .map(Slot::start)
        .max(Comparator.naturalOrder());
  }

  private void add(Appointment appointment, Folded state) {
    if (appointment.start().isEmpty() || appointment.end().isEmpty()) {
      wishes.add(appointment.key());
      return;
    }
    List<ResourceKey> actors =
        appointment.actors().stream()
            .flatMap(actor -> references.resolve(state.key(), actor.literal()).stream())
            .toList();
    Slot slot =
        new Slot(
            appointment.key(),
            appointment.start().get(),
            appointment.end().get(),
            appointment.status(),
            appointment.motive(),
            actors.stream().filter(actor -> actor.type().equals("Patient")).findFirst(),
            actors.stream().filter(actor -> !actor.type().equals("Patient")).sorted().toList(),
            false,
            state.heads().getFirst().hex());
    slots.put(slot.appointment(), slot);
    daysOf(slot).forEach(day -> days.computeIfAbsent(day, _ -> new HashSet<>()).add(state.key()));
    slot.patient()
        .ifPresent(who -> ofPatient.computeIfAbsent(who, _ -> new HashSet<>()).add(state.key()));
  }

  private void remove(ResourceKey key) {
    wishes.remove(key);
    Slot slot = slots.remove(key);
    if (slot != null) {
      daysOf(slot).forEach(day -> drop(days, day, key));
      slot.patient().ifPresent(who -> drop(ofPatient, who, key));
    }
  }

  private static <T> void drop(Map<T, Set<ResourceKey>> index, T under, ResourceKey key) {
    index.computeIfPresent(
        under,
        (_, keys) -> {
          keys.remove(key);
          return keys.isEmpty() ? null : keys;
        });
  }

  /** At most a week: an end that was mistyped by a year does not fill the agenda. */
  private List<LocalDate> daysOf(Slot slot) {
    LocalDate first = slot.start().atZone(zone).toLocalDate();
    LocalDate last = slot.end().minusNanos(1).atZone(zone).toLocalDate();
    LocalDate until = last.isBefore(first) ? first : last;
    return first.datesUntil(until.plusDays(1)).limit(7).toList();
  }

  private static Slot flagged(Slot slot, List<Slot> day) {
    boolean doubled = standing(slot) && day.stream().anyMatch(other -> collide(slot, other));
    return new Slot(
        slot.appointment(),
        slot.start(),
        slot.end(),
        slot.status(),
        slot.motive(),
        slot.patient(),
        slot.practitioners(),
        doubled,
        slot.version());
  }

  private static boolean collide(Slot one, Slot other) {
    return !one.appointment().equals(other.appointment())
        && standing(other)
        && one.start().isBefore(other.end())
        && other.start().isBefore(one.end())
        && one.practitioners().stream().anyMatch(other.practitioners()::contains);
  }

  private static boolean standing(Slot slot) {
    return !Set.of("cancelled", "noshow", "entered-in-error").contains(slot.status());
  }
}

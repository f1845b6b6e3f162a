package carnet.server.chart;

import carnet.journal.EntryId;
import carnet.record.Change;
import carnet.record.PatientId;
import carnet.record.Practice.Write;
import carnet.record.Practice.Written;
import carnet.record.chart.Chart;
import carnet.server.Problem;
import carnet.server.access.SentinelGate;
import carnet.server.chart.Once.Kept;
import carnet.server.practice.House;
import carnet.vault.Compartment;
import carnet.vault.HybridClock;
import carnet.vault.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Notes of a consultation. A draft is kept sealed at each pause of the keys; signed, it carries its
 * author's signature and never changes again.
 *
 * <p>What was last kept of a note that is being written is remembered as a hash, so that its next
 * draft opens no chart. Safe for many threads.
 */
@Component
public final class Notes {

  private static final int REMEMBERED = 500;

  private final House house;
  private final SentinelGate gate;
  private final Once once;
  private final Map<String, State> states = new LinkedHashMap<>();

  Notes(House house, SentinelGate gate) {
    this.house = house;
    this.gate = gate;
    this.once = new Once(house);
  }

  /** The words of a note, under the id that its author's device made. */
  public record Note(String id, String motive, String exam, String conclusion, String plan) {}

  /** The last unsigned note of a member for a patient. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Draft(
      String id,
      String version,
      List<String> parents,
      String motive,
      String exam,
      String conclusion,
      String plan,
      Instant savedAt) {}

  /**
   * What is known of a note: its heads, who wrote it, whether it is signed; of its words a hash.
   */
  private record State(List<EntryId> heads, String author, boolean signed, int words) {

    static final State NEW = new State(List.of(), "", false, 0);
  }

  public Kept keep(Session by, PatientId patient, Note note, boolean sign) {
    Held.require(by, Compartment.HISTORY);
    String place = patient.hex() + "/" + note.id();
    String me = by.member().id().hex();
    synchronized (states) {
      State known = remembered(place).orElseGet(() -> State.NEW);
      if (known.heads().isEmpty()) {
        known = look(by, patient, note.id());
      }
      if (known.signed()) {
        if (sign && known.author().equals(me) && known.words() == note.hashCode()) {
          return once.kept(note.id(), known.heads().getFirst().hex());
        }
        throw Problem.conflict(
                "Cette note est signée : elle ne change plus. Écrivez-en une nouvelle.",
                "This note is signed and does not change. Write a new one.")
            .with("version", known.heads().getFirst().hex());
      }
      if (!known.heads().isEmpty() && !known.author().equals(me)) {
        throw Once.conflict(known.heads().getFirst().hex());
      }
      if (!sign && !known.heads().isEmpty() && known.words() == note.hashCode()) {
        return once.kept(note.id(), known.heads().getFirst().hex());
      }
      Kept kept = write(by, patient, note, sign, known, place);
      if (sign) {
        gate.facts().signed(by, patient, false);
      }
      return kept;
    }
  }

  private Kept write(
      Session by, PatientId patient, Note note, boolean sign, State known, String place) {
    Instant now = house.clock().now();
    List<Write> writes = new ArrayList<>();
    if (sign) {
      writes.add(
          new Write(
              new Change.Put(NoteFhir.encounter(note, patient, by.member(), now)),
              List.of(),
              true));
    }
    writes.add(
        new Write(
            new Change.Put(NoteFhir.composition(note, patient, by.member(), now, sign)),
            known.heads(),
            sign));
    Written written = house.practice().write(by, patient, writes).getLast();
    remember(
        place,
        new State(List.of(written.version()), by.member().id().hex(), sign, note.hashCode()));
    return once.kept(note.id(), written.version().hex());
  }

  private State look(Session by, PatientId patient, String id) {
    Chart chart = once.look(by, patient, Compartment.HISTORY);
    return chart
        .find(NoteFhir.key(id))
        .map(found ->
            new State(
                found.heads(),
                found.author(),
                !found.resource().tree().path("status").asString("").equals("preliminary"),
                NoteFhir.read(id, found.resource().tree()).hashCode()))
        .orElse(State.NEW);
  }

  /** Her own last draft for this patient, on whatever device she began it. */
  public Optional<Draft> draft(Session by, PatientId patient) {
    Held.require(by, Compartment.HISTORY);
    String me = by.member().id().hex();
    return once.look(by, patient, Compartment.HISTORY).current("Composition").stream()
        .filter(each -> each.author().equals(me))
        .filter(each -> each.resource().tree().path("status").asString("").equals("preliminary"))
        .max(Comparator.comparing(carnet.record.chart.Held::clock, Long::compareUnsigned))
        .map(each -> {
          Note note = NoteFhir.read(each.key().id(), each.resource().tree());
          return new Draft(
              note.id(),
              each.version().hex(),
              each.heads().stream().map(EntryId::hex).toList(),
              note.motive(),
              note.exam(),
              note.conclusion(),
              note.plan(),
              HybridClock.instant(each.clock()));
        });
  }

  private Optional<State> remembered(String place) {
    return Optional.ofNullable(states.get(place));
  }

  private void remember(String place, State state) {
    states.put(place, state);
    if (states.size() > REMEMBERED) {
      states.remove(states.keySet().iterator().next());
    }
  }
}

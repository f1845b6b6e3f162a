package carnet.server.agenda;

import carnet.record.Json;
import carnet.record.PatientId;
import carnet.record.Practice.DayRow;
import carnet.record.Practice.Write;
import carnet.record.Practice.Written;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.fold.Folded;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.server.practice.Named;
import carnet.server.search.PatientRow;
import carnet.vault.Member;
import carnet.vault.MemberId;
import carnet.vault.Opening;
import carnet.vault.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The day's list and its appointments. Motives come from the practice's list: what a patient said
 * of her illness does not stand here.
 */
@Component
public final class Days {

  private static final String MOTIVE = "urn:carnet:motive";
  private static final List<String> MOTIVES =
      List.of(
          "Consultation",
          "Suivi",
          "Renouvellement",
          "Urgence",
          "Vaccin",
          "Certificat",
          "Résultats",
          "Visite");
  private static final Set<String> STATES =
      Set.of("booked", "arrived", "fulfilled", "cancelled", "noshow");

  private final House house;

  Days(House house) {
    this.house = house;
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      String id,
      String version,
      Instant start,
      long minutes,
      String motive,
      String state,
      @Nullable String arrivedAt,
      Named practitioner,
      PatientRow patient) {}

  public record Day(LocalDate date, List<Row> rows, List<String> motives) {}

  public record Booking(
      @Nullable String id,
      @Nullable String patient,
      @Nullable String practitioner,
      @Nullable String start,
      @Nullable Integer minutes,
      @Nullable String motive) {}

  public record Change(@Nullable String state, @Nullable String version) {}

  /** An appointment as it was kept. */
  public record Placed(String id, String version, String state) {}

  public LocalDate today() {
    return LocalDate.ofInstant(house.clock().now(), House.ZONE);
  }

  Opening<Day> of(Session by, LocalDate date) {
    return house
        .practice()
        .day(by, date)
        .map(rows ->
            new Day(
                date,
                rows.stream()
                    .filter(row -> row.patient().isPresent())
                    .map(row -> row(by, row))
                    .toList(),
                MOTIVES));
  }

  private Row row(Session by, DayRow of) {
    var slot = of.slot();
    String state = STATES.contains(slot.status()) ? slot.status() : "booked";
    Named with =
        slot.practitioners().stream()
            .filter(each -> each.type().equals("Practitioner"))
            .findFirst()
            .map(each -> named(each.id()))
            .orElse(new Named("", ""));
    return new Row(
        slot.appointment().id(),
        slot.version(),
        slot.start(),
        Duration.between(slot.start(), slot.end()).toMinutes(),
        slot.motive().label(),
        state,
        house
            .practice()
            .current(by, slot.appointment())
            .flatMap(Folded::current)
            .map(found -> arrivedAt(found.tree()))
            .filter(at -> !at.isEmpty())
            .orElse(null),
        with,
        PatientRow.of(of.patient().orElseThrow()));
  }

  private Named named(String id) {
    return new Named(id, member(id).map(Member::name).orElse(""));
  }

  private Optional<Member> member(String id) {
    return id.matches("[0-9a-f]{32}")
        ? house.vault().keyring().member(MemberId.fromHex(id))
        : Optional.empty();
  }

  Placed book(Session by, Booking asked) {
    PatientId patient = new PatientId(Fields.id(asked.patient(), "/patient"));
    if (house.practice().known(by, patient).isEmpty()) {
      throw Problem.invalid("/patient", "Ce patient n’est pas connu.", "This patient is unknown.");
    }
    String with = Fields.id(asked.practitioner(), "/practitioner");
    Member practitioner =
        member(with)
            .orElseThrow(() ->
                Problem.invalid("/practitioner", "Ce membre n’existe pas.", "No such member."));
    Instant start = instant(asked.start(), "/start");
    int minutes = asked.minutes() == null ? 15 : asked.minutes();
    if (minutes < 1 || minutes > 24 * 60) {
      throw Problem.invalid("/minutes", "Une durée en minutes.", "A length in minutes.");
    }
    String motive = Fields.text(asked.motive(), "/motive", 60);
    if (!MOTIVES.contains(motive)) {
      throw Problem.invalid(
          "/motive", "Choisissez un motif de la liste du cabinet.", "Choose from the list.");
    }
    ResourceKey key =
        new ResourceKey("Appointment", asked.id() == null ? fresh() : Fields.id(asked.id(), "/id"));
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "Appointment").put("id", key.id()).put("status", "booked");
    tree.putArray("serviceType")
        .addObject()
        .putArray("coding")
        .addObject()
        .put("system", MOTIVE)
        .put("code", motive)
        .put("display", motive);
    tree.put("start", start.toString())
        .put("end", start.plus(Duration.ofMinutes(minutes)).toString())
        .put("minutesDuration", minutes);
    var actors = tree.putArray("participant");
    actors
        .addObject()
        .put("status", "accepted")
        .putObject("actor")
        .put("reference", patient.key().toString());
    actors
        .addObject()
        .put("status", "accepted")
        .putObject("actor")
        .put("reference", "Practitioner/" + practitioner.id().hex());
    Folded there = house.practice().current(by, key).orElse(null);
    if (there != null) {
      boolean same = there.current().filter(each -> each.tree().equals(tree)).isPresent();
      if (!same) {
        throw newer(there);
      }
      return new Placed(key.id(), there.heads().getFirst().hex(), "booked");
    }
    Written written =
        house.practice().write(by, patient, List.of(Write.fresh(Resource.of(key, tree)))).getLast();
    return new Placed(key.id(), written.version().hex(), "booked");
  }

  Placed change(Session by, String id, Change asked) {
    String state = Fields.text(asked.state(), "/state");
    if (!STATES.contains(state)) {
      throw Problem.invalid("/state", "Un état de la liste.", "One of the states.");
    }
    if (!ResourceKey.isId(id)) {
      throw Problem.notFound();
    }
    ResourceKey key = new ResourceKey("Appointment", id);
    Folded there = house.practice().current(by, key).orElseThrow(Problem::notFound);
    ObjectNode tree = there.current().orElseThrow(Problem::notFound).tree().deepCopy();
    String seen = Fields.text(asked.version(), "/version");
    if (there.heads().stream().noneMatch(head -> head.hex().equals(seen))) {
      if (tree.path("status").asString("").equals(state)) {
        return new Placed(id, there.heads().getFirst().hex(), state); // the same, asked twice
      }
      throw newer(there);
    }
    if (tree.path("status").asString("").equals(state)) {
      return new Placed(id, there.heads().getFirst().hex(), state);
    }
    PatientId patient = patient(tree);
    tree.put("status", state);
    if (state.equals("arrived")) {
      arrived(tree);
    }
    Written written =
        house
            .practice()
            .write(by, patient, List.of(Write.next(Resource.of(key, tree), there.heads())))
            .getLast();
    return new Placed(id, written.version().hex(), state);
  }

  private static Problem newer(Folded there) {
    return Problem.conflict(
            "Ce rendez-vous a changé entre-temps : relisez la journée.",
            "This appointment has changed meanwhile: read the day again.")
        .with("version", there.heads().getFirst().hex());
  }

  private static PatientId patient(ObjectNode appointment) {
    for (JsonNode each : appointment.path("participant")) {
      var key = ResourceKey.ofReference(each.path("actor").path("reference").asString(""));
      if (key.isPresent() && key.get().type().equals("Patient")) {
        return PatientId.of(key.get());
      }
    }
    throw Problem.notFound();
  }

  /** The waiting room's clock stands in the patient's own participation. */
  private void arrived(ObjectNode appointment) {
    for (JsonNode each : appointment.path("participant")) {
      boolean hers = each.path("actor").path("reference").asString("").startsWith("Patient/");
      if (hers && each instanceof ObjectNode participant) {
        participant.putObject("period").put("start", house.clock().now().toString());
      }
    }
  }

  private static String arrivedAt(ObjectNode appointment) {
    for (JsonNode each : appointment.path("participant")) {
      if (each.path("actor").path("reference").asString("").startsWith("Patient/")) {
        return each.path("period").path("start").asString("");
      }
    }
    return "";
  }

  private static Instant instant(@Nullable String text, String pointer) {
    try {
      return OffsetDateTime.parse(Fields.text(text, pointer)).toInstant();
    } catch (DateTimeException wrong) {
      throw Problem.invalid(pointer, "Un instant RFC 3339.", "An RFC 3339 instant.");
    }
  }

  private String fresh() {
    byte[] random = new byte[16];
    house.random().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}

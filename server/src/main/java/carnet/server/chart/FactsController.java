package carnet.server.chart;

import carnet.record.PatientId;
import carnet.record.Resource;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.chart.Once.Kept;
import carnet.server.practice.House;
import carnet.server.unlock.SignedIn;
import carnet.vault.Compartment;
import carnet.vault.Session;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What is written into a chart beside prescriptions and papers: each write names its patient. */
@RestController
final class FactsController {

  private final House house;
  private final Notes notes;
  private final Once once;

  FactsController(House house, Notes notes) {
    this.house = house;
    this.notes = notes;
    this.once = new Once(house);
  }

  record NoteAsked(
      @Nullable String id,
      @Nullable String patient,
      @Nullable List<String> parents,
      @Nullable String motive,
      @Nullable String exam,
      @Nullable String conclusion,
      @Nullable String plan,
      boolean sign) {}

  record Measure(String code, String value, String unit) {}

  record MeasuresAsked(
      @Nullable String id,
      @Nullable String patient,
      @Nullable List<Measure> measures,
      @Nullable String takenAt) {}

  record Correction(@Nullable String version, @Nullable String value) {}

  record ProblemAsked(
      @Nullable String id,
      @Nullable String patient,
      @Nullable String label,
      @Nullable String since,
      @Nullable String ald) {}

  record AllergyAsked(
      @Nullable String id,
      @Nullable String patient,
      @Nullable String label,
      boolean grave,
      @Nullable String note) {}

  @PostMapping("/api/patients/{patient}/notes")
  Kept note(SignedIn who, @PathVariable String patient, @RequestBody NoteAsked asked) {
    Notes.Note note =
        new Notes.Note(
            Fields.id(asked.id(), "/id"),
            words(asked.motive(), "/motive"),
            words(asked.exam(), "/exam"),
            words(asked.conclusion(), "/conclusion"),
            words(asked.plan(), "/plan"));
    return notes.keep(who.session(), named(who, patient, asked.patient()), note, asked.sign());
  }

  @GetMapping("/api/patients/{patient}/draft")
  ResponseEntity<Notes.Draft> draft(SignedIn who, @PathVariable String patient) {
    return notes
        .draft(who.session(), named(who, patient, null))
        .map(ResponseEntity::ok)
        .orElseGet(() -> ResponseEntity.noContent().build());
  }

  @PostMapping("/api/patients/{patient}/measures")
  Kept measures(SignedIn who, @PathVariable String patient, @RequestBody MeasuresAsked asked) {
    PatientId about = named(who, patient, asked.patient());
    String id = Fields.id(asked.id(), "/id");
    List<Measure> measures = Fields.present(asked.measures(), "/measures");
    if (measures.isEmpty() || measures.size() > 50) {
      throw Problem.invalid("/measures", "Une mesure au moins.", "One measure at least.");
    }
    Session by = who.session();
    Instant taken = instant(asked.takenAt());
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < measures.size(); i++) {
      String at = "/measures/" + i;
      Measure each = Fields.present(measures.get(i), at);
      Fields.text(each.code(), at + "/code", 20);
      Fields.text(each.value(), at + "/value", 20);
      Fields.text(each.unit(), at + "/unit", 20);
      resources.add(MeasureFhir.measure(id + "-" + (i + 1), about, by.member(), taken, each, at));
    }
    return once.write(by, about, id, Compartment.HISTORY, resources, false);
  }

  /** Another value, or none where it should not have been: who wrote what before stays readable. */
  @PostMapping("/api/patients/{patient}/measures/{id}/correction")
  Kept correct(
      SignedIn who,
      @PathVariable String patient,
      @PathVariable String id,
      @RequestBody Correction asked) {
    PatientId about = named(who, patient, null);
    String version = Fields.text(asked.version(), "/version");
    String value = Fields.optional(asked.value(), "/value");
    return once.change(
        who.session(),
        about,
        MeasureFhir.key(id),
        version,
        Compartment.HISTORY,
        there ->
            value.isEmpty() ? MeasureFhir.withdrawn(there) : MeasureFhir.corrected(there, value));
  }

  @PostMapping("/api/patients/{patient}/problems")
  Kept problem(SignedIn who, @PathVariable String patient, @RequestBody ProblemAsked asked) {
    PatientId about = named(who, patient, asked.patient());
    String id = Fields.id(asked.id(), "/id");
    Session by = who.session();
    Resource problem =
        FactsFhir.problem(
            id,
            about,
            by.member(),
            house.clock().now(),
            Fields.text(asked.label(), "/label"),
            Fields.optional(asked.since(), "/since"),
            Fields.optional(asked.ald(), "/ald"));
    return once.write(by, about, id, Compartment.HISTORY, List.of(problem), false);
  }

  @PostMapping("/api/patients/{patient}/allergies")
  Kept allergy(SignedIn who, @PathVariable String patient, @RequestBody AllergyAsked asked) {
    PatientId about = named(who, patient, asked.patient());
    String id = Fields.id(asked.id(), "/id");
    Session by = who.session();
    Resource allergy =
        FactsFhir.allergy(
            id,
            about,
            by.member(),
            house.clock().now(),
            Fields.text(asked.label(), "/label"),
            asked.grave(),
            Fields.optional(asked.note(), "/note"));
    return once.write(by, about, id, Compartment.HISTORY, List.of(allergy), false);
  }

  /**
   * The patient of the address; a body that names another one is refused, and nothing is written.
   */
  private static PatientId named(SignedIn who, String address, @Nullable String body) {
    PatientId patient = Held.known(who.house().practice(), who.session(), address);
    if (body != null && !body.equals(patient.hex())) {
      throw Problem.invalid(
          "/patient",
          "Cet écrit concerne un autre patient que le dossier ouvert : rien n’a été écrit.",
          "This is about another patient than the chart: nothing was written.");
    }
    return patient;
  }

  private static String words(@Nullable String text, String pointer) {
    return text == null || text.isBlank() ? "" : Fields.text(text, pointer, 60_000);
  }

  private static Instant instant(@Nullable String text) {
    try {
      return OffsetDateTime.parse(Fields.text(text, "/takenAt")).toInstant();
    } catch (DateTimeException wrong) {
      throw Problem.invalid("/takenAt", "Un instant RFC 3339.", "An RFC 3339 instant.");
    }
  }
}

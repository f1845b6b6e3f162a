package carnet.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.prescription.FhirPrescription;
import carnet.record.prescription.Formulary;
import carnet.record.prescription.PrescribingRules;
import carnet.record.prescription.Prescription;
import carnet.server.practice.Rpps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FictionalPracticeTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 24, 10, 12);
  private static final FictionalPractice MADE =
      FictionalPractice.make(7, NOW, 100, UnaryOperator.identity());

  @Test
  void theSameSeedMakesTheSamePractice() {
    FictionalPractice again = FictionalPractice.make(7, NOW, 100, UnaryOperator.identity());
    assertThat(again.written().equals(MADE.written())).isTrue();
    assertThat(FictionalPractice.make(8, NOW, 100, UnaryOperator.identity()).patients())
        .isNotEqualTo(MADE.patients());
  }

  @Test
  void theReferenceParserAcceptsEveryResource() {
    IParser parser =
        FhirContext.forR4Cached().newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    for (ObjectNode resource : resources()) {
      assertThat(parser.parseResource(resource.toString())).isNotNull();
    }
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryIdIsOne() {
    Set<String> known = new HashSet<>();
    for (ObjectNode resource : resources()) {
      if (!known.add(key(resource))) {
        assertThat(key(resource)).startsWith("Appointment/");
      }
    }
    for (ObjectNode resource : resources()) {
      resource.findValuesAsString("reference").stream()
          .filter(reference -> !reference.startsWith("#"))
          .filter(reference -> !known.contains(reference))
          .forEach(lost -> fail(key(resource) + " refers to " + lost));
    }
  }

  @Test
  void timeGoesForwardAndNothingComesFromTomorrow() {
    Instant last = Instant.MIN;
    for (Written written : MADE.written()) {
      assertThat(written.when()).isAfterOrEqualTo(last).isBeforeOrEqualTo(Pen.instant(NOW));
      last = written.when();
    }
  }

  @Test
  void nobodyWritesAfterLeaving() {
    Member riviere =
        MADE.members().stream().filter(m -> m.key().equals("riviere")).findFirst().orElseThrow();
    LocalDate left = riviere.leftOn();
    assertThat(left).isNotNull();
    List<Written> his = MADE.written().stream().filter(w -> w.member().equals("riviere")).toList();
    assertThat(his)
        .hasSizeGreaterThan(50)
        .allMatch(w -> left != null && w.when().isBefore(Pen.instant(left.atStartOfDay())));
  }

  @Test
  void noTwoPatientsShareANumberAndItsKeyIsRight() {
    Set<String> numbers = new HashSet<>();
    for (Person person : MADE.patients()) {
      assertThat(numbers.add(person.ins())).isTrue();
      assertThat(97 - Long.parseLong(person.ins().substring(0, 13)) % 97)
          .isEqualTo(Integer.parseInt(person.ins().substring(13)));
      assertThat(person.phone()).matches("(02 61 91|06 39 98) \\d\\d \\d\\d");
      assertThat(person.age(NOW.toLocalDate())).isBetween(0, 97);
    }
    for (Member member : MADE.members()) {
      assertThat(member.rpps()).matches("|10\\d{9}");
      if (!member.rpps().isEmpty()) {
        assertThat(Rpps.key(member.rpps().substring(0, 10)))
            .isEqualTo(member.rpps().charAt(10) - '0');
      }
    }
  }

  @Test
  void everyPrescriptionCouldHaveBeenSignedThatDay() {
    Map<String, List<JsonNode>> sheets = new HashMap<>();
    for (ObjectNode resource : resources()) {
      ResourceKey key =
          new ResourceKey(resource.path("resourceType").asString(), resource.path("id").asString());
      String sheet = FhirPrescription.sheetOf(Resource.of(key, resource));
      if (!sheet.isEmpty()) {
        sheets.computeIfAbsent(sheet, _ -> new ArrayList<>()).add(resource);
      }
    }
    assertThat(sheets).hasSizeGreaterThan(300);
    Formulary formulary = Formulary.demonstration();
    for (List<JsonNode> lines : sheets.values()) {
      Prescription sheet = FhirPrescription.read(lines);
      assertThat(sheet.lacks(PrescribingRules.french(), formulary)).as(sheet.toString()).isEmpty();
      sheet
          .lines()
          .forEach(line -> assertThat(formulary.byId(String.valueOf(line.drug()))).isPresent());
    }
  }

  @Test
  void jeanneIsAsTheMockUpsShowHer() {
    Person jeanne = MADE.patients().getFirst();
    assertThat(jeanne.family() + " " + jeanne.given().getFirst() + " née " + jeanne.birthFamily())
        .isEqualTo("MARTIN Jeanne née DUPUIS");
    assertThat(jeanne.born()).isEqualTo(LocalDate.of(1957, 3, 12));
    String hers = of(jeanne).toString();
    assertThat(hers)
        .contains(
            "Diabète de type 2",
            "Fibrillation atriale",
            "Hypertension artérielle",
            "stade 3a",
            "Pénicilline",
            "Warfarine",
            "Metformine")
        .doesNotContain("Amoxicilline", "Ibuprofène");
  }

  @Test
  void everyChartHasBetweenTenAndTwoHundredResources() {
    for (Person person : MADE.patients()) {
      long count =
          of(person).stream()
              .filter(r -> !r.path("resourceType").asString("").equals("Appointment"))
              .count();
      assertThat(count).as(person.toString()).isBetween(8L, 200L);
    }
  }

  @Test
  void todayHasItsWaitingRoom() {
    Map<String, ObjectNode> newest = new HashMap<>();
    for (ObjectNode resource : resources()) {
      if (key(resource).startsWith("Appointment/")
          && resource.path("start").asString("").startsWith("2026-11-24")) {
        newest.put(key(resource), resource);
      }
    }
    assertThat(newest).hasSize(22);
    assertThat(
            newest.values().stream().filter(r -> r.path("status").asString("").equals("arrived")))
        .hasSize(4);
    assertThat(
            newest.values().stream().filter(r -> r.path("status").asString("").equals("fulfilled")))
        .hasSize(9);
  }

  @Test
  void itCanBeMadeAtAnyHourAndSize() {
    for (int hour : new int[] {0, 7, 13, 23}) {
      assertThat(
              FictionalPractice.make(
                      1, LocalDateTime.of(2027, 3, 1, hour, 59), 12, key -> "m-" + key)
                  .written())
          .isNotEmpty();
    }
    assertThat(FictionalPractice.make(1, LocalDate.of(2028, 2, 29), 1).patients()).hasSize(1);
  }

  @Test
  void noSlotIsLeftOpenInAText() {
    for (ObjectNode resource : resources()) {
      resource
          .findValuesAsString("div")
          .forEach(text -> assertThat(text).doesNotContain("{", "[", "non mesuré"));
    }
  }

  /** Printed for a doctor's eye: {@code mvn test -Dtest=FictionalPracticeTest#sample}. */
  @Test
  void sample() {
    StringBuilder out = new StringBuilder();
    int[] some = {0, 5, 7, 9, 20, 33, 47, 61, 75, 88};
    for (int i : some) {
      Person p = MADE.patients().get(i);
      out.append(
          "\n=== %s %s %s, %s, %d ans, %s, %d ressources%n"
              .formatted(
                  p.family(),
                  p.given(),
                  p.sex(),
                  p.born(),
                  p.age(NOW.toLocalDate()),
                  p.problems(),
                  of(p).size()));
      MADE.written().stream()
          .filter(w -> w.patient().equals(p.id()))
          .skip(
              Math.max(
                  0, MADE.written().stream().filter(w -> w.patient().equals(p.id())).count() - 14))
          .forEach(w -> out.append(told(w)));
    }
    try {
      java.nio.file.Files.writeString(java.nio.file.Path.of("target", "echantillon.txt"), out);
    } catch (java.io.IOException unwritable) {
      throw new java.io.UncheckedIOException(unwritable);
    }
    assertThat(out).isNotEmpty();
  }

  private static String told(Written w) {
    StringBuilder out = new StringBuilder("%s %s%n".formatted(w.when(), w.member()));
    for (ObjectNode r : w.resources()) {
      String type = r.path("resourceType").asString("");
      String text =
          switch (type) {
            case "Composition" ->
                String.join(" | ", r.findValuesAsString("div")).replaceAll("<[^>]+>", "");
            case "MedicationRequest" ->
                r.path("medicationCodeableConcept").path("text").asString("")
                    + " : "
                    + r.path("dosageInstruction").path(0).path("text").asString("")
                    + " "
                    + r.path("dispenseRequest").path("expectedSupplyDuration");
            case "Observation" ->
                r.path("code").path("text").asString("") + " " + r.findValuesAsString("value");
            case "Appointment" ->
                r.path("status").asString("")
                    + " "
                    + r.path("start").asString("")
                    + r.path("serviceType").findValuesAsString("display");
            case "DocumentReference" ->
                r.path("type").path("text").asString("") + " " + r.path("description").asString("");
            default -> String.join(" ", r.findValuesAsString("text"));
          };
      out.append("    ")
          .append(type.toLowerCase(Locale.ROOT))
          .append(" ")
          .append(text)
          .append('\n');
    }
    return out.toString();
  }

  private static List<ObjectNode> resources() {
    return MADE.written().stream().flatMap(w -> w.resources().stream()).toList();
  }

  private static List<ObjectNode> of(Person person) {
    return MADE.written().stream()
        .filter(w -> w.patient().equals(person.id()))
        .flatMap(w -> w.resources().stream())
        .toList();
  }

  private static String key(ObjectNode resource) {
    return resource.path("resourceType").asString("") + "/" + resource.path("id").asString("");
  }
}

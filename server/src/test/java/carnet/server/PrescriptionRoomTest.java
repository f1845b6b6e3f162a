package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a doctor writes, signs, prints again and renews, over HTTP, on a real server. */
class PrescriptionRoomTest {

  private static final List<String> CHRONIC =
      List.of(
          "périndopril 5 1 le matin 3 mois",
          "metformine 1000 matin et soir pendant les repas 3 mois ald",
          "metformine 850 2-0-1 3 mois renouvelable 1 fois",
          "coumadine 5 1 le soir 1 mois MTE",
          "dafalgan 500 1 3x/j si douleur 1 mois",
          "uvedose 100 000 UI 1 ampoule tous les 3 mois 1 an",
          "ventoline 2 bouffées si gene respiratoire 1 mois",
          "amlodipine 5 1 le matin qsp 30 gel");

  @TempDir static Path directory;
  static Cabinet cabinet;
  static Browser moreau;

  @BeforeAll
  static void found() {
    cabinet = new Cabinet(directory);
    moreau = cabinet.moreau;
  }

  @AfterAll
  static void stop() {
    cabinet.close();
  }

  @BeforeEach
  void signedIn() {
    cabinet.petit.signIn().ok();
    moreau.signIn().ok();
  }

  @Test
  void eightLinesRenewedAreEightLinesAsTheyWereSigned() {
    String patient = cabinet.patient("Huitlignes");
    String first = Cabinet.id();
    moreau.post(sheets(patient), sheet(first, CHRONIC.stream().map(this::typed).toList())).ok();
    List<JsonNode> signed = requests(patient, first);
    assertThat(signed).hasSize(8);

    JsonNode renewed = renew(patient, signed);
    assertThat(renewed.size()).isEqualTo(8);
    List<Map<String, Object>> again = new ArrayList<>();
    for (JsonNode each : renewed) {
      assertThat(each.has("left")).as(each.toString()).isFalse();
      assertThat(each.path("line").has("duration")).isFalse();
      again.add(line(each.path("line"), Map.of("value", 2, "unit", "mo")));
    }
    String second = Cabinet.id();
    moreau.post(sheets(patient), sheet(second, again)).ok();

    List<JsonNode> resigned = requests(patient, second);
    for (int i = 0; i < 8; i++) {
      assertThat(lasting(resigned.get(i))).as(CHRONIC.get(i)).isEqualTo(lasting(signed.get(i)));
    }
  }

  @Test
  void aLineThatIsRenewedWithoutADurationIsNotSigned() {
    String patient = cabinet.patient("Sansdurée");
    String id = Cabinet.id();
    moreau.post(sheets(patient), sheet(id, List.of(typed(CHRONIC.get(0))))).ok();
    JsonNode renewed = renew(patient, requests(patient, id)).path(0).path("line");
    Browser.Answer refused =
        moreau.post(sheets(patient), sheet(Cabinet.id(), List.of(line(renewed, null))));
    assertThat(refused.code()).isEqualTo("invalid");
    assertThat(refused.json().path("field").asString()).isEqualTo("/lines/0/duration");
  }

  @Test
  void aLineThatTheChartDoesNotHoldIsNotRenewed() {
    String patient = cabinet.patient("Inconnue");
    Browser.Answer answer =
        moreau.post(sheets(patient) + "/renewal", Map.of("of", List.of(Cabinet.id() + "-1")));
    assertThat(answer.status()).isEqualTo(404);
    Browser.Answer noId =
        moreau.post(sheets(patient) + "/renewal", Map.of("of", List.of("a b", "x")));
    assertThat(noId.status()).isEqualTo(404);
    assertThat(moreau.post(sheets(patient) + "/renewal", Map.of()).code()).isEqualTo("invalid");
  }

  @Test
  void theBrandThatIsKeptIsTheOneThatWasTyped() {
    String patient = cabinet.patient("Marque");
    String id = Cabinet.id();
    moreau
        .post(sheets(patient), sheet(id, List.of(typed("bisoce 5 1 le matin 1 mois NS EFG"))))
        .ok();
    assertThat(requests(patient, id).getFirst().toString()).contains("(BISOCE)");
    Map<String, Object> wrong = new LinkedHashMap<>(typed("bisoce 5 1 le matin 1 mois NS EFG"));
    wrong.put("brand", "PLAVIX");
    Browser.Answer refused = moreau.post(sheets(patient), sheet(Cabinet.id(), List.of(wrong)));
    assertThat(refused.json().path("field").asString()).isEqualTo("/lines/0/brand");
  }

  @Test
  void aLineIsSignedOnlyAsItWasShown() {
    Map<String, Object> line = new LinkedHashMap<>(typed("amox 1g 3x/j 7j"));
    line.put("dose", "1 g");
    line.put("form", "comprimé dispersible");
    String patient = cabinet.patient("Montrée");
    moreau.post(sheets(patient), sheet(Cabinet.id(), List.of(line))).ok();
    line.put("dose", "500 mg");
    assertThat(refusedField(patient, line)).isEqualTo("/lines/0/dose");
    line.put("dose", "1 g");
    line.put("form", "gélule");
    assertThat(refusedField(patient, line)).isEqualTo("/lines/0/form");
  }

  @Test
  void aWeightIsTakenAndPrintedWithItsUnitOrRefusedByItsField() {
    String patient = cabinet.patient("Pesée");
    Map<Object, String> printed =
        Map.of(
            Map.of("value", 3450, "unit", "g"), "3450 g",
            Map.of("value", 12.5, "unit", "kg"), "12,5 kg",
            Map.of("value", 70, "unit", "kg"), "70 kg",
            Map.of("value", 72.56784, "unit", "kg"), "72,568 kg");
    printed.forEach((weight, text) -> {
      String id = Cabinet.id();
      moreau.post(sheets(patient), weighed(id, weight)).ok();
      assertThat(requests(patient, id).getFirst().path("contained").toString())
          .contains("\"" + text + "\"");
    });
    Map<Object, String> refused =
        Map.of(
            3450,
            "/weight",
            "3450 g",
            "/weight",
            Map.of("value", 3450),
            "/weight/unit",
            Map.of("value", 27, "unit", "[lb_av]"),
            "/weight/unit",
            Map.of("value", "12,5", "unit", "kg"),
            "/weight/value",
            Map.of("value", -3, "unit", "kg"),
            "/weight/value",
            Map.of("unit", "kg"),
            "/weight/value");
    refused.forEach((weight, field) -> {
      Browser.Answer answer = moreau.post(sheets(patient), weighed(Cabinet.id(), weight));
      assertThat(answer.code()).as(weight.toString()).isEqualTo("invalid");
      assertThat(answer.json().path("field").asString()).isEqualTo(field);
    });
  }

  private Map<String, Object> weighed(String id, Object weight) {
    return Map.of("id", id, "lines", List.of(typed(CHRONIC.get(0))), "weight", weight);
  }

  /**
   * Two milligrams or two tablets: she was asked when she wrote it, and nobody decides it later.
   */
  @Test
  void aRenewedPosologyThatIsNotComputedStaysSoWhenItsLineIsCorrected() {
    String patient = cabinet.patient("Corrigée");
    String five =
        moreau
            .post("/api/prescription/understand", Map.of("text", "coumadine 5 1 le soir"))
            .ok()
            .path("drug")
            .path("id")
            .asString();
    Map<String, Object> line = new LinkedHashMap<>();
    line.putAll(Map.of("drug", five, "posology", "2\u00a0comprimés le soir", "verbatim", true));
    line.putAll(Map.of("ald", false, "duration", Map.of("value", 1, "unit", "mo")));
    String id = Cabinet.id();
    moreau.post(sheets(patient), sheet(id, List.of(line))).ok();
    List<JsonNode> signed = requests(patient, id);
    assertThat(signed.getFirst().path("dosageInstruction").path(0).has("timing")).isFalse();

    JsonNode again = renew(patient, signed).path(0).path("line");
    assertThat(again.path("verbatim").asBoolean()).isTrue();
    String words = again.path("posology").asString();
    JsonNode corrected =
        moreau
            .post(
                "/api/prescription/understand",
                Map.of(
                    "text", "Warfarine 5\u00a0mg " + words + " qsp 3 mois",
                    "drug", five,
                    "verbatim", words))
            .ok();
    assertThat(corrected.path("verbatim").asBoolean()).isTrue();
    assertThat(corrected.path("posology").asString()).isEqualTo(words);
    assertThat(corrected.path("duration").path("value").asInt()).isEqualTo(3);
  }

  private static String refusedField(String patient, Map<String, Object> line) {
    Browser.Answer refused = moreau.post(sheets(patient), sheet(Cabinet.id(), List.of(line)));
    assertThat(refused.code()).isEqualTo("invalid");
    return refused.json().path("field").asString();
  }

  @Test
  void aSignedSheetIsPrintedAgainByteForByteAndEachPrintLeavesATrace() {
    String patient = cabinet.patient("Réimprimée");
    String id = Cabinet.id();
    moreau.post(sheets(patient), sheet(id, List.of(typed(CHRONIC.get(0))))).ok();
    int before = prints(patient);
    byte[] first = moreau.get(sheets(patient) + "/" + id + "/pdf").http().body();
    cabinet.server.clock.pass(Duration.ofHours(2));
    signedIn();
    byte[] second = moreau.get(sheets(patient) + "/" + id + "/pdf").http().body();
    assertThat(second).isEqualTo(first);
    assertThat(prints(patient)).isEqualTo(before + 2);
  }

  @Test
  void aSheetThatAnImportSaysIsSignedIsNeitherPrintedNorRenewed() {
    String id = Cabinet.id();
    String signed = cabinet.patient("Signée");
    moreau.post(sheets(signed), sheet(id, List.of(typed(CHRONIC.get(0))))).ok();
    ObjectNode line = (ObjectNode) requests(signed, id).getFirst().deepCopy();
    line.remove("meta");
    line.withObject("subject").removeAll().put("reference", "Patient/1");
    String patient =
        "{\"resourceType\":\"Patient\",\"id\":\"1\",\"birthDate\":\"1980-01-02\","
            + "\"name\":[{\"use\":\"official\",\"family\":\"Importée\",\"given\":[\"Zoé\"]}]}";
    moreau
        .raw(
            "POST",
            "/api/import?source=elsewhere",
            "application/fhir+ndjson",
            (patient + "\n" + line).getBytes(StandardCharsets.UTF_8))
        .ok();
    String imported =
        moreau.post("/api/search", Map.of("text", "importée")).ok().at("/hits/0/id").asString();

    assertThat(moreau.get(sheets(imported) + "/" + id + "/pdf").status()).isEqualTo(404);
    JsonNode held = medications(imported).getFirst();
    JsonNode renewed = renew(imported, List.of(held));
    assertThat(renewed.at("/0/left/reason").asString()).contains("ne vient pas");
    assertThat(moreau.get(sheets(signed) + "/" + id + "/pdf").status()).isEqualTo(200);
  }

  @Test
  void ofTwoSheetsSentAtOnceUnderOneIdOneIsSignedAndTheOtherRefused() throws Exception {
    String patient = cabinet.patient("Double");
    Map<String, Object> one = typed(CHRONIC.get(0));
    Map<String, Object> other = typed(CHRONIC.get(3));
    Browser same = moreau.samePlace();
    same.token = moreau.token;
    for (int tries = 0; tries < 10; tries++) {
      String id = Cabinet.id();
      Callable<Integer> first =
          () -> moreau.post(sheets(patient), sheet(id, List.of(one, other))).status();
      Callable<Integer> second =
          () -> same.post(sheets(patient), sheet(id, List.of(other))).status();
      try (ExecutorService both = Executors.newFixedThreadPool(2)) {
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> each : both.invokeAll(List.of(first, second))) {
          answers.add(each.get());
        }
        assertThat(answers).containsExactlyInAnyOrder(200, 409);
      }
    }
  }

  private static int prints(String patient) {
    String traces = moreau.get("/api/patients/" + patient + "/accesses").ok().toString();
    return traces.split("\"print\"", -1).length - 1;
  }

  @Test
  void tooLongIsSaidBesideTheLineWithItsSourceBeforeAnythingIsSigned() {
    JsonNode typed =
        moreau
            .post(
                "/api/prescription/understand", Map.of("text", "zopiclone 7,5 1 au coucher 2 mois"))
            .ok();
    assertThat(typed.path("refused").path(0).path("code").asString()).isEqualTo("too-long");
    assertThat(typed.path("refused").path(0).path("reason").asString()).contains("4 semaines");
    assertThat(typed.path("refused").path(0).path("source").asString()).contains("7 octobre 1991");

    Map<String, Object> fine = typed(CHRONIC.get(0));
    Map<String, Object> tooLong = line(typed, Map.of("value", 2, "unit", "mo"));
    Map<String, Object> both = sheet(Cabinet.id(), List.of(fine, tooLong));
    JsonNode checked = moreau.post("/api/prescription/check", both).ok();
    assertThat(checked.path(0).size()).isZero();
    assertThat(checked.path(1).path(0).path("code").asString()).isEqualTo("too-long");

    Browser.Answer refused = moreau.post(sheets(cabinet.patient("Troplong")), both);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("detail").asString()).contains("2. Zopiclone");
    assertThat(refused.json().path("refused").path(0).path("line").asInt()).isEqualTo(1);
  }

  @Test
  void aPosologyThatIsNotUnderstoodIsSealedWordForWordWithoutARhythm() {
    String patient = cabinet.patient("Décroissance");
    String words = "3 cp matin 3 jours puis 2 cp matin 3 jours puis 1 cp 3 jours";
    JsonNode read =
        moreau.post("/api/prescription/understand", Map.of("text", "solupred 20 mg " + words)).ok();
    assertThat(read.path("verbatim").asBoolean()).isTrue();
    String id = Cabinet.id();
    Map<String, Object> line = line(read, Map.of("value", 9, "unit", "d"));
    moreau.post(sheets(patient), sheet(id, List.of(line))).ok();
    JsonNode dosage = requests(patient, id).getFirst().path("dosageInstruction").path(0);
    assertThat(dosage.path("text").asString()).isEqualTo(words);
    assertThat(dosage.has("timing")).isFalse();
    assertThat(dosage.has("doseAndRate")).isFalse();
  }

  private JsonNode renew(String patient, List<JsonNode> requests) {
    List<String> ids = requests.stream().map(each -> each.path("id").asString()).toList();
    return moreau.post(sheets(patient) + "/renewal", Map.of("of", ids)).ok();
  }

  /** What was understood of a typed line, as the app posts it. */
  private Map<String, Object> typed(String text) {
    JsonNode read = moreau.post("/api/prescription/understand", Map.of("text", text)).ok();
    assertThat(read.path("missing").size()).as(read.toString()).isZero();
    Map<String, Object> line = new LinkedHashMap<>(line(read, null));
    for (String each : List.of("duration", "units", "renewals")) {
      if (read.has(each)) {
        line.put(each, read.path(each));
      }
    }
    return line;
  }

  private static Map<String, Object> line(JsonNode of, @Nullable Map<String, Object> duration) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("drug", of.path("drug").path("id").asString());
    line.put("posology", of.path("posology").asString());
    line.put("ald", of.path("ald").asBoolean());
    if (of.has("nonSubstitutable")) {
      line.put("nonSubstitutable", of.path("nonSubstitutable").asString());
      line.put("brand", of.path("drug").path("brand").asString());
    }
    if (duration != null) {
      line.put("duration", duration);
    }
    return line;
  }

  private static Map<String, Object> sheet(String id, List<Map<String, Object>> lines) {
    return Map.of("id", id, "lines", lines);
  }

  private static String sheets(String patient) {
    return "/api/patients/" + patient + "/prescriptions";
  }

  /** The sealed lines of a sheet, in their order. */
  private static List<JsonNode> requests(String patient, String sheet) {
    return medications(patient).stream()
        .filter(each -> each.path("id").asString().startsWith(sheet + "-"))
        .toList();
  }

  private static List<JsonNode> medications(String patient) {
    String chart =
        new String(
            moreau.post("/api/patients/" + patient + "/chart", Map.of()).http().body(),
            StandardCharsets.UTF_8);
    List<JsonNode> lines = new ArrayList<>();
    for (JsonNode entry : JsonMapper.shared().readTree(chart).path("entry")) {
      JsonNode each = entry.path("resource");
      if (each.path("resourceType").asString().equals("MedicationRequest")) {
        lines.add(each);
      }
    }
    return lines;
  }

  /** What does not change when a line is prescribed again: all but its sheet and how long. */
  private static ObjectNode lasting(JsonNode request) {
    ObjectNode tree = (ObjectNode) request.deepCopy();
    List.of("id", "meta", "groupIdentifier", "dispenseRequest").forEach(tree::remove);
    tree.withArray("extension")
        .forEach(each -> {
          if (each.path("url").asString().equals("urn:carnet:prescription-number")) {
            ((ObjectNode) each).remove("valueString");
          }
        });
    return tree;
  }
}

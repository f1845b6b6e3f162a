package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A morning in the clinical rooms, over HTTP, on a real server. */
class RoomsTest {

  @TempDir static Path directory;
  static Cabinet cabinet;
  static Browser moreau;
  static Browser petit;

  @BeforeAll
  static void found() {
    cabinet = new Cabinet(directory);
    moreau = cabinet.moreau;
    petit = cabinet.petit;
  }

  @AfterAll
  static void stop() {
    cabinet.close();
  }

  @BeforeEach
  void signedIn() {
    petit.signIn().ok();
    moreau.signIn().ok();
  }

  private static String chart(Browser by, String patient) {
    return new String(
        by.post("/api/patients/" + patient + "/chart", Map.of()).http().body(),
        StandardCharsets.UTF_8);
  }

  @Test
  void aPatientMadeAtTheDeskIsFoundAndStandsInTheDay() {
    String patient = cabinet.patient("Quéméneur");
    JsonNode booked = cabinet.expected(patient);
    JsonNode found = moreau.post("/api/search", Map.of("text", "quemen")).ok();
    assertThat(found.path("hits").path(0).path("id").asString()).isEqualTo(patient);
    assertThat(found.path("trace").asString()).hasSize(64);
    String id = booked.path("id").asString();
    petit
        .post(
            "/api/day/" + id + "/state",
            Map.of("state", "arrived", "version", booked.path("version").asString()))
        .ok();
    assertThat(moreau.get("/api/day").ok().toString())
        .contains("Quéméneur")
        .contains("\"arrived\"");
    Browser.Answer stale =
        petit.post(
            "/api/day/" + id + "/state",
            Map.of("state", "noshow", "version", booked.path("version").asString()));
    assertThat(stale.code()).isEqualTo("conflict");
    assertThat(moreau.post("/api/search", Map.of("text", "q")).json().path("field").asString())
        .isEqualTo("/text");
  }

  @Test
  void aDraftIsKeptASignedNoteNeverChanges() {
    String patient = cabinet.patient("Legoff");
    cabinet.expected(patient);
    String id = Cabinet.id();
    String notes = "/api/patients/" + patient + "/notes";
    moreau.post(notes, Map.of("id", id, "motive", "Toux", "exam", "a < b\nc", "sign", false)).ok();
    JsonNode draft = moreau.get("/api/patients/" + patient + "/draft").ok();
    assertThat(draft.path("exam").asString()).isEqualTo("a < b\nc");
    Map<String, Object> whole = Map.of("id", id, "motive", "Toux", "exam", "Clair", "sign", true);
    JsonNode signed = moreau.post(notes, whole).ok();
    assertThat(moreau.post(notes, whole).ok().path("version")).isEqualTo(signed.path("version"));
    Browser.Answer changed =
        moreau.post(notes, Map.of("id", id, "motive", "Toux", "exam", "Autre", "sign", true));
    assertThat(changed.code()).isEqualTo("conflict");
    assertThat(moreau.get("/api/patients/" + patient + "/draft").status()).isEqualTo(204);
    assertThat(chart(moreau, patient)).contains("Clair").contains("urn:carnet:trace");
    assertThat(chart(petit, patient)).contains("Legoff").doesNotContain("Clair");
  }

  @Test
  void aFreeLineIsRefusedForSecuredStockAndWithoutAPosology() {
    String patient = cabinet.patient("Libre");
    String at = "/api/patients/" + patient + "/prescriptions";
    Browser.Answer secured = cabinet.moreau.post(at, free("Rp : Skenan 10", "1 le soir"));
    assertThat(secured.status()).isEqualTo(422);
    assertThat(secured.code()).isEqualTo("secured-stock");
    assertThat(secured.json().path("field").asString()).isEqualTo("/lines/0");

    Browser.Answer bare = cabinet.moreau.post(at, free("Crème à l’urée 10 %", " "));
    assertThat(bare.code()).isEqualTo("invalid");
    assertThat(bare.json().path("field").asString()).isEqualTo("/lines/0/posology");
    assertThat(bare.json().path("reasons").path(0).path("code").asString()).isEqualTo("missing");

    cabinet.moreau.post(at, free("Crème à l’urée 10 %", "1 application par jour")).ok();
  }

  private static Map<String, Object> free(String text, String posology) {
    return Map.of(
        "id",
        Cabinet.id(),
        "lines",
        List.of(Map.of("drug", Map.of("text", text), "posology", posology, "ald", false)));
  }

  @Test
  void aWriteThatNamesAnotherPatientIsRefused() {
    String one = cabinet.patient("Premier");
    String other = cabinet.patient("Second");
    Browser.Answer answer =
        moreau.post(
            "/api/patients/" + one + "/allergies",
            Map.of("id", Cabinet.id(), "patient", other, "label", "pénicilline", "grave", true));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asString()).isEqualTo("/patient");
  }

  @Test
  void measuresProblemsAndAllergiesAreWrittenOnce() {
    String patient = cabinet.patient("Mesure");
    cabinet.expected(patient);
    Map<String, Object> measures =
        Map.of(
            "id", Cabinet.id(),
            "takenAt", "2026-11-24T09:00:00Z",
            "measures", List.of(Map.of("code", "85354-9", "value", "148/86", "unit", "mm[Hg]")));
    String at = "/api/patients/" + patient + "/measures";
    JsonNode first = moreau.post(at, measures).ok();
    assertThat(moreau.post(at, measures).ok().path("version")).isEqualTo(first.path("version"));
    moreau
        .post(
            "/api/patients/" + patient + "/problems",
            Map.of("id", Cabinet.id(), "label", "HTA", "ald", "12"))
        .ok();
    assertThat(chart(moreau, patient)).contains("8480-6").contains("HTA");
  }

  @ParameterizedTest
  @CsvSource({
    "85354-9, 86/148, mm[Hg], value",
    "85354-9, 1480/86, mm[Hg], value",
    "85354-9, 148, mm[Hg], value",
    "29463-7, 735, kg, value",
    "29463-7, 73500, g, unit",
    "59408-5, 197, %, value",
    "8867-4, 0, /min, value",
    "8867-4, -72, /min, value",
    "8310-5, 375, Cel, value",
    "8310-5, soixante, Cel, value",
  })
  void aMeasureThatNobodyHasIsRefusedByItsField(
      String code, String value, String unit, String field) {
    String patient = cabinet.patient("Impossible");
    cabinet.expected(patient);
    Browser.Answer answer =
        moreau.post(
            "/api/patients/" + patient + "/measures",
            Map.of(
                "id", Cabinet.id(),
                "takenAt", "2026-11-24T09:00:00Z",
                "measures",
                    List.of(
                        Map.of("code", "8310-5", "value", "37.2", "unit", "Cel"),
                        Map.of("code", code, "value", value, "unit", unit))));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asString()).isEqualTo("/measures/1/" + field);
    assertThat(chart(moreau, patient)).doesNotContain("37.2");
  }

  @Test
  void aMeasureIsCorrectedThenWithdrawnFromTheVersionThatWasSeenAlone() {
    String patient = cabinet.patient("Correction");
    cabinet.expected(patient);
    String at = "/api/patients/" + patient + "/measures";
    String id = Cabinet.id();
    Map<String, String> weight = Map.of("code", "29463-7", "value", "57", "unit", "kg");
    String first =
        moreau
            .post(
                at,
                Map.of("id", id, "takenAt", "2026-11-24T09:00:00Z", "measures", List.of(weight)))
            .ok()
            .path("version")
            .asString();
    String correction = at + "/" + id + "-1/correction";
    assertThat(moreau.post(correction, Map.of("version", first, "value", "735")).status())
        .isEqualTo(422);
    JsonNode corrected = moreau.post(correction, Map.of("version", first, "value", "75")).ok();
    assertThat(
            moreau.post(correction, Map.of("version", first, "value", "75")).ok().path("version"))
        .as("sent twice")
        .isEqualTo(corrected.path("version"));
    assertThat(moreau.post(correction, Map.of("version", first, "value", "76")).status())
        .as("of a version that is not the newest")
        .isEqualTo(409);
    assertThat(chart(moreau, patient))
        .contains("\"corrected\"")
        .containsPattern("\"value\" ?: ?75\\b");
    moreau.post(correction, Map.of("version", corrected.path("version").asString())).ok();
    assertThat(chart(moreau, patient)).contains("entered-in-error");
    assertThat(
            moreau
                .post(at + "/" + Cabinet.id() + "-1/correction", Map.of("version", first))
                .status())
        .isEqualTo(404);
  }

  @Test
  void aSheetIsSignedOncePrintedFromWhatWasSealedAndSecuredLinesAreRefused() {
    String patient = cabinet.patient("Ordonnance");
    cabinet.expected(patient);
    String id = Cabinet.id();
    String sheets = "/api/patients/" + patient + "/prescriptions";
    Map<String, Object> sheet = cabinet.sheet(id, "amoxicilline");
    JsonNode signed = moreau.post(sheets, sheet).ok();
    assertThat(moreau.post(sheets, sheet).ok().path("version")).isEqualTo(signed.path("version"));
    assertThat(moreau.post(sheets, cabinet.sheet(id, "paracetamol")).code()).isEqualTo("conflict");
    byte[] pdf = moreau.get(sheets + "/" + id + "/pdf?format=A5").http().body();
    assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    byte[] preview = moreau.post(sheets + "/preview?format=A5", sheet).http().body();
    assertThat(new String(preview, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    Browser.Answer secured = moreau.post(sheets, cabinet.sheet(Cabinet.id(), "tramadol"));
    assertThat(secured.status()).isEqualTo(422);
    assertThat(secured.code()).isEqualTo("secured-stock");
    assertThat(secured.json().path("field").asString()).isEqualTo("/lines/0");
    assertThat(secured.json().path("refused").path(0).path("source").asString()).isNotEmpty();
    assertThat(moreau.get("/api/patients/" + patient + "/accesses").ok().toString())
        .contains("\"print\"")
        .contains("rendez-vous");
  }

  @Test
  void aMessageReachesWhomItNamesAndItsSenderAlone() {
    String patient = cabinet.patient("Rappel");
    petit
        .post(
            "/api/messages",
            Map.of("to", List.of(cabinet.moreauId), "text", "Rappeler", "patient", patient))
        .ok();
    JsonNode there = moreau.get("/api/messages").ok();
    assertThat(there.path(0).path("text").asString()).isEqualTo("Rappeler");
    assertThat(there.path(0).path("patient").path("family").asString()).isEqualTo("Rappel");
    moreau.post("/api/messages/" + there.path(0).path("id").asString() + "/done", Map.of()).ok();
    assertThat(petit.get("/api/messages").ok().path(0).path("doneBy").path("name").asString())
        .isEqualTo("Dr Camille MOREAU");
  }

  @Test
  void aScanIsFiledWithoutLookingAndCheckedByItsFilerForAWhile() {
    String patient = cabinet.patient("Courrier");
    byte[] scan = "%PDF-1.7 une lettre".getBytes(StandardCharsets.UTF_8);
    String at = "/api/patients/" + patient + "/documents";
    JsonNode filed = petit.post(at, Cabinet.paper("Lettre", scan)).ok();
    String paper = "/api/patients/" + patient + "/documents/" + filed.path("id").asString();
    assertThat(petit.get("/api/documents/mine").ok().toString()).contains("Courrier");
    assertThat(petit.get(paper).http().body()).isEqualTo(scan);
    assertThat(moreau.get(paper).http().body()).isEqualTo(scan);
    cabinet.server.clock.pass(Duration.ofHours(49));
    petit.signIn().ok();
    assertThat(petit.get(paper).code()).isEqualTo("not-yours");
    assertThat(petit.post(at, Cabinet.paper("Lettre", new byte[(10 << 20) + 1])).code())
        .isEqualTo("too-large");
  }

  @Test
  void aScanOfManyPagesIsKeptBesideTheChartAndComesOutWithIt() {
    String patient = cabinet.patient("Scannée");
    byte[] scan = new byte[3_000_001];
    new Random(7).nextBytes(scan);
    System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.UTF_8), 0, scan, 0, 8);
    String at = "/api/patients/" + patient;
    JsonNode filed = petit.post(at + "/documents", Cabinet.paper("Compte rendu", scan)).ok();
    String paper = at + "/documents/" + filed.path("id").asString();
    assertThat(petit.get(paper).http().body()).isEqualTo(scan);
    assertThat(moreau.get(paper).http().body()).isEqualTo(scan);
    byte[] chart = moreau.post(at + "/chart", Map.of()).http().body();
    assertThat(new String(chart, StandardCharsets.UTF_8)).contains("Compte rendu");
    assertThat(chart.length).isLessThan(100_000);
    cabinet.grantExport();
    String out = text(moreau.post("/api/export", Map.of("code", moreau.code())));
    assertThat(out).contains(Base64.getEncoder().encodeToString(scan));
  }

  @Test
  void anImportTwiceIsOneAndAllComesOutAgain() {
    String bundle =
        """
        {"resourceType":"Patient","id":"1","name":[{"family":"Importée","given":["Zoé"]}],"birthDate":"1980-01-02","gender":"female"}
        {"resourceType":"Condition","id":"c","subject":{"reference":"Patient/1"},"code":{"text":"Asthme"}}
        {"resourceType":"Nothing"}
        """;
    byte[] bytes = bundle.getBytes(StandardCharsets.UTF_8);
    String first =
        text(moreau.raw("POST", "/api/import?source=vendeur", "application/fhir+ndjson", bytes));
    assertThat(first).contains("\"kept\":2").contains("line 3");
    String again =
        text(moreau.raw("POST", "/api/import?source=vendeur", "application/fhir+ndjson", bytes));
    assertThat(again).contains("\"kept\":0").contains("\"same\":2");
    cabinet.grantExport();
    String out = text(moreau.post("/api/export", Map.of("code", moreau.code())));
    assertThat(out).contains("Importée").contains("Asthme");
    assertThat(moreau.post("/api/export", Map.of("code", "000000")).code())
        .isEqualTo("factor-wrong");
  }

  @Test
  void anIncidentListsExactlyWhomAnAccountWasShownWithProof() {
    String seen = cabinet.patient("Touchée");
    String other = cabinet.patient("Épargnée");
    String from = cabinet.server.clock.instant().toString();
    cabinet.server.clock.pass(Duration.ofSeconds(5));
    chart(moreau, seen);
    JsonNode made =
        moreau
            .post(
                "/api/incidents",
                Map.of(
                    "member",
                    cabinet.moreauId,
                    "from",
                    from,
                    "to",
                    cabinet.server.clock.instant().toString()))
            .ok();
    assertThat(made.toString()).contains("Touchée").doesNotContain(other);
    assertThat(made.path("mayHaveMore").size()).isZero();
    String id = made.path("id").asString();
    assertThat(text(moreau.get("/api/incidents/" + id + ".csv"))).contains("Touchée");
    JsonNode proof = moreau.get("/api/incidents/" + id + ".json").ok();
    assertThat(proof.path("traces").path(0).has("inclusion")).isTrue();
    assertThat(petit.post("/api/incidents", Map.of()).code()).isEqualTo("not-yours");
  }

  private static String text(Browser.Answer answer) {
    return new String(answer.http().body(), StandardCharsets.UTF_8);
  }
}

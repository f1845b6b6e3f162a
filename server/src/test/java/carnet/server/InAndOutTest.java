package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.vault.Access;
import carnet.vault.Gate;
import carnet.vault.Measures;
import carnet.vault.MemberId;
import carnet.vault.Session;
import carnet.vault.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that come in and go out: judged, traced, once, and nothing lost. */
class InAndOutTest {

  private static final String ZOE =
      """
      {"resourceType":"Patient","id":"1","name":[{"family":"Importée","given":["Zoé"]}],"birthDate":"1980-01-02","gender":"female"}
      """;
  private static final String ASTHMA =
      """
      {"resourceType":"Condition","id":"c","subject":{"reference":"Patient/1"},"code":{"text":"Asthme"}}
      """;

  @TempDir Path directory;
  private Cabinet cabinet;
  private Browser moreau;

  @BeforeEach
  void found() {
    cabinet = new Cabinet(directory);
    moreau = cabinet.moreau;
    moreau.signIn().ok();
  }

  @AfterEach
  void stop() {
    cabinet.close();
  }

  private String bring(String source, String lines) {
    return text(send(source, lines));
  }

  private Browser.Answer send(String source, String lines) {
    return moreau.raw(
        "POST",
        "/api/import?source=" + source,
        "application/fhir+ndjson",
        lines.getBytes(StandardCharsets.UTF_8));
  }

  private String takeOut() {
    cabinet.grantExport();
    return text(export());
  }

  private Browser.Answer export() {
    return moreau.post("/api/export", Map.of("code", moreau.code()));
  }

  private static String text(Browser.Answer answer) {
    return new String(answer.http().body(), StandardCharsets.UTF_8);
  }

  private String importedId() {
    return moreau
        .post("/api/search", Map.of("text", "import"))
        .ok()
        .path("hits")
        .path(0)
        .path("id")
        .asString();
  }

  /** She works on, so that nothing is locked, and gives no factor. */
  private void workOnFor(Duration time) {
    Duration step = Duration.ofMinutes(4);
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      cabinet.server.clock.pass(step);
      assertThat(moreau.renew().status()).isEqualTo(200);
      moreau.get("/api/day").ok();
    }
  }

  @Test
  void anImportIsLetInRightAfterASecondFactorAndAtNoOtherTime() {
    workOnFor(Duration.ofMinutes(12));
    Browser.Answer late = send("vendeur", ZOE);
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.code()).isEqualTo("step-up");
    assertThat(late.json().path("reasons").path(0).path("code").asString()).isEqualTo("bulkImport");
    moreau.post("/api/session/step-up", Map.of("code", moreau.code()));
    assertThat(bring("vendeur", ZOE)).contains("\"kept\":1");
  }

  @Test
  void aChartThatWasThereIsOpenedAgainstATraceThatNamesTheImport() {
    bring("vendeur", ZOE);
    bring("vendeur", ASTHMA);
    assertThat(text(moreau.get("/api/patients/" + importedId() + "/accesses")))
        .contains("import.chart")
        .contains("import de dossiers");
  }

  @Test
  void aListWhosePatientsComeLaterIsBroughtInOnceHoweverOftenItIsSent() {
    assertThat(bring("vendeur", ASTHMA)).contains("\"kept\":1");
    assertThat(bring("vendeur", ASTHMA)).contains("\"kept\":0").contains("\"same\":1");
    assertThat(bring("vendeur", ZOE + ASTHMA)).contains("\"kept\":1").contains("\"same\":1");
    assertThat(takeOut()).containsOnlyOnce("Asthme");
  }

  @Test
  void theSameFileAgainUndoesNothingThatWasChangedSince() {
    bring("vendeur", ZOE + ASTHMA);
    String corrected = ASTHMA.replace("Asthme", "Asthme ancien");
    assertThat(bring("vendeur", corrected)).contains("\"kept\":1");
    assertThat(bring("vendeur", ZOE + ASTHMA)).contains("\"kept\":0");
    assertThat(takeOut()).containsOnlyOnce("Asthme ancien");
  }

  @Test
  void whatConcernsNobodyComesInOnceAndGoesOutAgain() {
    String places =
        """
        {"resourceType":"Organization","id":"o","name":"Clinique des Lilas"}
        {"resourceType":"Location","id":"l","name":"Salle de soins"}
        """;
    assertThat(bring("vendeur", places)).contains("\"kept\":2");
    assertThat(bring("vendeur", places)).contains("\"kept\":0").contains("\"same\":2");
    assertThat(takeOut()).containsOnlyOnce("Clinique des Lilas").containsOnlyOnce("Salle de soins");
  }

  @Test
  void aPaperOfManyKilobytesComesInOnceAndGoesOutTheSame() {
    String scan =
        Base64.getEncoder()
            .encodeToString("une lettre, ".repeat(8_000).getBytes(StandardCharsets.UTF_8));
    String paper =
        "{\"resourceType\":\"DocumentReference\",\"id\":\"d\",\"status\":\"current\",\"subject\":{\"reference\":\"Patient/1\"},"
            + "\"content\":[{\"attachment\":{\"contentType\":\"text/plain\",\"data\":\""
            + scan
            + "\"}}]}\n";
    assertThat(bring("vendeur", ZOE + paper)).contains("\"kept\":2");
    assertThat(bring("vendeur", ZOE + paper)).contains("\"kept\":0").contains("\"same\":2");
    assertThat(takeOut()).containsOnlyOnce(scan);
  }

  @Test
  void aBundleCutInTheMiddleKeepsWhatCameWholeAndSaysWhereItBroke() {
    String whole =
        "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[\n{\"resource\":"
            + ZOE.strip()
            + "},\n{\"resource\":"
            + ASTHMA.strip()
            + "}]}";
    String answer = bring("vendeur", whole.substring(0, whole.indexOf("Asthme")));
    assertThat(answer).contains("\"kept\":1").contains("BROKEN").contains("line 3");
    assertThat(bring("vendeur", whole)).contains("\"kept\":1").contains("\"same\":1");
  }

  @Test
  void whatIsNoJsonOrOfNoKnownTypeIsRefusedByItsLineAndTheRestIsKept() {
    String answer =
        bring("vendeur", ZOE + "{\"resourceType\":\n{\"resourceType\":\"Nothing\"}\n" + ASTHMA);
    assertThat(answer)
        .contains("\"kept\":2")
        .contains("line 2")
        .contains("BROKEN")
        .contains("line 3")
        .contains("resourceType that FHIR R4 does not know");
  }

  @Test
  void anExportGoesOnFromThePatientWhereItWasStopped() {
    cabinet.patient("Premier");
    cabinet.patient("Second");
    List<String> whole = takeOut().lines().toList();
    String last =
        whole.stream()
            .filter(each -> each.contains("\"resourceType\":\"Patient\""))
            .reduce((_, each) -> each)
            .orElseThrow();
    Browser.Answer rest =
        moreau.post(
            "/api/export",
            Map.of(
                "code",
                moreau.code(),
                "from",
                last.replaceAll(".*\"id\":\"([0-9a-f]{32})\".*", "$1")));
    assertThat(rest.http().headers().firstValue("Carnet-Patients")).contains("1");
    assertThat(text(rest).lines().toList())
        .isEqualTo(whole.subList(whole.indexOf(last), whole.size()));
  }

  @Test
  void aMeasureThatComesInForceMeanwhileEndsTheExportInWords() {
    for (String family : List.of("Un", "Deux", "Trois")) {
      cabinet.patient(family);
    }
    Gate sentinel = cabinet.server.bean(carnet.server.access.SentinelGate.class);
    cabinet.server.house.vault().judgedBy(frozenAtTheSecondChart(sentinel));
    String out = takeOut();
    assertThat(out.lines().filter(each -> each.contains("\"Patient\"")).count()).isEqualTo(1);
    assertThat(out.lines().toList().getLast()).contains("OperationOutcome").contains("\"frozen\"");
    assertThat(moreau.get("/api/day").status()).isNotEqualTo(200);
  }

  private Gate frozenAtTheSecondChart(Gate sentinel) {
    return new Gate() {
      private int charts;

      @Override
      public Verdict judge(Session who, Access what) {
        if (what.kind().equals("export.chart") && ++charts == 2) {
          Measures.freeze(
              cabinet.server.house.vault(),
              MemberId.fromHex(cabinet.moreauId),
              null,
              List.of(Map.of("code", "decided")),
              1);
        }
        return sentinel.judge(who, what);
      }
    };
  }
}

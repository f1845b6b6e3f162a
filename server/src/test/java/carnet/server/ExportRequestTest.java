package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** All records leave by two persons, or by one and a day, over HTTP. */
class ExportRequestTest {

  private Cabinet cabinet;
  private Browser moreau;
  private Browser petit;

  @BeforeEach
  void open(@TempDir Path directory) {
    cabinet = new Cabinet(directory);
    moreau = cabinet.moreau;
    petit = cabinet.petit;
    cabinet.patient("Sortante");
    aDayPasses();
  }

  @AfterEach
  void close() {
    cabinet.close();
  }

  private void aDayPasses() {
    cabinet.server.clock.pass(Duration.ofDays(1));
    moreau.signIn().ok();
    petit.signIn().ok();
  }

  private Browser.Answer takeOut() {
    return moreau.post("/api/export", Map.of("code", moreau.code()));
  }

  private static String text(Browser.Answer answer) {
    return new String(answer.http().body(), StandardCharsets.UTF_8);
  }

  private Browser.Answer answer(Browser by, String request, String word) {
    return by.post("/api/exports/" + request + "/" + word, Map.of("code", by.code()));
  }

  @Test
  void whoHasEveryFactorOfOneMemberTakesNothingOutWithoutAnother() {
    Browser.Answer unasked = takeOut();
    assertThat(unasked.status()).isEqualTo(409);
    assertThat(unasked.code()).isEqualTo("export-waits");

    String request = cabinet.ask();

    Browser.Answer waits = takeOut();
    assertThat(waits.code()).isEqualTo("export-waits");
    assertThat(waits.json().path("wayOut").asString())
        .contains("PETIT")
        .contains("Sécurité")
        .doesNotContain("MOREAU");
    assertThat(text(waits)).doesNotContain("Sortante").doesNotContain("SORTANTE");
    assertThat(answer(moreau, request, "second").json().path("reasons").path(0).path("code"))
        .hasToString("\"export.takes-another\"");
  }

  @Test
  void anotherMemberSeesWhoAsksAndWhyAndAcceptsWithAFreshCode() {
    String id = cabinet.ask();

    JsonNode seen = petit.get("/api/exports").ok().path(0);
    assertThat(seen.path("member").path("id").asString()).isEqualTo(cabinet.moreauId);
    assertThat(seen.path("reason").asString()).isEqualTo("copie");
    assertThat(seen.path("state").asString()).isEqualTo("waiting");
    assertThat(seen.path("mayAccept").path(0).path("id").asString()).isEqualTo(cabinet.petitId);
    Instant asked = Instant.parse(seen.path("at").asString());
    assertThat(Instant.parse(seen.path("aloneFrom").asString()))
        .isEqualTo(asked.plus(Duration.ofDays(1)));
    assertThat(petit.post("/api/exports/" + id + "/second", Map.of("code", "000000")).status())
        .isEqualTo(401);

    JsonNode accepted = answer(petit, id, "second").ok();

    assertThat(accepted.path("state").asString()).isEqualTo("granted");
    assertThat(accepted.path("acceptedBy").path("id").asString()).isEqualTo(cabinet.petitId);
    assertThat(text(takeOut())).contains("Sortante");
    assertThat(moreau.post("/api/export", Map.of("code", "000000")).code())
        .isEqualTo("factor-wrong");
  }

  @Test
  void whatIsAcceptedLastsADay() {
    answer(petit, cabinet.ask(), "second").ok();
    aDayPasses();
    assertThat(takeOut().code()).isEqualTo("export-waits");
  }

  @Test
  void whoAskedGoesOnAloneAfterADayWithoutARefusal() {
    cabinet.ask();
    aDayPasses();
    assertThat(text(takeOut())).contains("Sortante");
  }

  @Test
  void aRefusalEndsItEvenWhenItWasAccepted() {
    String id = cabinet.ask();
    answer(petit, id, "second").ok();

    JsonNode refused = answer(petit, id, "refuse").ok();

    assertThat(refused.path("state").asString()).isEqualTo("refused");
    assertThat(refused.path("refusedBy").path("id").asString()).isEqualTo(cabinet.petitId);
    assertThat(takeOut().code()).isEqualTo("export-waits");
    assertThat(answer(petit, id, "second").status()).isEqualTo(409);
  }

  @Test
  void sheInWhoseNameItWasAskedRefusesItHerself() {
    String id = cabinet.ask();
    assertThat(answer(moreau, id, "refuse").ok().path("state").asString()).isEqualTo("refused");
  }

  @Test
  void askedAgainItIsTheSameRequest() {
    String first = cabinet.ask();
    assertThat(cabinet.ask()).isEqualTo(first);
    assertThat(petit.get("/api/exports").ok().size()).isEqualTo(1);
  }

  @Test
  void whoWasLetInTodayAcceptsNothing() {
    Browser nurse = moreau.invite("blanc", "nurse");
    Browser.Answer word = answer(nurse, cabinet.ask(), "second");
    assertThat(word.json().path("reasons").path(0).path("code").asString())
        .isEqualTo("export.takes-a-member-of-a-day");
  }

  @Test
  void aRequestThatIsUnknownOrSaysNoReasonIsRefused() {
    assertThat(answer(petit, "0".repeat(64), "second").status()).isEqualTo(404);
    Browser.Answer silent = moreau.post("/api/exports", Map.of("code", moreau.code()));
    assertThat(silent.json().path("field").asString()).isEqualTo("/reason");
  }

  @Test
  void whoIsAloneInThePracticeTakesItOutAtOnce(@TempDir Path directory) {
    try (Served server = new Served(directory)) {
      Browser alone = server.browser();
      alone.found();
      JsonNode asked =
          alone.post("/api/exports", Map.of("code", alone.code(), "reason", "copie")).ok();
      assertThat(asked.path("state").asString()).isEqualTo("granted");
      assertThat(alone.post("/api/export", Map.of("code", alone.code())).status()).isEqualTo(200);
    }
  }
}

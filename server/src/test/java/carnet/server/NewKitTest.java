package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A new recovery kit, over HTTP. */
class NewKitTest {

  /** Each line checks; the whole is no practice's. */
  private static final List<String> FOREIGN =
      List.of("0C512 60Z4R PK8R9", "7D14J M2QBS JPRQC", "EDX83 24FJT ET853", "NESBK G67SV AXRKD");

  private Served server;
  private Browser moreau;
  private List<String> first;

  @BeforeEach
  void found(@TempDir Path directory) {
    server = new Served(directory);
    moreau = server.browser();
    first = words(moreau.found());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aNewKitIsShownOnceAndFromThenOnTheOneBeforeBringsNobodyBack() throws IOException {
    JsonNode prepared = byKit(first, moreau.code()).ok();
    List<String> second = words(prepared);
    assertThat(second).hasSize(4).doesNotContainAnyElementsOf(first);
    assertThat(page(prepared)).contains("Cabinet des Tilleuls").contains(spaced(second));
    assertThat(comesBackBy(second)).as("not confirmed yet").isFalse();

    JsonNode state = confirm(prepared).ok();

    assertThat(state.path("waitsFor")).isEmpty();
    assertThat(comesBackBy(first)).isFalse();
    assertThat(comesBackBy(second)).isTrue();
    assertThat(confirm(prepared).ok()).as("its answer was lost").isEqualTo(state);
    assertThat(moreau.get("/api/kit").ok().toString()).doesNotContain(second.getFirst());
  }

  @Test
  void aNewKitAsksTheWordsOfTheOneBeforeAndAFreshCodeAndChangesNothingWithoutThem() {
    List<String> misread = new ArrayList<>(first);
    misread.set(2, "AAAAA AAAAA AAAAA");
    assertThat(byKit(misread, moreau.code()).json().path("field").asString()).isEqualTo("/kit/2");

    Browser.Answer foreign = byKit(FOREIGN, moreau.code());
    assertThat(foreign.status()).isEqualTo(422);
    assertThat(foreign.json().path("field").asString()).isEqualTo("/kit");

    Browser.Answer guessed = byKit(first, "000000");
    assertThat(guessed.status()).isEqualTo(401);
    assertThat(guessed.json().path("field").asString()).isEqualTo("/code");

    Browser.Answer none = moreau.post("/api/kit/confirm", Map.of("draft", "none"));
    assertThat(none.json().path("field").asString()).isEqualTo("/draft");
    assertThat(comesBackBy(first)).isTrue();
  }

  @Test
  void twoStewardsMakeANewKitWhereTheOneBeforeIsLost() {
    Browser adam = steward("adam");
    Browser petit = moreau.invite("petit", "secretary");
    assertThat(rule(petit.post("/api/kit/by-two", Map.of("code", petit.code()))))
        .isEqualTo("kit.not-steward");
    String id =
        moreau.post("/api/kit/by-two", Map.of("code", moreau.code())).ok().path("id").asString();
    JsonNode asked = adam.get("/api/kit").ok().path("asked");
    assertThat(asked.path("id").asString()).isEqualTo(id);
    assertThat(asked.path("by").path("name").asString()).contains("MOREAU");
    assertThat(rule(second(moreau, id))).isEqualTo("kit.takes-two");
    assertThat(rule(second(petit, id))).isEqualTo("kit.not-steward");

    JsonNode prepared = second(adam, id).ok();
    assertThat(second(adam, id).status()).as("shown once").isEqualTo(409);
    JsonNode state = adam.post("/api/kit/confirm", Map.of("draft", draft(prepared))).ok();

    assertThat(state.has("asked")).isFalse();
    assertThat(comesBackBy(first)).isFalse();
    assertThat(comesBackBy(words(prepared))).isTrue();
  }

  @Test
  void theSecondIsToldThatTheFirstIsNotSignedInHereAnyMore() {
    Browser adam = steward("adam");
    String id =
        moreau.post("/api/kit/by-two", Map.of("code", moreau.code())).ok().path("id").asString();
    moreau.delete("/api/session");

    Browser.Answer refused = second(adam, id);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("wayOut").asString()).contains("rouvrir sa session");
    assertThat(comesBackBy(first)).isTrue();
  }

  private Browser steward(String login) {
    JsonNode invited =
        moreau
            .post(
                "/api/invitations",
                Map.of(
                    "family",
                    login,
                    "given",
                    "Alix",
                    "profession",
                    "gp",
                    "login",
                    login,
                    "steward",
                    true,
                    "code",
                    moreau.code()))
            .ok();
    Browser joined = server.browser();
    joined.accept(invited.path("code").asString(), login).ok();
    moreau.signIn().ok(); // who holds authority shares it when she signs in
    server.clock.pass(Duration.ofDays(1));
    joined.signIn().ok();
    moreau.signIn().ok();
    return joined;
  }

  private Browser.Answer byKit(List<String> lines, String code) {
    return moreau.post("/api/kit/by-kit", Map.of("kit", lines, "code", code));
  }

  private Browser.Answer confirm(JsonNode prepared) {
    return moreau.post("/api/kit/confirm", Map.of("draft", draft(prepared)));
  }

  private static Browser.Answer second(Browser by, String id) {
    return by.post("/api/kit/by-two/" + id + "/second", Map.of("code", by.code()));
  }

  /** Whether these lines would let Dr Moreau choose new factors; she does not go on. */
  private boolean comesBackBy(List<String> lines) {
    Browser.Answer answer =
        server
            .browser()
            .post(
                "/api/returns/kit",
                Map.of("kit", lines, "login", "moreau", "passphrase", Browser.PASSPHRASE));
    if (answer.status() != 200) {
      assertThat(answer.json().path("field").asString()).isEqualTo("/kit");
    }
    return answer.status() == 200;
  }

  private static String draft(JsonNode prepared) {
    return prepared.path("draft").asString();
  }

  private static String rule(Browser.Answer refused) {
    assertThat(refused.status()).isEqualTo(409);
    return refused.json().path("reasons").path(0).path("code").asString();
  }

  private static List<String> words(JsonNode shown) {
    List<String> words = new ArrayList<>();
    shown.path("kit").path("words").forEach(each -> words.add(each.asString()));
    return words;
  }

  private static String page(JsonNode shown) throws IOException {
    byte[] pdf = Base64.getDecoder().decode(shown.path("kit").path("pdf").asString());
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }
  }

  private static List<String> spaced(List<String> lines) {
    return lines.stream().map(each -> each.replaceAll("\\s+", " ")).toList();
  }
}

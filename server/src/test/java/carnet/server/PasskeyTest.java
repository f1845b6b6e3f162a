package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Dr Moreau has a passkey with PRF beside her passphrase. */
class PasskeyTest {

  private static final String PRF = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";

  @TempDir static Path directory;
  static Served server;
  static Browser moreau;
  static SoftKey key;

  @BeforeAll
  static void found() {
    server = new Served(directory);
    moreau = server.browser();
    moreau.found();
    key = new SoftKey(server.address());
    JsonNode options = moreau.post("/api/passkeys/options", Map.of()).ok().path("options");
    moreau
        .post(
            "/api/passkeys",
            Map.of(
                "credential",
                key.create(options),
                "prf",
                PRF,
                "label",
                "Clé du cabinet",
                "code",
                moreau.code()))
        .ok();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void verified() {
    key.flags |= SoftKey.VERIFIED;
    moreau.signIn().ok();
  }

  private static JsonNode options(Browser by) {
    by.token = null;
    return by.post("/api/sign-in/passkey/options", Map.of("login", "moreau")).ok().path("options");
  }

  private static Browser.Answer signIn(Browser by, Map<String, Object> credential, String prf) {
    return by.post("/api/sign-in/passkey", Map.of("credential", credential, "prf", prf));
  }

  @Test
  void aPasskeyAndItsPrfOpenHerAccountEvenOnAnotherDevice() {
    Browser phone = moreau.elsewhere();
    JsonNode session = signIn(phone, key.get(options(phone)), PRF).ok();
    assertThat(session.path("member").path("login").asString()).isEqualTo("moreau");
    assertThat(session.path("holds").toString()).contains("history");
  }

  @Test
  void theListOfHerPasskeysIsToldOnlyToHerOwnDevices() {
    assertThat(options(moreau.samePlace()).path("allowCredentials").size()).isEqualTo(1);
    assertThat(options(moreau.elsewhere()).path("allowCredentials").size()).isZero();
    assertThat(
            options(moreau.elsewhere())
                .path("extensions")
                .path("prf")
                .path("eval")
                .path("first")
                .asString())
        .hasSize(43);
  }

  @Test
  void withoutUserVerificationItIsRefused() {
    Browser here = moreau.samePlace();
    key.flags &= ~SoftKey.VERIFIED;
    assertThat(signIn(here, key.get(options(here)), PRF).code()).isEqualTo("factor-wrong");
  }

  @Test
  void anAnswerServesOnceAndOnlyOnTheDeviceThatWasAsked() {
    Browser here = moreau.samePlace();
    Map<String, Object> answer = key.get(options(here));
    Browser thief = moreau.elsewhere();
    JsonNode unused = options(thief);
    assertThat(unused.has("challenge")).isTrue();
    assertThat(signIn(thief, answer, PRF).code()).isEqualTo("factor-wrong");
    signIn(here, answer, PRF).ok();
    assertThat(signIn(moreau.samePlace(), answer, PRF).code()).isEqualTo("factor-wrong");
  }

  @Test
  void anotherPageOriginOrAnotherPrfIsRefused() {
    Browser here = moreau.samePlace();
    Map<String, Object> answer = new HashMap<>(key.get(options(here)));
    assertThat(signIn(here, answer, "A".repeat(43)).code()).isEqualTo("factor-wrong");
    SoftKey stranger = new SoftKey("https://carnet.example");
    assertThat(signIn(here, stranger.get(options(here)), PRF).code()).isEqualTo("factor-wrong");
  }

  @Test
  void itStepsUpAndReturnsFromALock() {
    JsonNode asked =
        moreau.post("/api/sign-in/passkey/options", Map.of("login", "moreau")).ok().path("options");
    moreau.post("/api/session/step-up", Map.of("credential", key.get(asked))).ok();
    moreau.post("/api/session/lock", Map.of()).ok();
    Browser page = moreau.samePlace();
    JsonNode again = options(page);
    moreau.post("/api/session/return", Map.of("credential", key.get(again), "prf", PRF)).ok();
  }

  @Test
  void aPasskeyThatIsNoneIsRefusedLikeAnyWrongFactor() {
    for (Map<String, Object> each :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("id", "bm9uZQ", "type", "public-key"),
            Map.of(
                "rawId",
                "bm9uZQ",
                "response",
                Map.of("clientDataJSON", "e30", "authenticatorData", "AA", "signature", "AA")))) {
      Browser.Answer answer =
          moreau.post("/api/sign-in/passkey", Map.of("credential", each, "prf", "A".repeat(43)));
      assertThat(answer.code()).isEqualTo("factor-wrong");
    }
  }
}

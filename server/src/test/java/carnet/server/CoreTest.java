package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One server, founded once by Dr Moreau; each test begins with her signed in. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class CoreTest {

  @TempDir static Path directory;
  static Served server;
  static Browser moreau;
  static JsonNode founded;

  @BeforeAll
  static void found() {
    server = new Served(directory);
    moreau = server.browser();
    founded = moreau.found();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void signedIn() {
    moreau.signIn().ok();
  }

  @Test
  void aFoundedPracticeShowsItsKitOnceAndItsNameToEveryone() {
    assertThat(founded.path("kit").path("words").size()).isEqualTo(4);
    assertThat(founded.path("kit").path("pdf").asString()).startsWith("JVBERi");
    assertThat(founded.path("holds").toString()).contains("history");
    JsonNode status = server.browser().get("/api/status").ok();
    assertThat(status.path("founded").asBoolean()).isTrue();
    assertThat(status.path("practice").path("name").asString()).isEqualTo("Cabinet des Tilleuls");
    assertThat(status.path("replica").path("name").asString()).isEqualTo("accueil");
  }

  @Test
  void aSecondPracticeIsNotFoundedOverTheFirst() {
    assertThat(server.browser().post("/api/found", Map.of()).code()).isEqualTo("conflict");
  }

  @Test
  void aSessionTellsWhoSheIsWithoutItsTokens() {
    JsonNode session = moreau.get("/api/session").ok();
    assertThat(session.path("member").path("name").asString()).isEqualTo("Dr Camille MOREAU");
    assertThat(session.has("token")).isFalse();
    assertThat(session.has("returnKey")).isFalse();
  }

  @Test
  void aWrongPassphraseOrCodeIsRefusedWithoutSayingWhich() {
    Browser here = moreau.samePlace();
    Browser.Answer passphrase = here.signIn("une autre phrase encore", here.code());
    Browser.Answer code = here.signIn(Browser.PASSPHRASE, "000000");
    assertThat(passphrase.status()).isEqualTo(401);
    assertThat(passphrase.json()).isEqualTo(code.json());
    assertThat(code.code()).isEqualTo("factor-wrong");
  }

  @Test
  void aMissingFactorIsNamed() {
    Browser.Answer answer = moreau.samePlace().post("/api/sign-in", Map.of("login", "moreau"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asString()).isEqualTo("/passphrase");
  }

  @Test
  void aCodeServesOnce() {
    Browser here = moreau.samePlace();
    String code = here.code();
    here.signIn(Browser.PASSPHRASE, code).ok();
    Browser.Answer again = here.signIn(Browser.PASSPHRASE, code);
    assertThat(again.code()).isEqualTo("factor-wrong");
    assertThat(again.json().path("wayOut").asString()).contains("attendez le suivant");
  }

  @Test
  void anUnknownDeviceIsToldToEnrolWhateverTheLogin() {
    Browser thief = moreau.elsewhere();
    Browser.Answer hers = thief.signIn();
    thief.login = "personne";
    Browser.Answer nobodys = thief.signIn();
    assertThat(hers.code()).isEqualTo("device-unknown");
    assertThat(hers.json()).isEqualTo(nobodys.json());
  }

  @Test
  void aReplayedProofIsRefused() {
    moreau.get("/api/session").ok();
    String proof = String.valueOf(moreau.lastProof);
    Browser.Answer again = moreau.send("GET", "/api/session", "", new byte[0], proof);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.code()).isEqualTo("proof-wrong");
  }

  @Test
  void aProofForAnotherAddressMethodOrTokenIsRefused() {
    for (String proof :
        new String[] {
          moreau.proof("GET", "http://localhost:1/api/session"),
          moreau.proof("GET", server.address() + "/api/devices"),
          moreau.proof("POST", server.address() + "/api/session")
        }) {
      assertThat(moreau.send("GET", "/api/session", "", new byte[0], proof).code())
          .isEqualTo("proof-wrong");
    }
  }

  @Test
  void underAnotherNameNobodyLearnsWhosePracticeThisIs() throws IOException {
    URI here = URI.create(server.address());
    try (Socket line = new Socket(here.getHost(), here.getPort())) {
      line.getOutputStream()
          .write(
              "GET /api/status HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 421").contains("wrong-address");
      assertThat(answer).doesNotContain("replica");
    }
  }

  @Test
  void aStolenTokenIsWorthNothingOnAnotherDevice() {
    Browser thief = moreau.elsewhere();
    thief.token = moreau.token;
    assertThat(thief.get("/api/session").code()).isEqualTo("signed-out");
    moreau.get("/api/session").ok();
  }

  @Test
  void aRenewalServesOnceAndItsCopyEndsTheSessionEverywhere() {
    Browser copy = moreau.samePlace();
    copy.renewal = moreau.renewal;
    moreau.renew().ok();
    moreau.renew().ok();

    assertThat(copy.renew().code()).isEqualTo("signed-out");
    Browser.Answer hers = moreau.get("/api/session");
    assertThat(hers.status()).isEqualTo(401);
    assertThat(hers.json().path("reasons").path(0).path("code").asString()).isEqualTo("copied");
  }

  @Test
  void aLostAnswerToARenewalIsForgivenForHalfAMinute() {
    String before = moreau.renewal;
    String attempt = Cabinet.id();
    String first = moreau.renew(attempt).ok().path("token").asString();
    moreau.renewal = before;
    assertThat(moreau.renew(attempt).ok().path("token").asString()).isEqualTo(first);

    moreau.renewal = before;
    server.clock.pass(Duration.ofSeconds(31));
    assertThat(moreau.renew(attempt).code()).isEqualTo("signed-out");
  }

  @Test
  void aCopyThatRenewsInLockstepWithItsVictimEndsTheSessionAtTheFirstRenewal() {
    Browser copy = moreau.samePlace();
    copy.renewal = moreau.renewal;
    copy.token = moreau.token;
    moreau.renew().ok();

    assertThat(copy.renew().code()).isEqualTo("signed-out");
    assertThat(moreau.get("/api/session").status()).isEqualTo(401);
  }

  @Test
  void anIdleSessionIsLockedAndReturnsByACodeAndTheKeyThatOnlyThePageHolds() {
    server.clock.pass(Duration.ofMinutes(11));
    Browser.Answer locked = moreau.get("/api/members");
    assertThat(locked.status()).isEqualTo(423);

    String right = String.valueOf(moreau.returnKey);
    moreau.returnKey = "A".repeat(43);
    assertThat(moreau.comeBack().code()).isEqualTo("factor-wrong");
    moreau.returnKey = right;
    moreau.comeBack().ok();
    moreau.get("/api/members").ok();
  }

  @Test
  void aPageThatOnlyAsksByItselfIsLockedAfterTheIdleTimeAndOneThatIsUsedIsNot() {
    assertThat(askedEachMinute(15)).isEqualTo(200);
    moreau.unattended = true;
    assertThat(askedEachMinute(9)).isEqualTo(200);
    assertThat(askedEachMinute(1)).isEqualTo(423);
    moreau.unattended = false;
  }

  private static int askedEachMinute(int minutes) {
    int status = 0;
    for (int minute = 0; minute < minutes; minute++) {
      server.clock.pass(Duration.ofMinutes(1));
      moreau.renew();
      status = moreau.get("/api/members").status();
    }
    return status;
  }

  @Test
  void aLockedSessionOpensNothing() {
    moreau.post("/api/session/lock", Map.of()).ok();
    assertThat(moreau.get("/api/members").code()).isEqualTo("locked");
    assertThat(server.bean(carnet.server.unlock.Unlocked.class).live())
        .noneMatch(each -> each.login().equals("moreau"));
    moreau.comeBack().ok();
  }

  @Test
  void aNewSessionOfADeviceEndsTheOneBefore() {
    Browser other = moreau.samePlace();
    other.signIn().ok();
    Browser.Answer before = moreau.get("/api/session");
    assertThat(before.json().path("reasons").path(0).path("code").asString())
        .isEqualTo("ended-elsewhere");
  }

  @Test
  void aStepUpAsksAFreshCode() {
    assertThat(moreau.post("/api/session/step-up", Map.of("code", "000000")).code())
        .isEqualTo("factor-wrong");
    moreau.post("/api/session/step-up", Map.of("code", moreau.code())).ok();
  }

  @Test
  void anInvitedSecretaryIsInAtOnceAndLeavesWithHerSessions() {
    Browser petit = moreau.invite("petit", "secretary");
    assertThat(petit.get("/api/session").ok().path("holds").toString())
        .contains("identity")
        .doesNotContain("history");
    String id = petit.get("/api/session").ok().path("member").path("id").asString();
    assertThat(moreau.get("/api/members").ok().toString()).contains("Dominique PETIT");

    JsonNode left =
        moreau
            .post(
                "/api/members/" + id + "/departure",
                Map.of("reason", "left", "code", moreau.code()))
            .ok();

    assertThat(left.path("sessionsEnded").asInt()).isEqualTo(1);
    Browser.Answer after = petit.get("/api/session");
    assertThat(after.json().path("reasons").path(0).path("code").asString()).isEqualTo("departed");
    assertThat(petit.signIn().json().path("reasons").path(0).path("code").asString())
        .isEqualTo("departed");
    assertThat(
            moreau
                .post(
                    "/api/departures/" + left.path("id").asString() + "/undo",
                    Map.of("code", moreau.code()))
                .status())
        .isEqualTo(409);
  }

  @Test
  void anotherBrowserIsLetInByTheNumberOnBothScreens() {
    Browser phone = moreau.elsewhere();
    JsonNode asked =
        phone.post("/api/enrolments", Map.of("login", "moreau", "label", "Téléphone")).ok();
    String id = asked.path("id").asString();
    assertThat(moreau.get("/api/enrolments").ok().path(0).path("number"))
        .isEqualTo(asked.path("number"));
    assertThat(
            moreau
                .post(
                    "/api/enrolments/" + id + "/approve",
                    Map.of("number", "nombre", "code", moreau.code()))
                .status())
        .isEqualTo(422);
    moreau
        .post(
            "/api/enrolments/" + id + "/approve",
            Map.of("number", asked.path("number").asString(), "code", moreau.code()))
        .ok();
    assertThat(phone.get("/api/enrolments/" + id).ok().path("state").asString())
        .isEqualTo("approved");
    phone.signIn().ok();
    assertThat(phone.get("/api/devices").ok().toString()).contains("Téléphone");
  }

  @Test
  void everyErrorIsAProblemInTheLanguageAsked() {
    Browser.Answer malformed =
        moreau.raw(
            "POST",
            "/api/session/step-up",
            "application/json",
            "{\"code\": [".getBytes(StandardCharsets.UTF_8));
    assertThat(malformed.code()).isEqualTo("invalid");
    Browser.Answer wrongField = moreau.post("/api/session/step-up", Map.of("code", Map.of("a", 1)));
    assertThat(wrongField.json().path("field").asString()).isEqualTo("/code");
    assertThat(moreau.get("/api/nowhere").code()).isEqualTo("not-found");
    assertThat(moreau.delete("/api/devices").code()).isEqualTo("method");
    assertThat(
            moreau
                .raw(
                    "POST",
                    "/api/session/step-up",
                    "text/plain",
                    "x".getBytes(StandardCharsets.UTF_8))
                .code())
        .isEqualTo("media-type");
    assertThat(moreau.get("/api/nowhere").http().headers().firstValue("Content-Type").orElse(""))
        .isEqualTo("application/problem+json");
  }

  @Test
  void answersAreNotCachedAndCarryTheBrowsersDefences() {
    var headers = moreau.get("/api/session").http().headers();
    assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void outsideADemonstrationThereIsNoDemonstrationsDoor() {
    assertThat(moreau.post("/api/demo/enrolments", Map.of("code", "x")).code())
        .isEqualTo("not-found");
    assertThat(moreau.get("/api/demo/codes").code()).isEqualTo("not-found");
  }

  @Test
  void tooLargeABodyIsRefused() {
    assertThat(
            moreau
                .raw("POST", "/api/session/step-up", "application/json", new byte[2 << 20])
                .code())
        .isEqualTo("too-large");
  }

  @Test
  void guessingIsSlowedOnItsDeviceAndNotOnAnother() {
    Browser nurse = moreau.invite("infirmier", "nurse");
    Browser guesser = nurse.samePlace();
    Browser.Answer last = guesser.signIn(Browser.PASSPHRASE, "000000");
    for (int i = 0; i < 5; i++) {
      last = guesser.signIn(Browser.PASSPHRASE, "000000");
    }
    assertThat(last.code()).isEqualTo("too-many-tries");
    assertThat(last.http().headers().firstValue("Retry-After")).isPresent();
    moreau.samePlace().signIn().ok();
  }
}

package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Members who come back and members who leave by two, over HTTP. */
class MembersTest {

  private Cabinet cabinet;

  @BeforeEach
  void open(@TempDir Path directory) {
    cabinet = new Cabinet(directory);
  }

  @AfterEach
  void close() {
    cabinet.close();
  }

  @Test
  void aMemberWhoLostHerDeviceComesBackThroughAStewardAndASecondPerson() {
    Browser nurse = cabinet.moreau.invite("blanc", "nurse");
    cabinet.aDayLater(nurse);
    JsonNode offered =
        cabinet
            .moreau
            .post(
                "/api/members/" + cabinet.petitId + "/return",
                Map.of("code", cabinet.moreau.code()))
            .ok();
    Browser again = cabinet.petit.elsewhere();
    Browser.Answer accepted = again.accept(offered.path("code").asString(), "petit");
    assertThat(accepted.code()).isEqualTo("return-waits");
    assertThat(again.signIn().status()).isEqualTo(403);
    String waiting = waiting("returning");

    assertThat(second(cabinet.moreau, "returns", waiting).status()).isEqualTo(409);
    second(nurse, "returns", waiting).ok();

    JsonNode back = again.signIn().ok();
    assertThat(back.path("member").path("id").asString()).isEqualTo(cabinet.petitId);
    assertThat(back.path("holds").toString()).contains("identity");
    Browser.Answer old = cabinet.petit.get("/api/session");
    assertThat(old.json().path("reasons").path(0).path("code").asString()).isEqualTo("replaced");
  }

  @Test
  void whoIsAloneComesBackByTheKitAndOpensWhatSheOpened(@TempDir Path directory) {
    try (Served server = new Served(directory)) {
      Browser alone = server.browser();
      JsonNode kit = alone.found().path("kit").path("words");
      List<String> words = new ArrayList<>();
      kit.forEach(each -> words.add(each.asString()));
      assertThat(words).hasSize(4);

      Browser again = alone.elsewhere();
      JsonNode draft =
          again
              .post(
                  "/api/returns/kit",
                  Map.of("kit", words, "login", "moreau", "passphrase", Browser.PASSPHRASE))
              .ok();
      again.seed =
          carnet.vault.crypto.Secret.owning(
              Browser.base32(draft.path("totp").path("secret").asString()));
      JsonNode session =
          again
              .post(
                  "/api/returns/kit/confirm",
                  Map.of("draft", draft.path("draft").asString(), "code", again.code()))
              .ok();

      assertThat(session.path("holds").toString()).contains("history", "identity");
      assertThat(alone.signIn().status()).isEqualTo(403);
      assertThat(again.signIn().status()).isEqualTo(200);
    }
  }

  @Test
  void aWrongKitSaysNothingAndChangesNothing() {
    List<String> misread = List.of("A", "B", "C", "D");
    Browser stranger = cabinet.moreau.elsewhere();
    assertThat(kit(stranger, misread).json().toString()).contains("/kit/0");

    // Of another practice: each line checks, the whole is not this practice's.
    List<String> other =
        List.of("0C512 60Z4R PK8R9", "7D14J M2QBS JPRQC", "EDX83 24FJT ET853", "NESBK G67SV AXRKD");
    assertThat(kit(stranger, other).status()).isEqualTo(422);
    assertThat(cabinet.moreau.signIn().status()).isEqualTo(200);
  }

  @Test
  void aStewardLeavesOnceASecondPersonConfirmsIt() {
    JsonNode invited =
        cabinet
            .moreau
            .post(
                "/api/invitations",
                Map.of(
                    "family", "Adam",
                    "given", "Alix",
                    "profession", "gp",
                    "login", "adam",
                    "steward", true,
                    "code", cabinet.moreau.code()))
            .ok();
    Browser adam = cabinet.server.browser();
    adam.accept(invited.path("code").asString(), "adam").ok();
    cabinet.aDayLater(adam);
    JsonNode left =
        cabinet
            .moreau
            .post(
                "/api/members/" + Cabinet.idOf(adam) + "/departure",
                Map.of("reason", "left", "code", cabinet.moreau.code()))
            .ok();
    assertThat(left.path("waits").asBoolean()).isTrue();
    String adamId = Cabinet.idOf(adam);
    assertThat(listed(cabinet.moreau, adamId).path("steward").asBoolean()).isTrue();
    JsonNode waits = listed(cabinet.moreau, adamId).path("leaving");
    assertThat(waits.path("state").asString()).isEqualTo("proposed");
    assertThat(waits.path("mayConfirm").asBoolean()).isFalse();
    assertThat(listed(cabinet.petit, adamId).path("leaving").path("mayConfirm").asBoolean())
        .isTrue();
    assertThat(adam.get("/api/session").status()).isEqualTo(200);

    second(cabinet.petit, "departures", waiting("leaving")).ok();

    assertThat(adam.get("/api/session").status()).isEqualTo(401);
  }

  @Test
  void aSecondPersonFindsADepartureInTheListAndUndoesItWithinADay() {
    Browser nurse = cabinet.moreau.invite("blanc", "nurse");
    cabinet.aDayLater(nurse);
    cabinet
        .moreau
        .post(
            "/api/members/" + cabinet.petitId + "/departure",
            Map.of("reason", "left", "code", cabinet.moreau.code()))
        .ok();

    JsonNode byHer = listed(cabinet.moreau, cabinet.petitId).path("leaving");
    assertThat(byHer.path("mayUndo").asBoolean()).isFalse();
    JsonNode found = listed(nurse, cabinet.petitId).path("leaving");
    assertThat(found.path("by").asString()).isEqualTo(cabinet.moreauId);
    assertThat(found.path("state").asString()).isEqualTo("stands");
    assertThat(found.path("reason").asString()).isEqualTo("left");
    assertThat(found.path("mayConfirm").asBoolean()).isFalse();
    assertThat(found.path("mayUndo").asBoolean()).isTrue();
    assertThat(found.has("undoUntil")).isTrue();

    nurse
        .post(
            "/api/departures/" + found.path("id").asString() + "/undo",
            Map.of("code", nurse.code()))
        .ok();

    JsonNode back = listed(nurse, cabinet.petitId);
    assertThat(back.has("leaving")).isFalse();
    assertThat(back.path("state").asString()).isEqualTo("active");
    assertThat(cabinet.petit.signIn().status()).isEqualTo(200);
  }

  @Test
  void anInvitationAsksAFreshCode() {
    Map<String, Object> guest =
        Map.of("family", "Blanc", "given", "Lou", "profession", "nurse", "login", "blanc");
    Browser.Answer without = cabinet.moreau.post("/api/invitations", guest);
    assertThat(without.json().path("field").asString()).isEqualTo("/code");
    Map<String, Object> guessed = new HashMap<>(guest);
    guessed.put("code", "000000");

    assertThat(cabinet.moreau.post("/api/invitations", guessed).code()).isEqualTo("factor-wrong");
    assertThat(cabinet.moreau.get("/api/members").ok()).hasSize(2);
  }

  @Test
  void anRppsWithAWrongDigitNeitherInvitesNorFounds(@TempDir Path elsewhere) {
    String wrong = "10999001275";
    Browser.Answer invited =
        cabinet.moreau.post(
            "/api/invitations",
            Map.of(
                "family", "Adam",
                "given", "Alix",
                "profession", "gp",
                "login", "adam",
                "rpps", wrong,
                "code", cabinet.moreau.code()));
    assertThat(invited.code()).isEqualTo("invalid");
    assertThat(invited.json().path("field").asString()).isEqualTo("/rpps");

    try (Served fresh = new Served(elsewhere)) {
      Browser.Answer founded =
          fresh
              .browser()
              .post(
                  "/api/found",
                  Map.of(
                      "practice",
                      Map.of("name", "Cabinet des Tilleuls"),
                      "founder",
                      Map.of(
                          "family",
                          "Moreau",
                          "given",
                          "Camille",
                          "profession",
                          "gp",
                          "rpps",
                          wrong),
                      "login",
                      "moreau",
                      "passphrase",
                      Browser.PASSPHRASE,
                      "replicaName",
                      "accueil"));
      assertThat(founded.json().path("field").asString()).isEqualTo("/founder/rpps");
    }
  }

  @Test
  void whoWasLetInTodayConfirmsNoReturnAndUndoesNoDeparture() {
    cabinet.aDayLater();
    Browser nurse = cabinet.moreau.invite("blanc", "nurse");
    Browser other = cabinet.moreau.invite("durand", "gp");
    cabinet
        .moreau
        .post(
            "/api/members/" + Cabinet.idOf(other) + "/departure",
            Map.of("reason", "left", "code", cabinet.moreau.code()))
        .ok();
    String departure = waiting("leaving");
    JsonNode offered =
        cabinet
            .moreau
            .post(
                "/api/members/" + cabinet.petitId + "/return",
                Map.of("code", cabinet.moreau.code()))
            .ok();
    cabinet.petit.elsewhere().accept(offered.path("code").asString(), "petit");

    Browser.Answer undone =
        nurse.post("/api/departures/" + departure + "/undo", Map.of("code", nurse.code()));
    assertThat(rule(undone)).isEqualTo("departure.takes-a-member-of-a-day");
    Browser.Answer seconded = second(nurse, "returns", waiting("returning"));
    assertThat(rule(seconded)).isEqualTo("return.takes-a-member-of-a-day");
    assertThat(seconded.json().path("detail").asString()).contains("depuis un jour");
  }

  private static String rule(Browser.Answer refused) {
    return refused.json().path("reasons").path(0).path("code").asString();
  }

  @Test
  void aDayLaterADepartureIsNotOfferedToBeUndone() {
    Browser nurse = cabinet.moreau.invite("blanc", "nurse");
    cabinet.aDayLater(nurse);
    JsonNode left =
        cabinet
            .moreau
            .post(
                "/api/members/" + cabinet.petitId + "/departure",
                Map.of("reason", "left", "code", cabinet.moreau.code()))
            .ok();
    cabinet.server.clock.pass(Duration.ofHours(24));
    nurse.signIn().ok();

    assertThat(listed(nurse, cabinet.petitId).has("leaving")).isFalse();
    Browser.Answer late =
        nurse.post(
            "/api/departures/" + left.path("id").asString() + "/undo",
            Map.of("code", nurse.code()));
    assertThat(late.json().toString()).contains("departure.too-late");
  }

  @Test
  void theDelegateListsWhomAnAccountWasShownBeforeSheJoined() {
    String patient = cabinet.patient("Touchée");
    assertThat(cabinet.moreau.post("/api/patients/" + patient + "/chart", Map.of()).status())
        .isEqualTo(200);
    Browser delegate = cabinet.moreau.invite("aubry", "delegate");

    assertThat(delegate.get("/api/session").ok().path("holds").toString()).contains("audit");
    JsonNode list =
        delegate
            .post(
                "/api/incidents",
                Map.of(
                    "member",
                    cabinet.moreauId,
                    "from",
                    cabinet.server.clock.instant().minusSeconds(3600).toString(),
                    "to",
                    cabinet.server.clock.instant().plusSeconds(60).toString()))
            .ok();
    assertThat(list.toString()).contains("Touchée");
  }

  private String waiting(String what) {
    for (JsonNode each : cabinet.moreau.get("/api/members").ok()) {
      if (each.has(what)) {
        return each.path(what).path("id").asString();
      }
    }
    throw new AssertionError("nobody is " + what);
  }

  private static JsonNode listed(Browser by, String member) {
    for (JsonNode each : by.get("/api/members").ok()) {
      if (each.path("id").asString().equals(member)) {
        return each;
      }
    }
    throw new AssertionError("not listed");
  }

  private static Browser.Answer second(Browser by, String what, String id) {
    return by.post("/api/" + what + "/" + id + "/second", Map.of("code", by.code()));
  }

  private static Browser.Answer kit(Browser by, List<String> words) {
    return by.post(
        "/api/returns/kit",
        Map.of("kit", words, "login", "moreau", "passphrase", Browser.PASSPHRASE));
  }
}

package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is told with its field or its way out, and changes nothing. */
class BadInputTest {

  @TempDir static Path directory;
  static Cabinet cabinet;
  static Browser moreau;

  @BeforeAll
  static void found() {
    cabinet = new Cabinet(directory);
    moreau = cabinet.moreau;
    moreau.signIn().ok();
  }

  @AfterAll
  static void stop() {
    cabinet.close();
  }

  private static long entries() {
    return cabinet.server.house.log().head().size();
  }

  @Test
  void malformedJsonIsRefusedAndWritesNothing() {
    String patient = cabinet.patient("Malformée");
    String allergies = "/api/patients/" + patient + "/allergies";
    long before = entries();
    for (String body : new String[] {"{\"id\":", "[]", "{\"grave\": \"peut-être\"}", "\u0000"}) {
      Browser.Answer answer =
          moreau.raw("POST", allergies, "application/json", body.getBytes(StandardCharsets.UTF_8));
      assertThat(answer.status()).as(body).isEqualTo(422);
      assertThat(answer.code()).as(body).isEqualTo("invalid");
      assertThat(answer.json().path("detail").asString()).as(body).isNotEmpty();
    }
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void aWrongTypeIsNamedByItsField() {
    String patient = cabinet.patient("Type");
    Browser.Answer answer =
        moreau.post(
            "/api/patients/" + patient + "/allergies",
            Map.of("id", Cabinet.id(), "label", "pénicilline", "grave", "peut-être"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("field").asString()).isEqualTo("/grave");
  }

  @Test
  void aMissingFactorIsNamedByItsField() {
    Browser page = moreau.samePlace();
    for (String missing : new String[] {"login", "passphrase", "code"}) {
      Map<String, String> asked =
          new HashMap<>(
              Map.of("login", "moreau", "passphrase", Browser.PASSPHRASE, "code", "123456"));
      asked.remove(missing);
      Browser.Answer answer = page.post("/api/sign-in", asked);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.json().path("field").asString()).isEqualTo("/" + missing);
    }
  }

  @Test
  void aSecondProcessIsToldThatTheDataDirectoryIsInUse() throws Exception {
    try (Command second =
        Command.start(
            directory.resolve("second"),
            "serve",
            "--port",
            "0",
            "--data",
            directory.resolve("data").toString(),
            "--keys",
            directory.resolve("keys").toString())) {
      assertThat(second.ended()).isEqualTo(Unusable.IN_USE);
      assertThat(second.said()).contains("is in use by another Carnet").doesNotContain("Exception");
    }
    assertThat(moreau.get("/api/status").status()).isEqualTo(200);
  }

  @Test
  void aCopyStartedElsewhereWithoutItsKeysServesNothingAndSaysWhatToDo() throws Exception {
    Path copy = directory.resolve("copy");
    // Not by this process: to close a file is to lose one's locks on it.
    int copied =
        new ProcessBuilder("cp", "-r", directory.resolve("data").toString(), copy.toString())
            .start()
            .waitFor();
    assertThat(copied).isZero();
    try (Command elsewhere =
        Command.start(
            directory.resolve("elsewhere"),
            "serve",
            "--port",
            "0",
            "--data",
            copy.toString(),
            "--keys",
            directory.resolve("other-keys").toString())) {
      assertThat(elsewhere.ended()).isEqualTo(Unusable.NO_KEYS);
      assertThat(elsewhere.said()).contains("--keys").contains("pairing");
    }
  }
}

package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invariant 4: no key, no content, by any route, while a doctor is unlocked and all is warm. */
class NoKeyTest {

  private static final String SECRET = "dysthymie";

  @Test
  void aSecretaryGetsNoClinicalWordByAnyRoute(@TempDir Path directory) {
    try (Cabinet cabinet = new Cabinet(directory)) {
      Browser moreau = cabinet.moreau;
      String patient = cabinet.patient("Martin");
      cabinet.expected(patient);
      String at = "/api/patients/" + patient;
      String note = Cabinet.id();
      String sheet = Cabinet.id();
      moreau.post(at + "/notes", Map.of("id", note, "motive", SECRET, "sign", true)).ok();
      moreau.post(at + "/problems", Map.of("id", Cabinet.id(), "label", SECRET)).ok();
      moreau.post(at + "/prescriptions", cabinet.sheet(sheet, "amoxicilline")).ok();
      String scan = "%PDF-1.7 " + SECRET;
      String paper =
          moreau
              .post(at + "/documents", Cabinet.paper(SECRET, scan.getBytes(StandardCharsets.UTF_8)))
              .ok()
              .path("id")
              .asString();
      moreau.post("/api/messages", Map.of("to", List.of(cabinet.moreauId), "text", SECRET)).ok();
      assertThat(
              new String(
                  moreau.post(at + "/chart", Map.of()).http().body(), StandardCharsets.UTF_8))
          .contains(SECRET);

      Browser petit = cabinet.petit;
      petit.signIn().ok();
      Map<String, Browser.Answer> answers = new LinkedHashMap<>();
      for (String get :
          List.of(
              "/api/day",
              "/api/messages",
              "/api/documents/mine",
              "/api/measures",
              at + "/draft",
              at + "/accesses",
              at + "/documents/" + paper,
              at + "/prescriptions/" + sheet + "/pdf?format=A5")) {
        answers.put(get, petit.get(get));
      }
      Map<String, Object> posts = new LinkedHashMap<>();
      posts.put(at + "/chart", Map.of("reason", "curieuse"));
      posts.put("/api/search", Map.of("text", "martin"));
      posts.put(at + "/notes", Map.of("id", note, "motive", "x", "sign", false));
      posts.put(at + "/problems", Map.of("id", Cabinet.id(), "label", "x"));
      posts.put(at + "/allergies", Map.of("id", Cabinet.id(), "label", "x"));
      posts.put(at + "/prescriptions", cabinet.sheet(Cabinet.id(), "amoxicilline"));
      posts.put(at + "/prescriptions/preview", cabinet.sheet(sheet, "amoxicilline"));
      posts.put("/api/incidents", Map.of("member", cabinet.moreauId));
      posts.put("/api/import?source=x", Map.of("resourceType", "Patient"));
      posts.forEach((path, body) -> answers.put(path, petit.post(path, body)));
      answers.put("/api/export", petit.post("/api/export", Map.of("code", petit.code())));
      answers.put(
          "/api/exports", petit.post("/api/exports", Map.of("code", petit.code(), "reason", "x")));

      answers.forEach((path, answer) -> {
        String said = new String(answer.http().body(), StandardCharsets.ISO_8859_1);
        assertThat(said).as(path).doesNotContain(SECRET).doesNotContain("moxicilline");
        assertThat(answer.status()).as(path).isLessThan(500);
      });
      for (String clinical :
          List.of(
              at + "/draft",
              at + "/documents/" + paper,
              at + "/notes",
              at + "/problems",
              at + "/prescriptions",
              at + "/prescriptions/preview",
              "/api/export",
              "/api/exports",
              at + "/prescriptions/" + sheet + "/pdf?format=A5",
              "/api/import?source=x")) {
        assertThat(Objects.requireNonNull(answers.get(clinical)).code())
            .as(clinical)
            .isEqualTo("not-yours");
      }
    }
  }
}

package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One account is shut, the others work on, and a second member opens it again. */
class ContainmentTest {

  @Test
  void goingThroughChartsWithoutReasonFreezesThatAccountAloneUntilASecondMemberLiftsIt(
      @TempDir Path directory) {
    try (Cabinet cabinet = new Cabinet(directory)) {
      Browser thief = cabinet.moreau.invite("garnier", "gp");
      cabinet.moreau.signIn().ok();
      thief.signIn().ok();
      List<String> patients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        patients.add(cabinet.patient("Inconnu" + (char) ('A' + i)));
      }
      int opened = 0;
      String last = "";
      for (String each : patients) {
        Browser.Answer answer = thief.post("/api/patients/" + each + "/chart", Map.of());
        if (answer.status() == 403 && answer.code().equals("step-up")) {
          thief.post("/api/session/step-up", Map.of("code", thief.code())).ok();
          answer = thief.post("/api/patients/" + each + "/chart", Map.of());
        }
        if (answer.status() == 200) {
          opened++;
        } else {
          last = answer.code();
          break;
        }
      }
      assertThat(opened).isEqualTo(15);
      assertThat(last).isEqualTo("frozen");
      assertThat(thief.get("/api/day").json().path("reasons").toString()).contains("frozen");

      JsonNode measure = cabinet.moreau.get("/api/measures").ok().path(0);
      assertThat(measure.path("reasons").path(0).path("code").asString()).isEqualTo("enumeration");
      assertThat(measure.path("stopsNot").size()).isPositive();
      cabinet.expected(patients.getFirst());
      cabinet
          .moreau
          .post("/api/patients/" + patients.getFirst() + "/chart", Map.of())
          .http()
          .body();
      cabinet
          .moreau
          .post(
              "/api/measures/" + measure.path("id").asString() + "/lift",
              Map.of("code", cabinet.moreau.code(), "why", "c’était un remplacement"))
          .ok();
      thief.signIn().ok();
      assertThat(thief.get("/api/day").status()).isEqualTo(200);
      assertThat(thief.get("/api/measures").ok().size()).isZero();
      JsonNode lifted = thief.get("/api/measures/lifted").ok().path(0);
      assertThat(lifted.path("id")).isEqualTo(measure.path("id"));
      assertThat(lifted.path("why").asString()).isEqualTo("c’était un remplacement");
      assertThat(lifted.path("liftedBy").path("id").asString()).isEqualTo(cabinet.moreauId);
      assertThat(lifted.path("reasons").path(0).path("code").asString()).isEqualTo("enumeration");
    }
  }
}

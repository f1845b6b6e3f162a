package carnet.server.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.server.Browser;
import carnet.server.DrivenClock;
import carnet.server.Served;
import carnet.server.continuity.exchange.HttpPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two whole servers, paired by two people at two screens, through the API alone. */
class TwoServersTest {
  private final DrivenClock clock = new DrivenClock();

  @TempDir Path directory;
  private Served host;
  private Served office;
  private Browser moreau;

  @BeforeEach
  void two() {
    host = new Served(directory.resolve("host"), "hôte", clock);
    office = new Served(directory.resolve("office"), "cabinet", clock);
    moreau = host.browser();
    moreau.found();
  }

  @AfterEach
  void close() {
    office.close();
    host.close();
  }

  private JsonNode paired() {
    JsonNode confirmed = compared();
    World.await("the practice", office.house::founded);
    World.await(
        "equal logs", // and told
        () -> heads(host).equals(heads(office)));
    office.bean(Running.class).continuity().settle();
    return confirmed;
  }

  private JsonNode compared() {
    String code =
        moreau
            .post("/api/pairing/code", Map.of("code", moreau.code()))
            .ok()
            .path("code")
            .asString();
    String digits =
        office
            .browser()
            .post("/api/pairing/join", Map.of("code", code, "name", "cabinet"))
            .ok()
            .path("digits")
            .asString();
    assertThat(moreau.get("/api/pairing").ok().path("digits").asString()).isEqualTo(digits);
    Browser.Answer wrong =
        moreau.post(
            "/api/pairing/confirm",
            Map.of("digits", digits.equals("000000") ? "1" : "000000", "code", moreau.code()));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().path("field").asString()).isEqualTo("/digits");
    return moreau
        .post("/api/pairing/confirm", Map.of("digits", digits, "code", moreau.code()))
        .ok();
  }

  @Test
  void whatTwoPeopleDoAtTwoScreensMakesASecondServerThatServesAlone() {
    assertThat(paired().path("state").asString()).isEqualTo("confirmed");
    Browser there = moreau.at(office.address());
    host.close();

    JsonNode session = there.signIn().ok();

    assertThat(session.path("practice").path("name").asString()).isNotEmpty();
    JsonNode continuity = there.get("/api/continuity").ok();
    assertThat(continuity.path("replicas")).hasSize(2);
    assertThat(continuity.path("ifCutNow").path(0).asString()).contains("accueil");
  }

  @Test
  void eachStatusNamesTheOtherAsReachableAndANoteSaysWhoHoldsIt() {
    paired();
    World.await("reachable", () -> peer(host).path("reachable").asBoolean());
    World.await("reachable", () -> peer(office).path("reachable").asBoolean());
    assertThat(peer(office).path("name").asString()).isEqualTo("accueil");
    assertThat(peer(office).path("address").asString()).isEqualTo(host.address());
    assertThat(peer(host).path("address").asString()).isEqualTo(office.address());

    String patient =
        moreau
            .post(
                "/api/patients",
                Map.of("family", "Martin", "given", "Léa", "born", "1990-01-01", "sex", "female"))
            .ok()
            .path("id")
            .asString();
    JsonNode kept =
        moreau
            .post(
                "/api/patients/" + patient + "/problems",
                Map.of("id", "00112233445566778899aabbccddeeff", "label", "Asthme"))
            .ok();

    assertThat(kept.path("copies").path(0).asString()).isEqualTo("accueil");
    assertThat(kept.path("copies").path(1).asString()).isEqualTo("cabinet");
  }

  @Test
  void aServerThatWasTakenInGoesOnAfterARestart() {
    paired();
    office.close();
    office = new Served(directory.resolve("office"), "cabinet", clock);

    assertThat(office.house.founded()).isTrue();
    World.await("reachable", () -> peer(office).path("reachable").asBoolean());
    assertThat(moreau.at(office.address()).signIn().status()).isEqualTo(200);
  }

  @Test
  void aServerThatWasRemovedIsGivenNothingMore() {
    paired();
    World.await("reachable", () -> peer(office).path("reachable").asBoolean());
    String gone = office.house.custody().replica().hex();
    String removal = "/api/replicas/" + gone + "/removal";
    Browser.Answer wrong = moreau.post(removal, Map.of("code", "000000"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.json().path("field").asString()).isEqualTo("/code");
    Browser.Answer itself =
        moreau.post(
            "/api/replicas/" + host.house.custody().replica().hex() + "/removal",
            Map.of("code", moreau.code()));
    assertThat(itself.status()).isEqualTo(409);
    assertThat(itself.json().path("detail").asString()).contains("depuis un autre");

    assertThat(moreau.post(removal, Map.of("code", moreau.code())).status()).isEqualTo(204);

    JsonNode told = moreau.get("/api/replicas/changes").ok().path("removed").path(0);
    assertThat(told.path("server").asString()).isEqualTo("cabinet");
    assertThat(told.path("member").path("name").asString()).contains("MOREAU");
    assertThat(moreau.get("/api/continuity").ok().path("replicas")).hasSize(1);
    assertThat(host.browser().get("/api/status").ok().path("peers")).isEmpty();
    World.await("it is refused", () -> !peer(office).path("reachable").asBoolean());
    Map<?, ?> held = heads(office);
    moreau
        .post(
            "/api/patients",
            Map.of("family", "Après", "given", "Léa", "born", "1990-01-01", "sex", "female"))
        .ok();
    assertThatThrownBy(() -> office.bean(Running.class).continuity().pass(toHost()))
        .isInstanceOf(HttpPeer.Unreachable.class);
    assertThat(heads(office)).isEqualTo(held).isNotEqualTo(heads(host));
  }

  @Test
  void aServerIsAskedForByTwoAndEverybodyIsTold() {
    Browser petit = moreau.invite("petit", "secretary");
    clock.pass(Duration.ofDays(1));
    moreau.signIn().ok();
    petit.signIn().ok();
    assertThat(moreau.post("/api/pairing/code", Map.of()).json().path("field").asString())
        .isEqualTo("/code");
    assertThat(moreau.post("/api/pairing/code", Map.of("code", "000000")).code())
        .isEqualTo("factor-wrong");

    assertThat(compared().path("state").asString()).isEqualTo("asked");
    assertThat(moreau.get("/api/continuity").ok().path("replicas")).hasSize(1);
    JsonNode asked = petit.get("/api/replicas/changes").ok().path("asked").path(0);
    assertThat(asked.path("server").asString()).isEqualTo("cabinet");
    assertThat(asked.path("member").path("name").asString()).contains("MOREAU");
    assertThat(asked.path("state").asString()).isEqualTo("waiting");
    assertThat(asked.path("mayAccept").path(0).path("name").asString()).contains("PETIT");
    String word = "/api/replicas/asked/" + asked.path("id").asString();
    assertThat(moreau.post(word + "/second", Map.of("code", moreau.code())).status())
        .isEqualTo(409);

    JsonNode seconded = petit.post(word + "/second", Map.of("code", petit.code())).ok();

    assertThat(seconded.path("taken").asBoolean()).isTrue();
    assertThat(moreau.get("/api/pairing").ok().path("state").asString()).isEqualTo("confirmed");
    World.await("equal logs", () -> office.house.founded() && heads(host).equals(heads(office)));
    assertThat(moreau.get("/api/continuity").ok().path("replicas")).hasSize(2);
  }

  @Test
  void aServerThatAnybodyRefusesIsNotTakenIn() {
    Browser petit = moreau.invite("petit", "secretary");
    clock.pass(Duration.ofDays(1));
    moreau.signIn().ok();
    petit.signIn().ok();
    compared();
    JsonNode asked = petit.get("/api/replicas/changes").ok().path("asked").path(0);

    JsonNode refused =
        petit
            .post(
                "/api/replicas/asked/" + asked.path("id").asString() + "/refuse",
                Map.of("code", petit.code()))
            .ok();

    assertThat(refused.path("state").asString()).isEqualTo("refused");
    clock.pass(Duration.ofDays(1));
    moreau.signIn().ok();
    assertThat(moreau.get("/api/continuity").ok().path("replicas")).hasSize(1);
  }

  /** As the office calls it. */
  private HttpPeer toHost() {
    return new HttpPeer(
        host.address(),
        host.house.custody().signingKey().publicKey(),
        office.house.custody().signingKey(),
        clock);
  }

  private static Map<?, ?> heads(Served server) {
    return server.house.store().heads(server.house.vault().practice());
  }

  private static JsonNode peer(Served server) {
    return server.browser().get("/api/status").ok().path("peers").path(0);
  }
}

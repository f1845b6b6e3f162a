package carnet.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.server.Browser;
import carnet.server.DataDirectory;
import carnet.server.DrivenClock;
import carnet.server.Server;
import carnet.server.Settings;
import carnet.server.Unusable;
import carnet.server.practice.House;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Totp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DemoLinksTest {

  @Test
  void aRefusalThatWaitingDoesNotMendIsToldAtOnce(@TempDir Path directory) {
    DrivenClock clock = new DrivenClock();
    DataDirectory place =
        DataDirectory.open(directory.resolve("data"), directory.resolve("keys"), true);
    Settings settings = Settings.of(0, "demo", true).with(Passphrase.FLOOR, clock);
    ObjectNode made = Demo.toJson(Furnishing.furnish(place, settings, 1, each -> {}));
    ((ObjectNode) made.path("members").path(0)).put("passphrase", "une autre phrase");
    try (House house = House.open(place, settings)) {
      Links links = new Links(house, made.path("members"));
      String code = links.fresh();
      Instant began = Instant.now();
      assertThatThrownBy(() -> links.use(code, "thumbprint"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("FACTOR");
      assertThat(Duration.between(began, Instant.now())).isLessThan(Totp.STEP);
    }
  }

  @Test
  void halfADemonstrationIsToldAsThat(@TempDir Path directory) throws IOException {
    Path keys = Files.createDirectories(directory.resolve("keys"));
    Files.writeString(keys.resolve("demo.json"), "{}");
    Demo demo = new Demo();
    CommandLine line = new CommandLine(demo);
    line.parseArgs("--data", directory.resolve("data").toString(), "--keys", keys.toString());
    assertThatThrownBy(demo::call)
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("Delete both " + directory.resolve("data"))
        .hasMessageContaining(keys.toString());
  }

  @Test
  void aLinkMakesOneBrowserADeviceOfTheDemonstrationAndServesOnce(@TempDir Path directory) {
    DrivenClock clock = new DrivenClock();
    DataDirectory place =
        DataDirectory.open(directory.resolve("data"), directory.resolve("keys"), true);
    Settings settings = Settings.of(0, "demo", true).with(Passphrase.FLOOR, clock);
    JsonNode made = Demo.toJson(Furnishing.furnish(place, settings, 1, each -> {}));
    House house = House.open(place, settings);
    Links links = new Links(house, made.path("members"));
    Server.Running server =
        Server.start(house, context -> context.registerBean(Links.class, () -> links));
    try {
      String code = links.fresh();
      Browser visitor = new Browser(server.address(), clock);
      JsonNode told = visitor.post("/api/demo/enrolments", Map.of("code", code)).ok();
      JsonNode moreau = told.path("members").path(0);
      visitor.login = moreau.path("login").asString();
      visitor.signIn(moreau.path("passphrase").asString(), moreau.path("code").asString()).ok();

      Browser second = new Browser(server.address(), clock);
      assertThat(second.post("/api/demo/enrolments", Map.of("code", code)).status()).isEqualTo(422);
      assertThat(second.get("/api/demo/codes").ok().path("members").size()).isZero();
      assertThat(told.toString()).doesNotContain("a.riviere");
    } finally {
      server.context().close();
    }
  }
}

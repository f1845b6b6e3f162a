package carnet.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.server.Browser;
import carnet.server.DataDirectory;
import carnet.server.DrivenClock;
import carnet.server.Server;
import carnet.server.Settings;
import carnet.server.practice.House;
import carnet.vault.crypto.Passphrase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoLinksTest {

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

package carnet.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.server.client.Browser;
import carnet.server.client.Cast;
import carnet.server.client.Cast.Player;
import carnet.server.client.Pause;
import carnet.server.client.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demonstration with two servers, as its command line and its page give it. */
@Tag("long")
class TwoServersDemoTest {
  private static final Pattern WORD = Pattern.compile("name=\"word\" value=\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void oneButtonKillsTheHostTheOfficeServesAndBothComeBackAtTheNextStart() throws Exception {
    try (Program demo = start()) {
      JsonNode told = told(demo);
      String page = told.path("killPage").asString();
      String office = told.path("replicas").path(1).path("address").asString();
      assertThat(press(page, "/kill", "guessed")).isEqualTo(403);
      assertThat(Program.status(host(told))).isPresent();

      assertThat(press(page, "/kill", word(page))).isEqualTo(303);

      assertThat(Program.status(host(told))).isEmpty();
      Cast cast = Cast.read(directory.resolve("demo.json"), Clock.systemUTC());
      Player gp = cast.with("t.lefevre");
      assertThat(gp.browser().signIn(office, gp.login(), gp.passphrase(), cast.code(gp)).ok())
          .isTrue();
      assertThat(press(page, "/start", word(page))).isEqualTo(303);
      assertThat(Program.status(host(told))).isPresent();
    }
    try (Program again = start()) {
      JsonNode told = told(again);
      awaitReachable(told.path("replicas").path(1).path("address").asString());
    }
  }

  private Program start() {
    return Program.start(
        _ -> {},
        List.of(
            "demo",
            "--replicas",
            "--port",
            "0",
            "--patients",
            "1",
            "--data",
            directory.resolve("data").toString(),
            "--keys",
            directory.resolve("keys").toString(),
            "--json",
            directory.resolve("demo.json").toString()));
  }

  private JsonNode told(Program demo) throws Exception {
    assertThat(demo.address()).startsWith("http://localhost:");
    return Browser.JSON.readTree(Files.readString(directory.resolve("demo.json")));
  }

  private static String host(JsonNode told) {
    return told.path("replicas").path(0).path("address").asString();
  }

  private static void awaitReachable(String office) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!Program.status(office)
        .orElseThrow()
        .path("peers")
        .path(0)
        .path("reachable")
        .asBoolean()) {
      assertThat(System.nanoTime()).as("waited for the host's peer").isLessThan(end);
      Pause.of(Duration.ofMillis(100));
    }
  }

  private String word(String page) throws Exception {
    HttpRequest asked = HttpRequest.newBuilder(URI.create(page)).build();
    Matcher word = WORD.matcher(http.send(asked, HttpResponse.BodyHandlers.ofString()).body());
    assertThat(word.find()).isTrue();
    return word.group(1);
  }

  private int press(String page, String button, String word) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(page + button))
                .POST(HttpRequest.BodyPublishers.ofString("word=" + word))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}

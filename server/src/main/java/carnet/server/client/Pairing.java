package carnet.server.client;

import carnet.server.client.Cast.Player;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Takes a second server into a practice as people at two screens would: a code of the first, six
 * digits of the second, compared by a steward who asks for it, and another member who accepts.
 */
public final class Pairing {
  private static final String DIGITS = "steward's screen: ";
  private static final int TRIES = 2;
  private static final Duration COMPLETE = Duration.ofMinutes(2);

  private final String host;
  private final Cast cast;
  private final Player maker;
  private final Player steward;
  private final Player second;

  /**
   * Three persons, so that nobody waits half a minute for a third code of hers.
   *
   * @param maker the steward who makes the code
   * @param steward who compares the digits and asks
   * @param second who accepts
   */
  public Pairing(String host, Cast cast, Player maker, Player steward, Player second) {
    this.host = host;
    this.cast = cast;
    this.maker = maker;
    this.steward = steward;
    this.second = second;
  }

  private Browser signedIn(Player who) {
    Browser browser = who.browser();
    Browser.Answer in = signIn(browser, who);
    for (int again = 0; !in.ok() && again < TRIES; again++) {
      in = signIn(browser, who); // a code of just now may have served at the demonstration's start
    }
    in.required();
    return browser;
  }

  private Browser.Answer signIn(Browser browser, Player who) {
    return browser.signIn(host, who.login(), who.passphrase(), cast.code(who));
  }

  /**
   * Starts a newcomer with a fresh code and returns when it serves and has all that is at the host.
   *
   * @param through where the newcomer is to reach the host
   * @param arguments of its command line; the code is added
   */
  public Program takeIn(String through, Consumer<String> heard, List<String> arguments) {
    String code = code();
    List<String> line = new ArrayList<>(arguments);
    line.addAll(List.of("--pair", through + code.substring(code.indexOf('#'))));
    Program newcomer = Program.start(heard, line);
    String digits = newcomer.after(DIGITS);
    Browser screen = signedIn(steward);
    screen
        .post(host, "/api/pairing/confirm", Map.of("digits", digits, "code", cast.code(steward)))
        .required();
    accept();
    newcomer.address();
    Pause.until("the newcomer has everything", COMPLETE, () -> !behind(screen, host));
    return newcomer;
  }

  private String code() {
    Browser browser = signedIn(maker);
    String code =
        browser
            .post(host, "/api/pairing/code", Map.of("code", cast.code(maker)))
            .required()
            .body()
            .path("code")
            .asString();
    browser.delete(host, "/api/session").required();
    return code;
  }

  private void accept() {
    Browser browser = signedIn(second);
    JsonNode changes = browser.get(host, "/api/replicas/changes").required().body();
    for (JsonNode each : changes.path("asked")) {
      if (each.path("state").asString().equals("waiting")) {
        browser
            .post(
                host,
                "/api/replicas/asked/" + each.path("id").asString() + "/second",
                Map.of("code", cast.code(second)))
            .required();
      }
    }
    browser.delete(host, "/api/session").required();
  }

  /** Whether a replica that can be asked lacks something that this one holds, by its own word. */
  public static boolean behind(Browser signedIn, String address) {
    JsonNode replicas = signedIn.get(address, "/api/continuity").required().body().path("replicas");
    return replicas.valueStream().anyMatch(each -> each.path("behind").asLong() > 0);
  }
}

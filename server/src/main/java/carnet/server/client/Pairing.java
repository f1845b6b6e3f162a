package carnet.server.client;

import carnet.server.client.Cast.Player;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Takes a second server into a practice as two people at two screens would: a code of the first,
 * six digits of the second, confirmed by a member who may.
 */
public final class Pairing {
  private static final String DIGITS = "steward's screen: ";
  private static final int TRIES = 2;
  private static final Duration COMPLETE = Duration.ofMinutes(2);

  private final String host;
  private final Cast cast;
  private final Player steward;
  private final Browser screen;

  /** A steward of the practice signs in at its server. */
  public Pairing(String host, Cast cast, Player steward) {
    this.host = host;
    this.cast = cast;
    this.steward = steward;
    this.screen = steward.browser();
    Browser.Answer in = signIn();
    for (int again = 0; !in.ok() && again < TRIES; again++) {
      in = signIn(); // a code of just now may have served at the demonstration's own start
    }
    in.required();
  }

  private Browser.Answer signIn() {
    return screen.signIn(host, steward.login(), steward.passphrase(), cast.code(steward));
  }

  /**
   * Starts a newcomer with a fresh code and returns when it serves and has all that is at the host.
   *
   * @param through where the newcomer is to reach the host
   * @param arguments of its command line; the code is added
   */
  public Program takeIn(String through, Consumer<String> heard, List<String> arguments) {
    String code =
        screen.post(host, "/api/pairing/code", Map.of()).required().body().path("code").asString();
    List<String> line = new ArrayList<>(arguments);
    line.addAll(List.of("--pair", through + code.substring(code.indexOf('#'))));
    Program newcomer = Program.start(heard, line);
    String digits = newcomer.after(DIGITS);
    screen
        .post(host, "/api/pairing/confirm", Map.of("digits", digits, "code", cast.code(steward)))
        .required();
    newcomer.address();
    Pause.until("the newcomer has everything", COMPLETE, () -> !behind(screen, host));
    return newcomer;
  }

  /** Whether a replica that can be asked lacks something that this one holds, by its own word. */
  public static boolean behind(Browser signedIn, String address) {
    JsonNode replicas = signedIn.get(address, "/api/continuity").required().body().path("replicas");
    return replicas.valueStream().anyMatch(each -> each.path("behind").asLong() > 0);
  }
}

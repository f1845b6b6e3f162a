package carnet.server.client;

import carnet.server.Unusable;
import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast.Player;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of a command that works through a running server, and its way in: login, passphrase
 * and code, on a device of its own ({@link DeviceKey}) that the member enrols as she enrols a
 * browser. With the demonstration's file, by the factors that stand in it.
 */
public final class AtServer {

  private static final URI HERE = URI.create("http://localhost:8080");
  private static final Duration ASKS_AGAIN = Duration.ofSeconds(1);

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server's address (default: http://localhost:8080).")
  private @Nullable URI server;

  @Option(names = "--login", paramLabel = "NAME", description = "Who signs in; asked if absent.")
  private @Nullable String login;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "For scripts: the file that 'carnet demo --json FILE' wrote; signs in by it.")
  private @Nullable Path json;

  @Option(
      names = "--device-key",
      paramLabel = "FILE",
      description = "The key by which this command is a device (default: the user's).")
  private @Nullable Path deviceKey;

  /**
   * @throws Unusable with the server's sentence, or where none answers
   */
  public Visit signIn(Terminal terminal) {
    Cast cast = json == null ? null : cast(json);
    try {
      return cast == null ? byPerson(terminal) : byFile(terminal, cast);
    } catch (UncheckedIOException down) {
      throw noAnswer();
    }
  }

  private static Cast cast(Path file) {
    try {
      return Cast.read(file, Clock.systemUTC());
    } catch (UncheckedIOException unreadable) {
      throw new Unusable(Unusable.NO_ACCESS, "The file " + file + " cannot be read.");
    }
  }

  private Unusable noAnswer() {
    return new Unusable(
        Unusable.NO_ANSWER,
        "No server answers"
            + (server == null ? "" : " at " + server)
            + ". Start it with 'carnet serve', or name it with --server.");
  }

  private Visit byFile(Terminal terminal, Cast cast) {
    String who = login == null ? terminal.ask("Login: ") : login;
    Player player =
        cast.all().stream()
            .filter(each -> each.login().equals(who))
            .findFirst()
            .orElseThrow(() ->
                new Unusable(Unusable.REFUSED, "Nobody in that file signs in as " + who + "."));
    String address = server == null ? cast.address() : address(server);
    Browser browser = player.browser();
    Answer in = browser.signIn(address, who, player.passphrase(), cast.code(player));
    if (!in.ok()) {
      throw Visit.refused(in);
    }
    return new Visit(browser, address, () -> cast.code(player));
  }

  private Visit byPerson(Terminal terminal) {
    Browser browser =
        new Browser(DeviceKey.in(deviceKey == null ? DeviceKey.defaultFile() : deviceKey));
    String address = address(server == null ? HERE : server);
    String who = login == null ? terminal.ask("Login: ") : login;
    String passphrase = terminal.askSecret("Passphrase: ");
    Answer in = browser.signIn(address, who, passphrase, terminal.askSecret("Code: "));
    if (in.code().equals("device-unknown")) {
      enrol(browser, address, who, terminal);
      in = browser.signIn(address, who, passphrase, terminal.askSecret("Code, the next one: "));
    }
    if (!in.ok()) {
      throw Visit.refused(in);
    }
    return new Visit(browser, address, () -> terminal.askSecret("Code, the next one: "));
  }

  private static void enrol(Browser browser, String address, String who, Terminal terminal) {
    Answer asked = browser.post(address, "/api/enrolments", Map.of("login", who, "label", label()));
    if (!asked.ok()) {
      throw Visit.refused(asked);
    }
    String number = asked.body().path("number").asString();
    terminal.say("This computer is not a device of " + who + " yet. Where she is signed in,");
    terminal.say("under Membres, Navigateurs à confirmer, she confirms the number " + number);
    String at = "/api/enrolments/" + asked.body().path("id").asString();
    String state = "waiting";
    while (state.equals("waiting")) {
      Pause.of(ASKS_AGAIN);
      state = browser.get(address, at).body().path("state").asString("expired");
    }
    if (!state.equals("approved")) {
      throw new Unusable(Unusable.REFUSED, "The device was not enrolled: " + state + ".");
    }
  }

  private static String label() {
    try {
      String machine = InetAddress.getLocalHost().getHostName();
      return "Ligne de commande, " + machine.substring(0, Math.min(machine.length(), 30));
    } catch (UnknownHostException nameless) {
      return "Ligne de commande";
    }
  }

  private static String address(URI of) {
    String text = of.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}

package carnet.server.story;

import carnet.server.client.Browser;
import carnet.server.client.Cast;
import carnet.server.client.Pairing;
import carnet.server.client.Pause;
import carnet.server.story.Installation.Server;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What a step plays with: the servers, the people, the seed's chance, the five sentences, and the
 * line it tells.
 */
final class Scene {
  final Sentence password = new Sentence("A password alone opened a record.");
  final Sentence departed = new Sentence("The account of someone who had left opened anything.");
  final Sentence contained =
      new Sentence("Containing one account cost another account its access.");
  final Sentence touched = new Sentence("Nobody could say whose records were touched.");
  final Sentence stopped =
      new Sentence("One company, machine or network, by stopping, stopped a practice.");

  private static final String HOST = "host";
  private static final String OFFICE = "office";

  /** What the thief wrote down at the desk. */
  final Loot loot = new Loot();

  private final Installation installation;
  private final Wire wire;
  private final Cast cast;
  private final RandomGenerator random;
  private final PrintWriter out;

  private Scene(
      Installation installation, Wire wire, Cast cast, RandomGenerator random, PrintWriter out) {
    this.installation = installation;
    this.wire = wire;
    this.cast = cast;
    this.random = random;
    this.out = out;
  }

  /**
   * An invented practice on a host that keeps a folder copy, and an office that was paired with it
   * over a line where somebody listens.
   */
  static Scene open(
      Installation installation, int patients, RandomGenerator random, PrintWriter out) {
    Scene scene = hostAlone(installation, patients, random, out);
    Cast cast = scene.cast;
    Pairing pairing =
        new Pairing(
            scene.host().address(),
            cast,
            cast.with("c.moreau"),
            cast.with("s.garnier"),
            cast.with("m.colin"));
    var _ =
        installation.start(
            OFFICE,
            line -> pairing.takeIn(scene.wire.address(), installation.log(OFFICE), line),
            "demo",
            "--replica-name",
            "le cabinet");
    return scene;
  }

  /** The same before there is an office. */
  static Scene hostAlone(
      Installation installation, int patients, RandomGenerator random, PrintWriter out) {
    Path told = installation.root().resolve("demo.json");
    startHost(installation, "--patients", String.valueOf(patients), "--json", told.toString());
    Wire wire =
        Wire.to(installation.server(HOST).address(), installation.root().resolve("traffic"));
    installation.closing(wire);
    return new Scene(installation, wire, Cast.read(told, Clock.systemUTC()), random, out);
  }

  private static void startHost(Installation installation, String... more) {
    List<String> options = new ArrayList<>(List.of("--replica-name", "l’hébergeur"));
    options.addAll(List.of("--copy", installation.root().resolve("copy").toString()));
    options.addAll(List.of(more));
    var _ = installation.start(HOST, "demo", options.toArray(String[]::new));
  }

  Installation installation() {
    return installation;
  }

  Server host() {
    return installation.server(HOST);
  }

  Server office() {
    return installation.server(OFFICE);
  }

  /** The folder copy that the host keeps. */
  Path copy() {
    return installation.root().resolve("copy");
  }

  /** What passes between the office and the host. */
  Wire wire() {
    return wire;
  }

  /** The host comes back where it was, as its owner would start it. */
  void hostReturns() {
    String address = host().address();
    startHost(installation, "--port", address.substring(address.lastIndexOf(':') + 1));
  }

  Cast cast() {
    return cast;
  }

  RandomGenerator random() {
    return random;
  }

  List<Sentence> sentences() {
    return List.of(password, departed, contained, touched, stopped);
  }

  /** What a step came to, unless something was seen that speaks against it. */
  void say(Sentence sentence, String line) {
    say(sentence.against().isEmpty() ? line : "Not so: " + line);
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Until it is so; a story that waits longer than a minute has gone wrong. */
  static void await(String what, BooleanSupplier so) {
    Pause.until(what, Duration.ofMinutes(1), so);
  }

  /** Until every replica that can be asked holds all that this one does, by its own word. */
  static void awaitEqual(Browser signedIn, String address) {
    await("the others hold everything", () -> !Pairing.behind(signedIn, address));
  }
}

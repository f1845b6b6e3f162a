package carnet.server.story;

import carnet.server.outside.Browser;
import carnet.server.outside.Cast;
import carnet.server.outside.Pairing;
import carnet.server.outside.Program;
import carnet.server.story.Installation.Server;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

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

  Scene(
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
    Path root = installation.root();
    Path told = root.resolve("demo.json");
    Server host =
        installation.start(
            HOST,
            "demo",
            "--replica-name",
            "l’hébergeur",
            "--copy",
            root.resolve("copy").toString(),
            "--patients",
            String.valueOf(patients),
            "--json",
            told.toString());
    Cast cast = Cast.read(told, Clock.systemUTC());
    Wire wire = Wire.to(host.address(), root.resolve("traffic"));
    installation.closing(wire);
    Pairing pairing = new Pairing(host.address(), cast, cast.with("c.moreau"));
    var _ =
        installation.start(
            OFFICE,
            line -> pairing.takeIn(wire.address(), installation.log(OFFICE), line),
            "demo",
            "--replica-name",
            "le cabinet");
    return new Scene(installation, wire, cast, random, out);
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
    var _ =
        installation.start(
            HOST,
            "demo",
            "--replica-name",
            "l’hébergeur",
            "--copy",
            copy().toString(),
            "--port",
            address.substring(address.lastIndexOf(':') + 1));
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

  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Until it is so; a story that waits longer than a minute has gone wrong. */
  static void await(String what, BooleanSupplier so) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("it never came that " + what);
      }
      Program.pause(Duration.ofMillis(100));
    }
  }

  /** Until every replica that can be asked holds all that this one does, by its own word. */
  static void awaitEqual(Browser signedIn, String address) {
    await(
        "the others hold everything",
        () -> {
          Browser.Answer answer = signedIn.get(address, "/api/continuity");
          JsonNode replicas = answer.body().path("replicas");
          return answer.ok()
              && replicas.valueStream().allMatch(each -> each.path("behind").asLong() == 0);
        });
  }
}

package carnet.server.story;

import carnet.server.client.Cast;
import carnet.server.story.Installation.Server;
import java.io.PrintWriter;
import java.util.List;
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

  private final Installation installation;
  private final Cast cast;
  private final RandomGenerator random;
  private final PrintWriter out;

  Scene(Installation installation, Cast cast, RandomGenerator random, PrintWriter out) {
    this.installation = installation;
    this.cast = cast;
    this.random = random;
    this.out = out;
  }

  Installation installation() {
    return installation;
  }

  Server host() {
    return installation.server("host");
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
}

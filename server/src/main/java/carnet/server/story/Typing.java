package carnet.server.story;

import carnet.server.client.Browser.Answer;
import carnet.server.client.Pause;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Somebody types a note, as the app lets her: what she typed stays in her browser, and is kept at
 * the server at each pause. A server that is gone stops neither. Safe for many threads.
 */
final class Typing {
  static final String FIRST = "Toux depuis trois jours";

  private static final String WORDS =
      FIRST
          + ", sans fièvre ni frissons. Expectoration claire, pas de douleur thoracique. Auscultation"
          + " libre des deux côtés, pas de sibilants. Fréquence respiratoire normale, saturation à 98"
          + " pour cent à l’air ambiant. Pas d’antécédent d’asthme. Tabac arrêté il y a six ans."
          + " Reverra si la fièvre apparaît ou si la gêne augmente.";

  private final Consultation seen;
  private final String address;
  private final RandomGenerator random;
  private final Thread hands;
  private String typed = "";
  private String kept = "";
  private boolean lost;
  private volatile boolean ending;

  private Typing(Consultation seen, String address, RandomGenerator random) {
    this.seen = seen;
    this.address = address;
    this.random = random;
    this.hands = Thread.ofVirtual().name("hands").unstarted(this::type);
  }

  static Typing begin(Consultation seen, String address, RandomGenerator random) {
    Typing typing = new Typing(seen, address, random);
    typing.hands.start();
    return typing;
  }

  private void type() {
    for (int at = 0; at < WORDS.length(); at++) {
      synchronized (this) {
        typed += WORDS.charAt(at);
      }
      Pause.of(Duration.ofMillis(20 + random.nextInt(30)));
      boolean sentence = WORDS.charAt(at) == '.';
      if (sentence && ending) {
        return;
      }
      if (sentence || at % 40 == 39) {
        keep();
      }
    }
  }

  /** A pause: the app sends the draft. */
  private void keep() {
    String words = typed();
    if (gone()) {
      return;
    }
    try {
      Answer answer = seen.keep(address, words, false);
      synchronized (this) {
        if (answer.ok() && answer.body().path("copies").size() > 1) {
          kept = words;
        }
      }
    } catch (UncheckedIOException cut) {
      synchronized (this) {
        lost = true;
      }
    }
  }

  private synchronized boolean gone() {
    return lost;
  }

  private synchronized String typed() {
    return typed;
  }

  /** What the server acknowledged last as held by two replicas; she only ever adds to it. */
  synchronized String kept() {
    return kept;
  }

  /** Until the server has acknowledged something as held by two. */
  void awaitKept() {
    Scene.await("a draft is held by two", () -> !kept().isEmpty());
  }

  /** Until there are letters on the screen that the server does not have. */
  void awaitMoreThanKept() {
    Scene.await("more is typed than is held", this::hasMoreThanKept);
  }

  private synchronized boolean hasMoreThanKept() {
    return typed.length() >= kept.length() + 3;
  }

  /**
   * Lets her finish her sentence.
   *
   * @return all that she typed, as it stands on her screen
   */
  String end() {
    ending = true;
    try {
      hands.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return typed();
  }
}

package carnet.server.story;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence of the design, which is false where Carnet keeps its word, and what was seen of it.
 */
final class Sentence {
  private final String words;
  private final List<String> evidence = new ArrayList<>();
  private final List<String> against = new ArrayList<>();

  Sentence(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Safe for many threads: others go on with their work while one is attacked. */
  synchronized void check(boolean holds, String what) {
    (holds ? evidence : against).add(what);
  }

  synchronized List<String> evidence() {
    return List.copyOf(evidence);
  }

  synchronized List<String> against() {
    return List.copyOf(against);
  }

  /** What was never checked is not shown to be false. */
  boolean isFalse() {
    return against().isEmpty() && !evidence().isEmpty();
  }
}

package carnet.record.prescription;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words, numbers and marks of a typed text, taken one after the other. Nothing is skipped but
 * blanks: what no rule takes stays, and whoever reads knows that not all was understood.
 */
final class Tokens {
  private static final Pattern TOKEN = Pattern.compile("\\d+(?:[.,]\\d+)?|\\p{L}+|[^\\s\\d\\p{L}]");
  private static final Set<String> PAUSES = Set.of(",", ".", ";");

  private record Token(String word, int from, int to) {}

  private final String typed;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Tokens(String typed) {
    this.typed = typed;
    Matcher found = TOKEN.matcher(Words.folded(typed));
    while (found.find()) {
      tokens.add(new Token(found.group(), found.start(), found.end()));
    }
  }

  boolean done() {
    return at == tokens.size();
  }

  /** The next word, folded; empty at the end. */
  String next() {
    return done() ? "" : tokens.get(at).word;
  }

  /** Takes one word if it is next. */
  boolean take(String word) {
    if (done() || !next().equals(word)) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes one of these words if it is next. */
  boolean takeAny(Set<String> words) {
    return words.contains(next()) && take(next());
  }

  /** Takes these words in their order, or none. */
  boolean takeAll(List<String> words) {
    return attempt(() -> words.stream().allMatch(this::take) ? Optional.of(at) : Optional.empty())
        .isPresent();
  }

  void takePauses() {
    while (takeAny(PAUSES)) {}
  }

  /** What this reads from here; where it reads nothing, nothing was taken. */
  <T> Optional<T> attempt(Supplier<Optional<T>> reading) {
    int before = at;
    Optional<T> read = reading.get();
    if (read.isEmpty()) {
      at = before;
    }
    return read;
  }

  /** A place to come back to with {@link #since}. */
  int here() {
    return at;
  }

  /** What was taken since, as it was typed. */
  String since(int place) {
    return place == at ? "" : typed.substring(tokens.get(place).from, tokens.get(at - 1).to);
  }
}

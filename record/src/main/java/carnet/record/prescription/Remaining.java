package carnet.record.prescription;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A typed line from which what is understood is taken away, piece by piece; what is left is kept as
 * typed.
 */
final class Remaining {
  private static final char TAKEN = '\u0001';

  private final StringBuilder typed;
  private final StringBuilder folded;

  Remaining(String text) {
    String clean = text.replace(TAKEN, ' ');
    typed = new StringBuilder(clean);
    folded = new StringBuilder(Words.folded(clean));
  }

  /** Takes away the first match, if there is one, and gives it. */
  Optional<MatchResult> take(Pattern pattern) {
    Matcher found = pattern.matcher(folded);
    if (!found.find() || found.end() == found.start()) {
      return Optional.empty();
    }
    MatchResult result = found.toMatchResult();
    blank(result.start(), result.end());
    return Optional.of(result);
  }

  /**
   * Takes away the first match and gives one of its groups with the accents and capitals that were
   * typed.
   */
  Optional<String> takeTyped(Pattern pattern, int group) {
    String before = typed.toString();
    return take(pattern)
        .map(found -> before.substring(found.start(group), found.end(group)).strip());
  }

  boolean takes(Pattern pattern) {
    return take(pattern).isPresent();
  }

  /** Takes away the first words, as many as named. */
  void takeWords(int words) {
    int at = 0;
    for (int i = 0; i < words; i++) {
      while (at < folded.length() && breaks(folded.charAt(at))) {
        at++;
      }
      while (at < folded.length() && !breaks(folded.charAt(at))) {
        at++;
      }
    }
    blank(0, at);
  }

  String folded() {
    return folded.toString().replace(TAKEN, ' ').strip();
  }

  /** What nobody understood, as it was typed. */
  String rest() {
    return typed.toString().replace(TAKEN, ' ').replaceAll("\\s+", " ").strip();
  }

  private static boolean breaks(char c) {
    return c == ' ' || c == '/' || c == TAKEN;
  }

  private void blank(int from, int to) {
    for (int i = from; i < to; i++) {
      typed.setCharAt(i, TAKEN);
      folded.setCharAt(i, TAKEN);
    }
  }
}

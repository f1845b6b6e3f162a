package carnet.record.prescription;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** How text is compared: without case, accents or typographic spaces. */
final class Words {
  private static final Pattern BETWEEN =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{M}]+");

  private Words() {}

  /**
   * Folds case, accents and spaces and keeps the length, so that a place found in the folded text
   * is the same place in the original.
   */
  static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      folded.append(fold(text.charAt(i)));
    }
    return folded.toString();
  }

  /**
   * Which names a text speaks: it has a name's words in their order, each whole: also where a dose
   * sticks to it, a character that nobody sees is in it, or its letters are of another width.
   */
  static Predicate<String> spokenIn(String text) {
    String words = " " + wordsOf(text) + " ";
    return name -> words.contains(" " + wordsOf(name) + " ");
  }

  private static String wordsOf(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    String seen = UNSEEN.matcher(apart).replaceAll("");
    return BETWEEN.matcher(folded(seen)).replaceAll(" ").strip();
  }

  private static char fold(char c) {
    if (Character.isWhitespace(c) || c == '\u00a0' || c == '\u202f' || c == '\u2009') {
      return ' ';
    }
    if (c == '\u2019') {
      return '\'';
    }
    if (Character.isSurrogate(c)) {
      return c;
    }
    String bare = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
    String low = bare.substring(0, 1).toLowerCase(Locale.ROOT);
    return low.charAt(0);
  }
}

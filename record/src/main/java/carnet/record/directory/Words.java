package carnet.record.directory;

import java.text.Normalizer;
import java.util.Locale;

/** How names are compared: without case, accents, hyphens and apostrophes. */
final class Words {

  private Words() {}

  /** Lower-case a to z and digits, words apart by one space; ligatures opened. */
  static String fold(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replace("œ", "oe")
            .replace("æ", "ae")
            .replace("ß", "ss")
            .replace("ø", "o")
            .replace("ł", "l")
            .replace("đ", "d");
    StringBuilder folded = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        folded.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK
          && !folded.isEmpty()
          && folded.charAt(folded.length() - 1) != ' ') {
        folded.append(' ');
      }
    }
    return folded.toString().strip();
  }

  /** The digits of a phone as dialled inside France: +33 6, 0033 6 and 06 are one. */
  static String phone(String text) {
    String digits = digits(text.replace("(0)", ""));
    if (text.strip().startsWith("+33") || digits.startsWith("0033")) {
      return "0" + digits.substring(digits.startsWith("0033") ? 4 : 2);
    }
    return digits;
  }

  static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        digits.append(text.charAt(i));
      }
    }
    return digits.toString();
  }
}

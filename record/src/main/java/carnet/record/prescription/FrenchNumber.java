package carnet.record.prescription;

/**
 * Numbers in French words, as a prescription writes amounts: "4 (quatre)". Traditional hyphens
 * below a hundred.
 */
public final class FrenchNumber {
  private static final String[] SMALL = {
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf"
  };
  private static final String[] TENS = {
    "", "", "vingt", "trente", "quarante", "cinquante", "soixante"
  };

  private FrenchNumber() {}

  /** In words, masculine. Requires 0 ≤ number ≤ 999 999. */
  public static String inWords(int number) {
    if (number < 0 || number > 999_999) {
      throw new IllegalArgumentException("no words for " + number);
    }
    if (number < 1000) {
      return underThousand(number, true);
    }
    int thousands = number / 1000;
    int rest = number % 1000;
    String head = thousands == 1 ? "mille" : underThousand(thousands, false) + " mille";
    return rest == 0 ? head : head + " " + underThousand(rest, true);
  }

  /** "4 (quatre) lignes", "1 (une) ligne": the feminine is for what is counted. */
  public static String lines(int count) {
    String words = inWords(count);
    if (words.equals("un") || words.endsWith(" un") || words.endsWith("-un")) {
      words += "e";
    }
    return count + " (" + words + ") ligne" + (count > 1 ? "s" : "");
  }

  private static String underThousand(int number, boolean last) {
    if (number < 100) {
      return underHundred(number, last);
    }
    int hundreds = number / 100;
    int rest = number % 100;
    String head = hundreds == 1 ? "cent" : SMALL[hundreds] + " cent";
    if (rest == 0) {
      return hundreds > 1 && last ? head + "s" : head;
    }
    return head + " " + underHundred(rest, last);
  }

  private static String underHundred(int number, boolean last) {
    if (number < 20) {
      return SMALL[number];
    }
    if (number >= 80) {
      int rest = number - 80;
      return rest == 0 ? (last ? "quatre-vingts" : "quatre-vingt") : "quatre-vingt-" + SMALL[rest];
    }
    int ten = Math.min(number / 10, 6);
    int rest = number - ten * 10;
    if (rest == 0) {
      return TENS[ten];
    }
    boolean joined = rest == 1 || rest == 11;
    return TENS[ten] + (joined ? " et " : "-") + SMALL[rest];
  }
}

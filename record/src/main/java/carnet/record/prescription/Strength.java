package carnet.record.prescription;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dose compared by its worth: "1 g", "1000 mg" and "1 000 mg" are one; a combination is the list
 * of its parts.
 */
record Strength(List<Part> parts) {
  record Part(BigDecimal amount, String unit) {
    boolean worth(Part other) {
      return amount.compareTo(other.amount) == 0
          && (unit.equals(other.unit) || unit.isEmpty() || other.unit.isEmpty());
    }
  }

  private static final Pattern PART =
      Pattern.compile(
          "(\\d{1,3}(?: \\d{3})+|\\d{1,7})(?:[.,](\\d{1,4}))? ?(%|[a-z\\u00b5\\u03bc]*)");

  static Strength of(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher found = PART.matcher(Words.folded(text));
    while (found.find()) {
      String decimals = found.group(2) == null ? "" : "." + found.group(2);
      BigDecimal amount = new BigDecimal(found.group(1).replace(" ", "") + decimals);
      parts.add(common(amount, found.group(3)));
    }
    return new Strength(List.copyOf(parts));
  }

  /** Whether a typed dose means this one: the first part is enough, its unit may be left out. */
  boolean meantBy(Strength typed) {
    if (typed.parts.isEmpty() || typed.parts.size() > parts.size()) {
      return false;
    }
    for (int i = 0; i < typed.parts.size(); i++) {
      Part mine = parts.get(i);
      Part other = typed.parts.get(i);
      boolean bare = other.unit.isEmpty() && bareMeans(mine, other.amount);
      if (!mine.worth(other) && !bare) {
        return false;
      }
    }
    return true;
  }

  private static boolean bareMeans(Part mine, BigDecimal typed) {
    return mine.amount.compareTo(typed) == 0
        || (mine.unit.equals("mg") && mine.amount.compareTo(typed.movePointLeft(3)) == 0);
  }

  private static Part common(BigDecimal amount, String unit) {
    return switch (unit) {
      case "g" -> new Part(amount.movePointRight(3), "mg");
      case "\u00b5g", "\u03bcg", "ug", "mcg" -> new Part(amount.movePointLeft(3), "mg");
      default -> new Part(amount, unit);
    };
  }
}

package carnet.record.prescription;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A dose compared by its worth: "1 g", "1000 mg" and "1 000 mg" are one; a combination is the list
 * of its parts.
 */
record Strength(List<Part> parts, boolean perVolume) {
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
    String folded = Words.folded(text);
    Matcher found = PART.matcher(folded);
    while (found.find()) {
      String decimals = found.group(2) == null ? "" : "." + found.group(2);
      BigDecimal amount = new BigDecimal(found.group(1).replace(" ", "") + decimals);
      parts.add(common(amount, found.group(3)));
    }
    return new Strength(List.copyOf(parts), folded.contains("/") && folded.endsWith("ml"));
  }

  /**
   * Whether a typed dose means this one: the first part is enough, its unit may be left out. Of a
   * concentration all is said: "250 mg" of 250 mg/5 mL may be how much is taken.
   */
  boolean meantBy(Strength typed) {
    if (perVolume != typed.perVolume || (perVolume && parts.size() != typed.parts.size())) {
      return false;
    }
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

  /** Whether a number alone, in whichever unit of weight, is one of its numbers. */
  boolean mayBe(BigDecimal number) {
    return parts.stream()
        .flatMap(part ->
            Stream.of(part.amount, part.amount.movePointLeft(3), part.amount.movePointRight(3)))
        .anyMatch(each -> each.compareTo(number) == 0);
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

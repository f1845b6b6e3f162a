package carnet.record.prescription;

import carnet.record.prescription.Posology.Rhythm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A rhythm as a French sentence: "1 comprimé matin, midi et soir si douleur". {@link LineGrammar}
 * reads each of these sentences back as the same rhythm.
 */
final class RhythmText {
  private RhythmText() {}

  static String of(Rhythm r) {
    String need = r.need().isEmpty() ? "" : " si " + r.need();
    String advice = r.advice().isEmpty() ? "" : ", " + String.join(", ", r.advice());
    BigDecimal dose = r.dose();
    return dose == null
        ? joined(r.moments().stream().map(m -> uneven(r, m)).toList()) + need + advice
        : amount(dose, r.taken()) + frequency(r, dose) + need + advice;
  }

  static String amount(BigDecimal dose, String taken) {
    String number =
        dose.compareTo(new BigDecimal("0.5")) == 0
            ? "½"
            : dose.stripTrailingZeros().toPlainString();
    return number.replace('.', ',')
        + "\u00a0"
        + (dose.compareTo(BigDecimal.TWO) < 0 ? taken : plural(taken));
  }

  static String plural(String taken) {
    if (taken.endsWith("s") || taken.endsWith("x") || taken.equals("dose-poids")) {
      return taken;
    }
    return taken + "s";
  }

  private static String frequency(Rhythm r, BigDecimal dose) {
    if (!r.moments().isEmpty()) {
      return " " + moments(r.moments());
    }
    if (r.period().isEmpty()) {
      return "";
    }
    boolean divided = r.times() > 1 || (r.times() == 1 && dose.compareTo(BigDecimal.ONE) > 0);
    if (r.every() > 1) {
      return r.period().equals("h") || r.period().equals("wk")
          ? " toutes les " + r.every() + "\u00a0" + unit(r.period(), r.every())
          : " tous les " + r.every() + "\u00a0" + unit(r.period(), r.every());
    }
    return (divided ? " " + r.times() + "\u00a0fois" : "") + " par " + unit(r.period(), 1);
  }

  private static String moments(List<String> moments) {
    List<String> words = new ArrayList<>(moments.stream().map(RhythmText::word).toList());
    if (words.size() == 1) {
      return words.getFirst().equals("coucher") ? "au coucher" : "le " + words.getFirst();
    }
    return joined(words.stream().map(w -> w.equals("coucher") ? "au coucher" : w).toList());
  }

  private static String joined(List<String> words) {
    if (words.size() == 1) {
      return words.getFirst();
    }
    return String.join(", ", words.subList(0, words.size() - 1)) + " et " + words.getLast();
  }

  private static String uneven(Rhythm r, String moment) {
    String[] of = moment.split("=", 2);
    return amount(new BigDecimal(of[1]), r.taken()) + " " + moments(List.of(of[0]));
  }

  private static String word(String moment) {
    return switch (moment) {
      case "MORN" -> "matin";
      case "NOON" -> "midi";
      case "EVE" -> "soir";
      default -> "coucher";
    };
  }

  private static String unit(String period, int count) {
    return switch (period) {
      case "h" -> count > 1 ? "heures" : "heure";
      case "wk" -> count > 1 ? "semaines" : "semaine";
      case "mo" -> "mois";
      default -> count > 1 ? "jours" : "jour";
    };
  }
}

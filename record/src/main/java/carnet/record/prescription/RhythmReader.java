package carnet.record.prescription;

import carnet.record.prescription.Posology.Rhythm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads how often a drug is taken: 3x/j, 1-0-1, matin midi soir, toutes les 8 h, 1 par semaine, si
 * douleur.
 */
final class RhythmReader {
  private static final Pattern DASHED =
      Pattern.compile(
          "(?<![\\w,.-])([0-9]|1/2|\\u00bd)-([0-9]|1/2|\\u00bd)-([0-9]|1/2|\\u00bd)(?:-([0-9]|1/2|\\u00bd))?(?![\\w-])");
  private static final Pattern TIMES =
      Pattern.compile(
          "(?<!\\w)(\\d{1,2}) ?(?:x|fois)(?: ?/ ?| par | ?)(j|jour|jr|sem|semaine|mois)(?!\\w)");
  private static final Pattern PER =
      Pattern.compile(
          "(?<!\\w)(\\d{1,2}) ?(?:cp|cpr|cps|comp|comprimes?|gel|gelules?|sachets?|bouffees?|gouttes?|dose-poids|doses?)? ?(?:/ ?| par )(j|jour|jr|sem|semaine|mois)(?!\\w)");
  private static final Pattern EVERY =
      Pattern.compile(
          "(?:toutes|tous) les (\\d{1,2}) ?(h|heures?|j|jours?|sem|semaines?|mois)(?!\\w)");
  private static final Pattern EACH =
      Pattern.compile("(?<!\\w)(?:une fois par|1 fois par|chaque) (jour|semaine|mois)(?!\\w)");
  private static final Pattern MOMENT =
      Pattern.compile(
          "(?<![\\w'])(?:le |la |l'|au |a )?(matin|midi|soir|coucher|nuit)(?!\\w)(?:,| et)?");
  private static final Pattern MORNING_EVENING =
      Pattern.compile("(?<!\\w)(m)[ .,/-]?(m)?[ .,/-]?(s)(?!\\w)");
  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<![\\w,.])(1/2|\\u00bd|\\d{1,2}(?:[.,]5)?) ?(cpr?s?|comp|comprimes?|gel|gelules?|sachets?|bouffees?|bouf|gouttes?|gttes?|dose-poids|doses?|ampoules?|applications?|injections?|inhalations?|pulverisations?)(?!\\w)");
  private static final Pattern BARE =
      Pattern.compile("(?<![\\w,.])(1/2|\\u00bd|[1-9])(?![\\w,.%])(?! ?[a-z%])");
  private static final Pattern NEED =
      Pattern.compile("(?<!\\w)(?:si|en cas de|en cas d') ?([a-z' ]{3,40})(?![a-z])");

  private final Remaining text;
  private final String taken;

  RhythmReader(Remaining text, String taken) {
    this.text = text;
    this.taken = taken;
  }

  /** Empty when no rhythm was found; what else was typed stays in {@link Remaining}. */
  Optional<Posology> read() {
    String need = need();
    Optional<Rhythm> rhythm =
        dashed(need).or(() -> counted(need)).or(() -> moments(need)).or(() -> alone(need));
    return rhythm.map(r -> new Posology(RhythmText.of(r), r));
  }

  private String need() {
    return text.takeTyped(NEED, 1).orElse("");
  }

  private Optional<Rhythm> dashed(String need) {
    Optional<MatchResult> found = text.take(DASHED);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String[] words = {"MORN", "NOON", "EVE", "HS"};
    List<String> moments = new ArrayList<>();
    BigDecimal dose = null;
    for (int i = 1; i <= 4; i++) {
      String group = found.get().group(i);
      if (group == null || group.equals("0")) {
        continue;
      }
      BigDecimal at = amount(group);
      if (dose != null && dose.compareTo(at) != 0) {
        return uneven(found.get(), need);
      }
      dose = at;
      moments.add(words[i - 1]);
    }
    return moments.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Rhythm(dose, taken, moments.size(), 1, "d", moments, !need.isEmpty(), need));
  }

  /** "2-0-1": amounts differ by moment; FHIR needs two dosages, the text says it in one breath. */
  private Optional<Rhythm> uneven(MatchResult found, String need) {
    String[] words = {"MORN", "NOON", "EVE", "HS"};
    List<String> moments = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      String group = found.group(i);
      if (group != null && !group.equals("0")) {
        moments.add(words[i - 1] + "=" + amount(group).toPlainString());
      }
    }
    return Optional.of(
        new Rhythm(null, taken, moments.size(), 1, "d", moments, !need.isEmpty(), need));
  }

  private Optional<Rhythm> counted(String need) {
    Optional<MatchResult> every = text.take(EVERY);
    if (every.isPresent()) {
      int each = Math.max(1, Integer.parseInt(every.get().group(1)));
      return Optional.of(rhythm(1, each, period(every.get().group(2)), need));
    }
    Optional<MatchResult> times = text.take(TIMES).or(() -> text.take(PER));
    if (times.isPresent()) {
      int count = Math.max(1, Integer.parseInt(times.get().group(1)));
      Rhythm counted = rhythm(count, 1, period(times.get().group(2)), need);
      return Optional.of(counted);
    }
    return text.take(EACH).map(found -> rhythm(1, 1, period(found.group(1)), need));
  }

  private Optional<Rhythm> moments(String need) {
    List<String> moments = new ArrayList<>();
    while (true) {
      Optional<MatchResult> found = text.take(MOMENT);
      if (found.isEmpty()) {
        break;
      }
      String moment =
          switch (found.get().group(1)) {
            case "matin" -> "MORN";
            case "midi" -> "NOON";
            case "soir" -> "EVE";
            default -> "HS";
          };
      if (!moments.contains(moment)) {
        moments.add(moment);
      }
    }
    if (moments.isEmpty()) {
      text.take(MORNING_EVENING)
          .ifPresent(found -> {
            moments.add("MORN");
            if (found.group(2) != null) {
              moments.add("NOON");
            }
            moments.add("EVE");
          });
    }
    if (moments.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rhythm(dose(), taken, moments.size(), 1, "d", moments, !need.isEmpty(), need));
  }

  /** "2 bouffées si gêne": an amount and a need, no rhythm. */
  private Optional<Rhythm> alone(String need) {
    return need.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rhythm(dose(), taken, 0, 1, "d", List.of(), true, need));
  }

  private Rhythm rhythm(int times, int every, String period, String need) {
    return new Rhythm(dose(), taken, times, every, period, List.of(), !need.isEmpty(), need);
  }

  private @Nullable BigDecimal dose() {
    return text.take(AMOUNT)
        .or(() -> text.take(BARE))
        .map(found -> amount(found.group(1)))
        .orElse(BigDecimal.ONE);
  }

  private static BigDecimal amount(String text) {
    return switch (text) {
      case "1/2", "\u00bd" -> new BigDecimal("0.5");
      default -> new BigDecimal(text.replace(',', '.'));
    };
  }

  private static String period(String word) {
    return switch (word.charAt(0)) {
      case 'h' -> "h";
      case 's' -> "wk";
      case 'm' -> "mo";
      default -> "d";
    };
  }
}

package carnet.record.prescription;

import carnet.record.prescription.Posology.Rhythm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands one line as clinicians type it: "amox 1g 3x/j 7j", "doliprane 1 g matin midi soir si
 * douleur 5 jours", "metformine 1000 2/j 3 mois renouvelable 1 fois".
 *
 * <p>Never throws, never guesses a dose: what is not said is in {@link Understood#missing}, what
 * has several meanings in {@link Understood#choices}. Words that nothing explains are kept at the
 * end of the posology.
 */
public final class QuickEntry {
  private static final int LONGEST = 500;

  private static final String COUNT = "(\\d{1,2}|une|deux|trois|quatre|cinq|six)";
  private static final Pattern RENEWALS =
      Pattern.compile(
          "(?<!\\w)(?:a renouveler|a renouv|renouvelables?|renouv|ren|ar)\\.? ?(?:"
              + COUNT
              + " ?(?:fois|x)?)?(?!\\w)");

  /** A length; "tous les 3 mois" is a rhythm and none. */
  private static final Pattern UNTIL =
      Pattern.compile(
          "(?<!\\w)(?:qsp|pdt|pendant|durant|pour|x)?\\.? ?(?<![\\w/,.-])(?<!les )(\\d{1,3}) ?(j|jrs?|jours?|sem|semaines?|mois|ans?)(?!\\w)(?! sur)");

  private static final Pattern UNITS =
      Pattern.compile(
          "(?<!\\w)(?:qsp ?(\\d{1,3}) ?(cpr?s?|comprimes?|gel|gelules?|sachets?|unites?)|(\\d{1,2}) ?(boites?|bt|flacons?|tubes?|pots?))(?!\\w)");
  private static final Pattern DOSE =
      Pattern.compile(
          "(?<![\\w,.])((?:\\d{1,3}(?: \\d{3})+|\\d{1,6})(?:[.,]\\d{1,3})? ?(?:mg|g|\\u00b5g|\\u03bcg|ug|mcg|ui|%)(?:/(?:\\d{1,6}(?:[.,]\\d{1,3})? ?)?(?:mg|g|\\u00b5g|ug|ui|ml|dose))?)(?!\\w)");
  private static final Pattern BARE_DOSE =
      Pattern.compile(
          "^[ \\u0001]*(\\d{1,4}(?:[.,]\\d{1,3})?)(?![\\w,.%/-])(?! ?(?:x|fois|par|cp|gel))");
  private static final Pattern FORM =
      Pattern.compile(
          "(?<!\\w)(?<!\\d )(cpr?s?|comprimes?|gel|gelules?|sachets?|sirop|susp(?:ension)?(?: buvable)?|collyre|gel cutane|dispersibles?|lp)(?!\\w)");
  private static final Pattern ALD = Pattern.compile("(?<!\\w)ald(?!\\w)");
  private static final Pattern KEPT =
      Pattern.compile(
          "(?<!\\w)(?:ns|non subst(?:ituable)?|nonsubst)?[ (]*(mte|efg|cif)\\)?(?!\\w)");

  private QuickEntry() {}

  public static Understood understand(String typed, Formulary formulary) {
    String text = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    Remaining left = new Remaining(text);
    boolean ald = left.takes(ALD);
    Kept kept =
        left.take(KEPT).map(f -> Kept.valueOf(f.group(1).toUpperCase(Locale.ROOT))).orElse(null);
    Optional<Formulary.Naming> naming = formulary.match(left.folded());
    if (naming.isEmpty()) {
      return new Understood(
          null, "", null, null, "", null, ald, kept, List.of("drug"), List.of(), text);
    }
    String brand = brandTyped(naming.get().drugs().getFirst(), left.folded());
    left.takeWords(naming.get().words());
    Integer renewals = left.take(RENEWALS).map(f -> count(f.group(1))).orElse(null);
    String units = left.take(UNITS).map(QuickEntry::units).orElse("");
    Chosen chosen = choose(naming.get().drugs(), left);
    Span duration = span(left);
    Drug named = chosen.drug == null ? naming.get().drugs().getFirst() : chosen.drug;
    Posology posology = posology(left, named);
    List<String> missing = new ArrayList<>();
    if (chosen.drug == null) {
      missing.add("dose");
    }
    if (posology == null) {
      missing.add("posology");
    }
    if (duration == null && units.isEmpty()) {
      missing.add("duration");
    }
    return new Understood(
        chosen.drug,
        brand,
        posology,
        duration,
        units,
        renewals,
        ald,
        kept,
        missing,
        chosen.others,
        text);
  }

  private record Chosen(@Nullable Drug drug, List<Drug> others) {}

  /**
   * The typed dose chooses among the drugs of that name; without a dose only a drug of a single
   * strength is chosen.
   */
  private static Chosen choose(List<Drug> named, Remaining left) {
    Optional<MatchResult> dose = left.take(DOSE).or(() -> bareDose(named, left));
    boolean slow = left.folded().matches("(?:.* )?lp(?: .*)?");
    left.take(FORM);
    Drug first = named.getFirst();
    if (dose.isEmpty()) {
      List<Drug> same = named.stream().filter(d -> d.inn().equals(first.inn())).toList();
      return same.size() == 1 ? new Chosen(first, without(named, first)) : new Chosen(null, named);
    }
    Strength typed = Strength.of(dose.get().group(1));
    List<Drug> fits = named.stream().filter(d -> Strength.of(d.dose()).meantBy(typed)).toList();
    Optional<Drug> best =
        fits.stream()
            .filter(d -> !slow || d.form().contains("prolongée"))
            .findFirst()
            .or(() -> fits.stream().findFirst());
    // "amox 1 g" is amoxicillin, though amoxicillin with clavulanic acid has a gram too: the
    // shorter name came first.
    return best.map(d -> new Chosen(d, without(named, d))).orElse(new Chosen(null, named));
  }

  private static Optional<MatchResult> bareDose(List<Drug> named, Remaining left) {
    String text = left.folded();
    String first = text.isEmpty() ? "" : text.split(" ", 2)[0];
    Strength typed = Strength.of(first);
    boolean known =
        first.matches("\\d{1,4}([.,]\\d{1,3})?")
            && named.stream().anyMatch(d -> Strength.of(d.dose()).meantBy(typed));
    return known ? left.take(BARE_DOSE) : Optional.empty();
  }

  private static List<Drug> without(List<Drug> named, Drug chosen) {
    return named.stream().filter(d -> !d.equals(chosen)).toList();
  }

  private static @Nullable Posology posology(Remaining left, Drug drug) {
    Optional<Posology> read = new RhythmReader(left, drug.taken()).read();
    String rest = left.rest().replaceAll("^[,;.:+ -]+|[,;:+ -]+$", "");
    if (read.isEmpty()) {
      return rest.length() > 2 ? Posology.of(rest) : null;
    }
    Rhythm rhythm = read.get().rhythm();
    String text = read.get().text();
    return rest.isEmpty() ? read.get() : new Posology(text + ", " + rest, rhythm);
  }

  private static @Nullable Span span(Remaining left) {
    return left.take(UNTIL).flatMap(QuickEntry::span).orElse(null);
  }

  private static Optional<Span> span(MatchResult found) {
    int value = Integer.parseInt(found.group(1));
    if (value < 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Span(
            value,
            switch (found.group(2).charAt(0)) {
              case 'j' -> Span.Unit.DAY;
              case 's' -> Span.Unit.WEEK;
              case 'm' -> Span.Unit.MONTH;
              default -> Span.Unit.YEAR;
            }));
  }

  private static String units(MatchResult found) {
    String number = found.group(1) == null ? found.group(3) : found.group(1);
    String word = found.group(1) == null ? found.group(4) : found.group(2);
    String whole =
        switch (word.charAt(0)) {
          case 'c' -> "comprimé";
          case 'g' -> "gélule";
          case 's' -> "sachet";
          case 'b' -> "boîte";
          case 'f' -> "flacon";
          case 't' -> "tube";
          case 'p' -> "pot";
          default -> "unité";
        };
    int count = Integer.parseInt(number);
    return count + "\u00a0" + (count > 1 ? RhythmText.plural(whole) : whole);
  }

  private static int count(@Nullable String word) {
    if (word == null) {
      return 1;
    }
    return switch (word) {
      case "une" -> 1;
      case "deux" -> 2;
      case "trois" -> 3;
      case "quatre" -> 4;
      case "cinq" -> 5;
      case "six" -> 6;
      default -> Integer.parseInt(word);
    };
  }

  private static String brandTyped(Drug drug, String folded) {
    String first = folded.split("[ /]+", 2)[0];
    return drug.brands().stream()
        .filter(brand -> first.length() > 2 && Words.folded(brand).startsWith(first))
        .findFirst()
        .orElse("");
  }
}

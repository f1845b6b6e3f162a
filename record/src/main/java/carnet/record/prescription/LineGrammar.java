package carnet.record.prescription;

import carnet.record.prescription.Posology.Rhythm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What follows the drug on a typed line: rhythm, need, advice, duration, units, renewals, ALD,
 * reason against substitution, each at most once, in any order.
 *
 * <p>One rule: every word, number and mark is taken by one of them, or nothing at all was
 * understood. No word is ignored, for the one that is ignored may be "sauf".
 */
final class LineGrammar {

  /** Needs that are not more than a name; "si fièvre &gt; 39" is a sentence and stays one. */
  private static final Set<String> NEEDS =
      Set.of(
          "besoin",
          "douleur",
          "douleurs",
          "fievre",
          "gene",
          "toux",
          "nausee",
          "nausees",
          "vomissement",
          "vomissements",
          "insomnie",
          "anxiete",
          "angoisse",
          "crise",
          "migraine",
          "diarrhee",
          "constipation",
          "spasme",
          "spasmes",
          "demangeaisons",
          "prurit",
          "essoufflement",
          "dyspnee");

  private static final List<List<String>> ADVICE =
      phrases(
          "a jeun",
          "pendant le repas",
          "pendant les repas",
          "au repas",
          "aux repas",
          "au cours du repas",
          "au cours des repas",
          "au milieu du repas",
          "au milieu des repas",
          "au debut du repas",
          "a la fin du repas",
          "avant le repas",
          "avant les repas",
          "apres le repas",
          "apres les repas",
          "en dehors des repas",
          "a distance des repas",
          "a distance du the",
          "a heure fixe",
          "jour fixe",
          "debout",
          "avec un verre d ' eau",
          "avec un grand verre d ' eau",
          "dans un verre d ' eau",
          "a adapter selon l ' inr",
          "dans chaque œil",
          "dans chaque oeil",
          "dans l ' œil droit",
          "dans l ' œil gauche",
          "dans chaque narine");

  private static final Set<String> LEADS = Set.of("qsp", "pdt", "pendant", "durant", "pour", "x");
  private static final List<List<String>> AGAIN =
      phrases("a renouveler", "a renouv", "renouvelable", "renouvelables", "renouv", "ren", "ar");
  private static final List<List<String>> KEPT =
      phrases("non substituable", "non subst", "nonsubst", "ns");

  private final Tokens text;
  private final String taken;

  private @Nullable Rhythm rhythm;
  private String need = "";
  private final List<String> advice = new ArrayList<>();
  private @Nullable Span duration;
  private String units = "";
  private @Nullable Integer renewals;
  private boolean ald;
  private @Nullable Kept kept;

  private LineGrammar(String typed, String taken) {
    this.text = new Tokens(typed);
    this.taken = taken;
  }

  /**
   * @param posology null: none was said
   */
  record Said(
      @Nullable Posology posology,
      @Nullable Span duration,
      String units,
      @Nullable Integer renewals,
      boolean ald,
      @Nullable Kept kept) {}

  /** Empty: not all of it was understood. */
  static Optional<Said> line(String typed, String taken) {
    LineGrammar of = new LineGrammar(typed, taken);
    boolean whole =
        of.takesAllBy(
            of::takesRhythm,
            of::takesNeed,
            of::takesAdvice,
            of::takesUnits,
            of::takesDuration,
            of::takesRenewals,
            of::takesAld,
            of::takesKept);
    return whole && of.isOne() ? Optional.of(of.said()) : Optional.empty();
  }

  /** A sentence that says a posology and nothing else; verbatim where it is not all understood. */
  static Posology posology(String sentence, String taken) {
    LineGrammar of = new LineGrammar(sentence, taken);
    boolean whole = of.takesAllBy(of::takesRhythm, of::takesNeed, of::takesAdvice);
    Posology read = whole && of.isOne() ? of.said().posology() : null;
    return read != null && read.text().equals(sentence) ? read : Posology.of(sentence);
  }

  private boolean takesAllBy(BooleanSupplier... rules) {
    text.takePauses();
    while (!text.done()) {
      boolean taken = false;
      for (BooleanSupplier rule : rules) {
        taken = taken || rule.getAsBoolean();
      }
      if (!taken) {
        return false;
      }
      text.takePauses();
    }
    return true;
  }

  /** A need or an advice belongs to a rhythm, and an amount alone to a need. */
  private boolean isOne() {
    Rhythm of = rhythm;
    return of == null
        ? need.isEmpty() && advice.isEmpty()
        : !of.period().isEmpty() || !need.isEmpty();
  }

  private Said said() {
    Rhythm of = rhythm == null ? null : rhythm.when(need, advice);
    Posology posology = of == null ? null : new Posology(RhythmText.of(of), of);
    return new Said(posology, duration, units, renewals, ald, kept);
  }

  private boolean takesRhythm() {
    if (rhythm != null) {
      return false;
    }
    rhythm = new RhythmReader(text, taken).read().orElse(null);
    return rhythm != null;
  }

  private boolean takesNeed() {
    if (!need.isEmpty()) {
      return false;
    }
    need =
        text.attempt(
                () -> {
                  boolean begun =
                      text.take("si")
                          || text.takeAll(List.of("en", "cas", "de"))
                          || text.takeAll(List.of("en", "cas", "d", "'"));
                  int from = text.here();
                  if (!begun || !takesName()) {
                    return Optional.<String>empty();
                  }
                  text.attempt(() -> text.take("ou") && takesName() ? Optional.of("") : none());
                  return Optional.of(text.since(from));
                })
            .orElse("");
    return !need.isEmpty();
  }

  private boolean takesName() {
    boolean gene = text.next().equals("gene");
    boolean named = text.takeAny(NEEDS);
    if (gene) {
      text.take("respiratoire");
    }
    return named;
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private boolean takesAdvice() {
    int from = text.here();
    if (ADVICE.stream().noneMatch(text::takeAll)) {
      return false;
    }
    advice.add(text.since(from));
    return true;
  }

  /** qsp 14 comprimés, 2 boîtes. */
  private boolean takesUnits() {
    if (!units.isEmpty()) {
      return false;
    }
    units =
        text.attempt(
                () -> {
                  boolean enough = text.take("qsp");
                  return Amount.count(text, 999).flatMap(count -> units(count, enough));
                })
            .orElse("");
    return !units.isEmpty();
  }

  private Optional<String> units(int count, boolean enough) {
    String word = text.next();
    String whole =
        switch (word) {
          case "boite", "boites", "bt" -> "boîte";
          case "flacon", "flacons" -> "flacon";
          case "tube", "tubes" -> "tube";
          case "pot", "pots" -> "pot";
          case "cp", "cpr", "cps", "comprime", "comprimes" -> enough ? "comprimé" : "";
          case "gel", "gelule", "gelules" -> enough ? "gélule" : "";
          case "sachet", "sachets" -> enough ? "sachet" : "";
          case "unite", "unites" -> enough ? "unité" : "";
          default -> "";
        };
    return !whole.isEmpty() && text.take(word)
        ? Optional.of(count + "\u00a0" + (count > 1 ? RhythmText.plural(whole) : whole))
        : Optional.empty();
  }

  private boolean takesDuration() {
    if (duration != null) {
      return false;
    }
    duration = duration(text).orElse(null);
    return duration != null;
  }

  /** qsp 3 mois, pendant dix jours, x 7 j. */
  static Optional<Span> duration(Tokens text) {
    return text.attempt(() -> {
      text.takeAny(LEADS);
      return Amount.count(text, 999)
          .flatMap(count -> {
            String word = text.next();
            return unitOfTime(word).filter(_ -> text.take(word)).map(u -> new Span(count, u));
          });
    });
  }

  private static Optional<Span.Unit> unitOfTime(String word) {
    return switch (word) {
      case "j", "jr", "jrs", "jour", "jours" -> Optional.of(Span.Unit.DAY);
      case "sem", "semaine", "semaines" -> Optional.of(Span.Unit.WEEK);
      case "mois" -> Optional.of(Span.Unit.MONTH);
      case "an", "ans" -> Optional.of(Span.Unit.YEAR);
      default -> Optional.empty();
    };
  }

  private boolean takesRenewals() {
    if (renewals != null) {
      return false;
    }
    renewals =
        text.attempt(
                () -> {
                  if (AGAIN.stream().noneMatch(text::takeAll)) {
                    return Optional.<Integer>empty();
                  }
                  text.takePauses();
                  Optional<Integer> count = Amount.count(text, 12);
                  text.takeAny(Set.of("fois", "x"));
                  return count;
                })
            .orElse(null);
    return renewals != null;
  }

  private boolean takesAld() {
    boolean takes = !ald && text.take("ald");
    ald = ald || takes;
    return takes;
  }

  private boolean takesKept() {
    if (kept != null) {
      return false;
    }
    kept =
        text.attempt(
                () -> {
                  boolean said = KEPT.stream().anyMatch(text::takeAll);
                  boolean open = said && text.take("(");
                  for (Kept each : Kept.values()) {
                    if (text.take(each.name().toLowerCase(Locale.ROOT))) {
                      return !open || text.take(")") ? Optional.of(each) : Optional.<Kept>empty();
                    }
                  }
                  return Optional.<Kept>empty();
                })
            .orElse(null);
    return kept != null;
  }

  private static List<List<String>> phrases(String... all) {
    return List.of(all).stream().map(each -> List.of(each.split(" ", -1))).toList();
  }
}

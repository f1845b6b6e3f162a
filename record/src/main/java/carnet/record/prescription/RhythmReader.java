package carnet.record.prescription;

import static java.util.Comparator.comparingInt;

import carnet.record.prescription.Posology.Rhythm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads how much is taken and how often: 3x/j, 1-0-1, 2 cp matin et soir, 1 matin 2 soir, toutes
 * les 8 h, un jour sur deux, 1 cp par semaine. Reads it whole or not at all.
 */
final class RhythmReader {
  private static final List<String> DAY = List.of("MORN", "NOON", "EVE", "HS");
  private static final Map<String, String> MOMENTS =
      Map.of("matin", "MORN", "midi", "NOON", "soir", "EVE", "coucher", "HS");
  private static final Map<String, String> PERIODS =
      Map.ofEntries(
          Map.entry("j", "d"),
          Map.entry("jr", "d"),
          Map.entry("jour", "d"),
          Map.entry("jours", "d"),
          Map.entry("sem", "wk"),
          Map.entry("semaine", "wk"),
          Map.entry("semaines", "wk"),
          Map.entry("mois", "mo"),
          Map.entry("h", "h"),
          Map.entry("heures", "h"));

  private static final Set<String> ARTICLES = Set.of("le", "a", "au", "chaque");

  /** Of these a strength names one; of drops, puffs or units nobody guesses how many. */
  private static final Set<String> ONE_IS_MEANT =
      Set.of("comprimé", "gélule", "sachet", "ampoule", "dose-poids", "application", "injection");

  private final Tokens text;
  private final String taken;

  RhythmReader(Tokens text, String taken) {
    this.text = text;
    this.taken = taken;
  }

  Optional<Rhythm> read() {
    return text.attempt(this::dashed)
        .or(() -> text.attempt(this::each))
        .or(() -> text.attempt(this::amountAndTimes))
        .or(() -> text.attempt(() -> often(Optional.empty())))
        .or(() -> text.attempt(this::alone));
  }

  /** 1-0-1, 2-0-1, 1-1-1-1. */
  private Optional<Rhythm> dashed() {
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < DAY.size(); i++) {
      if (i > 0 && !text.take("-")) {
        return i < 3 ? Optional.empty() : unlessMore(moments);
      }
      if (text.take("0")) {
        continue;
      }
      Optional<Amount> amount = Amount.read(text, taken).filter(a -> !a.counted());
      if (amount.isEmpty()) {
        return Optional.empty();
      }
      moments.add(new Moment(amount.get().value(), DAY.get(i)));
    }
    return unlessMore(moments);
  }

  private Optional<Rhythm> unlessMore(List<Moment> moments) {
    return text.next().equals("-") || moments.isEmpty() ? Optional.empty() : at(moments);
  }

  /** An amount of its own at each moment: 2 cp le matin et 1 cp le soir. */
  private Optional<Rhythm> each() {
    List<Moment> moments = new ArrayList<>();
    while (true) {
      boolean first = moments.isEmpty();
      Optional<Moment> next =
          text.attempt(() -> {
            if (!first) {
              between();
            }
            return Amount.read(text, taken)
                .flatMap(amount -> moment().map(at -> new Moment(amount.value(), at)));
          });
      if (next.isEmpty()) {
        break;
      }
      moments.add(next.get());
    }
    return moments.size() < 2 ? Optional.empty() : at(moments);
  }

  private record Moment(BigDecimal amount, String at) {}

  private Optional<Rhythm> at(List<Moment> said) {
    List<Moment> moments =
        said.stream().sorted(comparingInt(each -> DAY.indexOf(each.at()))).toList();
    List<String> names = moments.stream().map(Moment::at).toList();
    if (Set.copyOf(names).size() < names.size()) {
      return Optional.empty();
    }
    BigDecimal first = moments.getFirst().amount();
    if (moments.stream().allMatch(each -> each.amount().compareTo(first) == 0)) {
      return Optional.of(rhythm(first, names.size(), 1, "d", names));
    }
    List<String> uneven =
        moments.stream().map(each -> each.at() + "=" + each.amount().toPlainString()).toList();
    return Optional.of(new Rhythm(null, taken, names.size(), 1, "d", uneven, "", List.of()));
  }

  private Optional<Rhythm> amountAndTimes() {
    Optional<Amount> amount = Amount.read(text, taken);
    return amount.isEmpty() ? Optional.empty() : often(amount);
  }

  private Optional<Rhythm> often(Optional<Amount> amount) {
    return text.attempt(() -> moments(amount))
        .or(() -> text.attempt(() -> every(amount)))
        .or(() -> text.attempt(() -> times(amount)))
        .or(() -> text.attempt(() -> per(amount)));
  }

  /**
   * One amount at several moments: matin midi soir, matin et au coucher. "le soir au coucher" may
   * be one dose: evening and bedtime are two only where "et" or "+" joins them.
   */
  private Optional<Rhythm> moments(Optional<Amount> amount) {
    List<String> moments = new ArrayList<>();
    Optional<Named> next = moment().map(at -> new Named(at, false));
    while (next.isPresent()) {
      Named named = next.get();
      if (!moments.isEmpty() && !named.besides() && isLate(moments.getLast(), named.at())) {
        return Optional.empty();
      }
      moments.add(named.at());
      next =
          text.attempt(() -> {
            boolean besides = between();
            return moment().map(at -> new Named(at, besides));
          });
    }
    if (moments.isEmpty()) {
      moments.addAll(initials());
    }
    return moments.isEmpty()
        ? Optional.empty()
        : dose(amount)
            .flatMap(dose -> at(moments.stream().map(each -> new Moment(dose, each)).toList()));
  }

  /**
   * @param besides whether "et" or "+" stands before it
   */
  private record Named(String at, boolean besides) {}

  private static boolean isLate(String one, String other) {
    return !one.equals(other) && Set.of("EVE", "HS").containsAll(List.of(one, other));
  }

  /** matin, le matin, tous les matins, à midi, au coucher. */
  private Optional<String> moment() {
    return text.attempt(() -> {
      boolean all = text.takeAll(List.of("tous", "les"));
      String article = all || !ARTICLES.contains(text.next()) ? "" : text.next();
      text.take(article);
      String word = all ? text.next().replaceFirst("s$", "") : text.next();
      boolean fits =
          switch (article) {
            case "a" -> word.equals("midi");
            case "au" -> word.equals("coucher");
            default -> true;
          };
      Optional<String> found = Optional.ofNullable(MOMENTS.get(word));
      return fits && text.take(text.next()) ? found : Optional.empty();
    });
  }

  /** m m s, m-s, mms. */
  private List<String> initials() {
    if (text.takeAll(List.of("m", "-", "m", "-", "s"))
        || text.takeAll(List.of("m", "m", "s"))
        || text.take("mms")) {
      return List.of("MORN", "NOON", "EVE");
    }
    return text.takeAll(List.of("m", "-", "s"))
            || text.takeAll(List.of("m", "s"))
            || text.take("ms")
        ? List.of("MORN", "EVE")
        : List.of();
  }

  /** Whether it says that what follows comes besides. */
  private boolean between() {
    boolean plus = text.next().equals("+");
    text.takeAny(Set.of(",", "/", "-", "+"));
    return text.take("et") || plus;
  }

  /** toutes les 8 h, tous les 3 mois, un jour sur deux. */
  private Optional<Rhythm> every(Optional<Amount> amount) {
    if (text.takeAny(Set.of("tous", "toutes")) && text.take("les")) {
      Optional<Integer> each = Amount.count(text, 99).filter(count -> count > 1);
      Optional<String> period = period();
      return each.isEmpty() || period.isEmpty()
          ? Optional.empty()
          : dose(amount).map(dose -> rhythm(dose, 1, each.get(), period.get(), List.of()));
    }
    if (text.takeAny(Set.of("un", "1")) && text.take("jour") && text.take("sur")) {
      Optional<Integer> of = Amount.count(text, 9).filter(count -> count > 1);
      return of.flatMap(days -> dose(amount).map(d -> rhythm(d, 1, days, "d", List.of())));
    }
    return Optional.empty();
  }

  /**
   * 3x/j, 3 fois par jour; of a number alone 3/j and 3 par jour mean the same. "6 par semaine" does
   * not: it may be six at once.
   */
  private Optional<Rhythm> times(Optional<Amount> amount) {
    Optional<Integer> count = Amount.count(text, 24);
    if (count.isEmpty()) {
      return Optional.empty();
    }
    boolean often = text.takeAny(Set.of("x", "fois"));
    if (often) {
      text.takeAny(Set.of("/", "par"));
    } else if (!text.takeAny(Set.of("/", "par")) || amount.stream().anyMatch(a -> !a.counted())) {
      return Optional.empty();
    }
    return periodOfDays()
        .filter(period -> often || period.equals("d"))
        .flatMap(period -> dose(amount).map(d -> rhythm(d, count.get(), 1, period, List.of())));
  }

  /** 3 comprimés par jour: how they are divided over the day is not said, and not guessed. */
  private Optional<Rhythm> per(Optional<Amount> amount) {
    boolean all = text.takeAll(List.of("tous", "les"));
    if (!all && !text.takeAny(Set.of("/", "par", "chaque"))) {
      return Optional.empty();
    }
    return periodOfDays()
        .flatMap(period ->
            amount
                .filter(a -> a.counted() || !a.isWhole())
                .map(Amount::value)
                .map(dose -> {
                  int times = dose.compareTo(BigDecimal.ONE) <= 0 ? 1 : 0;
                  return rhythm(dose, times, 1, period, List.of());
                }));
  }

  /** "2 bouffées", where only a need says when. */
  private Optional<Rhythm> alone() {
    return Amount.read(text, taken)
        .filter(Amount::counted)
        .map(amount -> rhythm(amount.value(), 0, 1, "", List.of()));
  }

  private Optional<String> periodOfDays() {
    return period().filter(period -> !period.equals("h"));
  }

  private Optional<String> period() {
    String word = text.next();
    return Optional.ofNullable(PERIODS.get(word)).filter(known -> text.take(word));
  }

  private Optional<BigDecimal> dose(Optional<Amount> amount) {
    return amount
        .map(Amount::value)
        .or(() -> ONE_IS_MEANT.contains(taken) ? Optional.of(BigDecimal.ONE) : Optional.empty());
  }

  private Rhythm rhythm(BigDecimal dose, int times, int every, String period, List<String> at) {
    return new Rhythm(dose, taken, times, every, period, at, "", List.of());
  }
}

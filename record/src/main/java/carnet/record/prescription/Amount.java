package carnet.record.prescription;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many are taken at once, as it is said: 2, 1,5, ½, 1/2, un demi comprimé, deux et demi, un
 * quart de comprimé.
 *
 * @param counted whether what is counted was said; of another drug's unit nothing is read
 */
record Amount(BigDecimal value, boolean counted) {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal QUARTER = new BigDecimal("0.25");
  private static final BigDecimal THREE_QUARTERS = new BigDecimal("0.75");

  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("un", 1),
          Map.entry("une", 1),
          Map.entry("deux", 2),
          Map.entry("trois", 3),
          Map.entry("quatre", 4),
          Map.entry("cinq", 5),
          Map.entry("six", 6),
          Map.entry("sept", 7),
          Map.entry("huit", 8),
          Map.entry("neuf", 9),
          Map.entry("dix", 10),
          Map.entry("onze", 11),
          Map.entry("douze", 12),
          Map.entry("quinze", 15),
          Map.entry("vingt", 20),
          Map.entry("trente", 30));

  private static final Map<String, Set<String>> UNITS =
      Map.ofEntries(
          Map.entry("comprimé", Set.of("cp", "cps", "cpr", "cprs", "comp", "comps", "comprimes")),
          Map.entry("gélule", Set.of("gel", "gels", "gelules")),
          Map.entry("bouffée", Set.of("bouf", "bouffees")),
          Map.entry("goutte", Set.of("gtt", "gtte", "gttes", "gouttes")),
          Map.entry("ampoule", Set.of("amp", "ampoules")),
          Map.entry("injection", Set.of("inj", "injections")),
          Map.entry("pulvérisation", Set.of("pulv", "pulverisations")),
          Map.entry("unité", Set.of("ui", "u", "unites")));

  boolean isWhole() {
    return value.stripTrailingZeros().scale() <= 0;
  }

  static Optional<Amount> read(Tokens text, String taken) {
    return text.attempt(() -> fraction(text).map(part -> new Amount(part, partOf(text, taken))))
        .or(() -> text.attempt(() -> whole(text, taken)));
  }

  private static Optional<Amount> whole(Tokens text, String taken) {
    Optional<BigDecimal> number = number(text);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal value = number.get();
    BigDecimal more = more(text);
    boolean counted = unit(text, taken);
    if (counted && more.signum() == 0) {
      more = more(text);
    }
    boolean broken = more.signum() > 0;
    boolean isOne = !broken || (value.scale() <= 0 && value.compareTo(BigDecimal.TEN) < 0);
    return isOne ? Optional.of(new Amount(value.add(more), counted)) : Optional.empty();
  }

  /** From 1 to 99, in digits or in words, or a decimal that tablets can be broken to. */
  private static Optional<BigDecimal> number(Tokens text) {
    Optional<Integer> count = count(text, 99);
    if (count.isPresent()) {
      return count.map(BigDecimal::valueOf);
    }
    String next = text.next();
    return next.matches("\\d{1,2}[.,](?:25|5|75|50)") && text.take(next)
        ? Optional.of(new BigDecimal(next.replace(',', '.')))
        : Optional.empty();
  }

  /** A whole number of at least 1, in digits or in words. */
  static Optional<Integer> count(Tokens text, int most) {
    String next = text.next();
    int value =
        next.matches("[1-9]\\d{0,3}") ? Integer.parseInt(next) : WORDS.getOrDefault(next, 0);
    return value > 0 && value <= most && text.take(next) ? Optional.of(value) : Optional.empty();
  }

  private static Optional<BigDecimal> fraction(Tokens text) {
    BigDecimal value;
    if (half(text)) {
      value = HALF;
    } else if (text.take("¼") || text.takeAll(List.of("1", "/", "4")) || quarter(text)) {
      value = QUARTER;
    } else if (text.take("¾")
        || text.takeAll(List.of("3", "/", "4"))
        || text.takeAll(List.of("trois", "quarts"))) {
      value = THREE_QUARTERS;
    } else {
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private static boolean half(Tokens text) {
    return text.take("½")
        || text.takeAll(List.of("1", "/", "2"))
        || text.takeAll(List.of("un", "demi"))
        || text.takeAll(List.of("une", "demi"))
        || text.takeAll(List.of("une", "demie"))
        || text.takeAny(Set.of("demi", "demie"));
  }

  private static boolean quarter(Tokens text) {
    return text.takeAll(List.of("un", "quart")) || text.take("quart");
  }

  /** "et demi", "½" after a whole number; zero where nothing of it was said. */
  private static BigDecimal more(Tokens text) {
    if (text.take("½")
        || text.takeAll(List.of("1", "/", "2"))
        || text.takeAll(List.of("et", "demi"))
        || text.takeAll(List.of("et", "demie"))) {
      return HALF;
    }
    return text.takeAll(List.of("et", "quart")) || text.takeAll(List.of("et", "un", "quart"))
        ? QUARTER
        : BigDecimal.ZERO;
  }

  /** "de comprimé", "-comprimé" after a fraction; a "-" before anything else says a range. */
  private static boolean partOf(Tokens text, String taken) {
    return text.attempt(
            () -> {
              boolean joined = text.take("de") || text.take("-");
              return unit(text, taken) ? Optional.of(joined) : Optional.empty();
            })
        .isPresent();
  }

  private static boolean unit(Tokens text, String taken) {
    String one = Words.folded(taken);
    if (text.takeAny(UNITS.getOrDefault(taken, Set.of()))) {
      return true;
    }
    if (one.contains("-")) {
      List<String> parts = List.of(one.split("-", -1));
      return text.takeAll(List.of(parts.getFirst(), "-", parts.getLast()))
          || text.takeAll(List.of(parts.getFirst() + "s", "-", parts.getLast()));
    }
    return text.take(one) || text.take(one + "s");
  }
}

package carnet.record.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.record.prescription.Posology.Rhythm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PosologyPropertyTest {
  private static final Formulary DRUGS = Formulary.demonstration();
  private static final String DRUG = "solupred 20 mg ";

  private static final List<String> ORDINARY =
      List.of(
          "3x/j 7j",
          "1 cp matin midi et soir 5 jours",
          "2 cp le matin et 1 cp le soir pendant 10 jours",
          "1-0-1 si douleur 7 jours",
          "½ le matin à jeun 3 mois renouvelable 2 fois",
          "3 cp par jour 5 jours",
          "1 cp toutes les 8 heures en cas de fièvre 3 jours",
          "un jour sur deux 6 semaines",
          "2 cp par semaine 1 an ald");

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
          Map.entry("treize", 13),
          Map.entry("quinze", 15),
          Map.entry("vingt", 20),
          Map.entry("trente", 30),
          Map.entry("cent", 100));
  private static final List<String> DAY = List.of("MORN", "NOON", "EVE", "HS");
  private static final Map<String, String> MOMENTS =
      Map.of("matin", "MORN", "midi", "NOON", "soir", "EVE", "coucher", "HS");
  private static final Pattern MOMENT = Pattern.compile("matin|midi|soir|coucher");
  private static final Pattern AFTER_A_MOMENT = Pattern.compile("(?:matin|midi|soir) - ");
  private static final Pattern ONE_EVENING =
      Pattern.compile("soirs?[ ,-]+(?:au |le )?coucher|coucher[ ,-]+(?:le |tous les )?soir");
  private static final Pattern NUMBER =
      Pattern.compile("1/2|1/4|3/4|½|¼|¾|\\d+(?:[.,]\\d+)?|\\p{L}+");

  /** Every number of the text is in the structure, or there is no structure. */
  @Property(tries = 4000)
  void aNumberThatTheStructureDoesNotAccountForMakesTheLineVerbatim(@ForAll("soups") String typed) {
    Understood line = QuickEntry.understand(DRUG + typed, DRUGS);
    if (!isComputed(line)) {
      return;
    }
    Set<BigDecimal> said = said(line);
    List<BigDecimal> numbers = numbers(typed);
    for (BigDecimal each : numbers) {
      boolean alone = said.contains(each);
      boolean inASum = numbers.stream().anyMatch(other -> said.contains(key(each.add(other))));
      boolean notTaken = each.signum() == 0 && typed.contains("-0");
      boolean oneDayOf = each.compareTo(BigDecimal.ONE) == 0 && typed.contains("jour sur");
      assertThat(alone || inASum || notTaken || oneDayOf)
          .as("%s in « %s » read as %s", each, typed, PosologyTableTest.structure(line))
          .isTrue();
    }
  }

  /** A moment for each word that names one, no more and no fewer; or there is no structure. */
  @Property(tries = 4000)
  void eachMomentThatIsSaidIsOneMomentOfTheStructure(@ForAll("moments") String typed) {
    Understood line = QuickEntry.understand(DRUG + typed, DRUGS);
    if (isComputed(line)) {
      assertThat(momentsOf(line)).as(typed).isEqualTo(sorted(moments(typed)));
      assertThat(ONE_EVENING.matcher(typed).find()).as(typed).isFalse();
    }
  }

  @Property(tries = 2000)
  void aWordOrNumberPutIntoAnOrdinaryLineIsNeverLost(
      @ForAll("ordinary") String typed,
      @ForAll("foreign") String foreign,
      @ForAll @IntRange(max = 12) int place) {
    List<String> words = new ArrayList<>(List.of(typed.split(" ", -1)));
    words.add(Math.min(place, words.size()), foreign);
    String changed = String.join(" ", words);
    Understood line = QuickEntry.understand(DRUG + changed, DRUGS);
    if (isComputed(line)) {
      assertThat(isAccountedFor(foreign, changed, line)).as("« %s »", changed).isTrue();
    } else if (line.posology() != null) {
      assertThat(line.posology().text() + " " + line.line().title()).contains(foreign);
    }
  }

  private static boolean isAccountedFor(String foreign, String changed, Understood line) {
    if (foreign.equals("-")) {
      return AFTER_A_MOMENT.matcher(changed).find();
    }
    List<BigDecimal> number = numbers(foreign);
    return number.isEmpty()
        ? !moments(foreign).isEmpty() && momentsOf(line).equals(sorted(moments(changed)))
        : said(line).containsAll(number);
  }

  @Property(tries = 1000)
  void theSentenceOfARhythmReadsBackAsThatRhythm(@ForAll("rhythms") Rhythm rhythm) {
    Posology posology = new Posology(RhythmText.of(rhythm), rhythm);
    assertThat(LineGrammar.posology(posology.text(), rhythm.taken()))
        .usingRecursiveComparison()
        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .isEqualTo(posology);
  }

  @Provide
  Arbitrary<String> ordinary() {
    return Arbitraries.of(ORDINARY);
  }

  @Provide
  Arbitrary<String> foreign() {
    return Arbitraries.of(
        "41",
        "0,3",
        "treize",
        "cent",
        "onze",
        "puis",
        "ensuite",
        "sauf",
        "pas",
        "non",
        "max",
        "maximum",
        "jusqu'à",
        "dimanche",
        "environ",
        "plus",
        "moins",
        "ou",
        "zéro",
        "#",
        "(",
        "tiers",
        "prises",
        "mL",
        "mg",
        "arrêt",
        "lendemain",
        "dont",
        "sans",
        "ni",
        "jamais",
        "-",
        "matin",
        "midi",
        "soir",
        "au coucher");
  }

  @Provide
  Arbitrary<String> moments() {
    return Arbitraries.of(
            "1 cp",
            "2 cp",
            "½ cp",
            "matin",
            "midi",
            "soir",
            "coucher",
            "le matin",
            "le soir",
            "au coucher",
            "tous les soirs",
            "le",
            ",",
            "et",
            "+",
            "-",
            "si douleur")
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(words -> String.join(" ", words));
  }

  @Provide
  Arbitrary<String> soups() {
    return Arbitraries.of(
            "1",
            "2",
            "3",
            "12",
            "0",
            "0,5",
            "1,5",
            "½",
            "1/2",
            "un",
            "une",
            "deux",
            "trois",
            "treize",
            "demi",
            "et",
            "quart",
            "de",
            "cp",
            "comprimés",
            "matin",
            "midi",
            "soir",
            "le",
            "au coucher",
            "x",
            "fois",
            "/",
            "par",
            "jour",
            "j",
            "7j",
            "jours",
            "semaine",
            "mois",
            "toutes les",
            "tous les",
            "h",
            "un jour sur deux",
            "-",
            "1-0-1",
            "2-0-1",
            ",",
            "si douleur",
            "si",
            "à jeun",
            "puis",
            "qsp",
            "boîtes",
            "renouvelable",
            "ald",
            "pendant")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(words -> String.join(" ", words));
  }

  @Provide
  Arbitrary<Rhythm> rhythms() {
    Arbitrary<BigDecimal> dose =
        Arbitraries.of("0.25", "0.5", "0.75", "1", "1.5", "2", "2.5", "3", "10")
            .map(BigDecimal::new);
    Arbitrary<String> taken =
        Arbitraries.of(DRUGS.drugs().stream().map(Drug::taken).distinct().toList());
    Arbitrary<String> need =
        Arbitraries.of("", "", "douleur", "gêne respiratoire", "toux ou fièvre");
    Arbitrary<List<String>> advice =
        Arbitraries.of(List.of(), List.of("à jeun"), List.of("pendant les repas", "debout"));
    Arbitrary<List<String>> moments =
        Arbitraries.of("MORN", "NOON", "EVE", "HS")
            .set()
            .ofMinSize(1)
            .map(some -> DAY.stream().filter(some::contains).toList());
    Arbitrary<Rhythm> atMoments =
        Combinators.combine(dose, taken, moments)
            .as((d, t, m) -> new Rhythm(d, t, m.size(), 1, "d", m, "", List.of()));
    Arbitrary<Rhythm> counted =
        Combinators.combine(
                dose, taken, Arbitraries.integers().between(1, 12), Arbitraries.of("d", "wk", "mo"))
            .as((d, t, n, p) -> new Rhythm(d, t, n, 1, p, List.of(), "", List.of()));
    Arbitrary<Rhythm> every =
        Combinators.combine(
                dose,
                taken,
                Arbitraries.integers().between(2, 72),
                Arbitraries.of("h", "d", "wk", "mo"))
            .as((d, t, n, p) -> new Rhythm(d, t, 1, n, p, List.of(), "", List.of()));
    Arbitrary<Rhythm> perPeriod =
        Combinators.combine(
                dose.filter(d -> d.compareTo(BigDecimal.ONE) > 0),
                taken,
                Arbitraries.of("d", "wk", "mo"))
            .as((d, t, p) -> new Rhythm(d, t, 0, 1, p, List.of(), "", List.of()));
    return Combinators.combine(
            Arbitraries.oneOf(atMoments, counted, every, perPeriod), need, advice)
        .as(Rhythm::when);
  }

  private static boolean isComputed(Understood line) {
    Posology posology = line.posology();
    return posology != null && !posology.isVerbatim();
  }

  /** The numbers that the structure holds, wherever they stand. */
  private static Set<BigDecimal> said(Understood line) {
    Set<BigDecimal> said = new HashSet<>();
    Rhythm r = line.posology() == null ? null : line.posology().rhythm();
    if (r != null) {
      if (r.dose() != null) {
        said.add(key(r.dose()));
      }
      r.moments().stream()
          .filter(m -> m.contains("="))
          .forEach(m -> said.add(key(new BigDecimal(m.split("=", 2)[1]))));
      said.add(key(BigDecimal.valueOf(r.times())));
      said.add(key(BigDecimal.valueOf(r.every())));
    }
    if (line.duration() != null) {
      said.add(key(BigDecimal.valueOf(line.duration().value())));
    }
    if (line.renewals() != null) {
      said.add(key(BigDecimal.valueOf(line.renewals())));
    }
    said.addAll(numbers(line.units()));
    return said;
  }

  private static List<String> momentsOf(Understood line) {
    Rhythm r = line.posology() == null ? null : line.posology().rhythm();
    return r == null
        ? List.of()
        : sorted(r.moments().stream().map(each -> each.split("=", 2)[0]).toList());
  }

  /** The moments of a text, read by this test's own eyes. */
  private static List<String> moments(String text) {
    return MOMENT
        .matcher(text)
        .results()
        .map(found -> MOMENTS.getOrDefault(found.group(), ""))
        .toList();
  }

  private static List<String> sorted(List<String> moments) {
    return moments.stream().sorted().toList();
  }

  /** The numbers of a text, read by this test's own eyes. */
  private static List<BigDecimal> numbers(String text) {
    List<BigDecimal> numbers = new ArrayList<>();
    Matcher found = NUMBER.matcher(text);
    while (found.find()) {
      String word = found.group();
      switch (word) {
        case "½", "1/2", "demi" -> numbers.add(key(new BigDecimal("0.5")));
        case "¼", "1/4", "quart" -> numbers.add(key(new BigDecimal("0.25")));
        case "¾", "3/4" -> numbers.add(key(new BigDecimal("0.75")));
        default -> {
          if (Character.isDigit(word.charAt(0))) {
            numbers.add(key(new BigDecimal(word.replace(',', '.'))));
          } else if (WORDS.containsKey(word)) {
            numbers.add(key(BigDecimal.valueOf(WORDS.get(word))));
          }
        }
      }
    }
    return numbers;
  }

  private static BigDecimal key(BigDecimal number) {
    return number.stripTrailingZeros();
  }
}

package carnet.record.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class QuickEntryTest {
  private final Formulary formulary = Formulary.demonstration();

  @Example
  void amoxicillinThreeTimesADay() {
    Understood line = understand("amox 1g 3x/j 7j");
    assertThat(line.line().title()).isEqualTo("Amoxicilline 1\u00a0g, comprimé dispersible");
    assertThat(text(line)).isEqualTo("1\u00a0comprimé 3\u00a0fois par jour");
    assertThat(line.duration()).isEqualTo(new Span(7, Span.Unit.DAY));
    assertThat(line.missing()).isEmpty();
    assertThat(line.choices()).anyMatch(d -> d.inn().contains("clavulanique"));
  }

  @Example
  void paracetamolByBrandIfPain() {
    Understood line = understand("doliprane 1 g matin midi soir si douleur 5 jours");
    assertThat(line.line().title()).isEqualTo("Paracétamol 1\u202f000\u00a0mg, comprimé");
    assertThat(line.brand()).isEqualTo("DOLIPRANE");
    assertThat(text(line)).isEqualTo("1\u00a0comprimé matin, midi et soir si douleur");
    assertThat(line.duration()).isEqualTo(new Span(5, Span.Unit.DAY));
  }

  @Example
  void metforminRenewable() {
    Understood line = understand("metformine 1000 2/j 3 mois renouvelable 1 fois");
    assertThat(line.line().dose()).isEqualTo("1\u202f000\u00a0mg");
    assertThat(text(line)).isEqualTo("1\u00a0comprimé 2\u00a0fois par jour");
    assertThat(line.renewals()).isEqualTo(1);
    assertThat(line.duration()).isEqualTo(new Span(3, Span.Unit.MONTH));
  }

  @Example
  void dashesAreMorningNoonEvening() {
    assertThat(text(understand("bisoprolol 2,5 1-0-0 pdt 3 mois")))
        .isEqualTo("1\u00a0comprimé le matin");
    assertThat(text(understand("doxy 100 1-0-1 7j"))).isEqualTo("1\u00a0comprimé matin et soir");
    assertThat(text(understand("metformine 850 2-0-1 qsp 1 mois")))
        .isEqualTo("2\u00a0comprimés le matin et 1\u00a0comprimé le soir");
  }

  @Example
  void wordsNotUnderstoodStayInThePosology() {
    Understood line = understand("metformine 1000 matin et soir pendant les repas qsp 1 mois ALD");
    assertThat(text(line)).isEqualTo("1\u00a0comprimé matin et soir, pendant les repas");
    assertThat(line.duration()).isEqualTo(new Span(1, Span.Unit.MONTH));
    assertThat(line.ald()).isTrue();
  }

  @Example
  void aRhythmIsNotADuration() {
    Understood line = understand("uvedose 100 000 UI 1 ampoule tous les 3 mois 1 an");
    assertThat(text(line)).isEqualTo("1\u00a0ampoule tous les 3\u00a0mois");
    assertThat(line.duration()).isEqualTo(new Span(1, Span.Unit.YEAR));
  }

  @Example
  void keptFromSubstitutionCarriesTheBrand() {
    Understood line = understand("coumadine 5 1 le soir 1 mois NS MTE");
    assertThat(line.kept()).isEqualTo(Kept.MTE);
    assertThat(line.line().title()).isEqualTo("Warfarine 5\u00a0mg, comprimé (COUMADINE)");
    assertThat(text(line)).isEqualTo("1\u00a0comprimé le soir");
  }

  @Example
  void whatIsMissingIsSaid() {
    assertThat(understand("amox").missing()).containsExactly("dose", "posology", "duration");
    assertThat(understand("amox").choices()).hasSizeGreaterThan(3);
    assertThat(understand("clopidogrel").missing()).containsExactly("posology", "duration");
    assertThat(understand("ramipril 3 mg 1 le matin 1 mois").missing()).containsExactly("dose");
  }

  @Example
  void aNumberThatMayBeTabletsOrAStrengthIsAsked() {
    assertThat(understand("coumadine 2 le soir 1 mois").missing()).containsExactly("dose");
    assertThat(understand("coumadine 2 ½ le soir 1 mois").missing()).containsExactly("dose");
    assertThat(understand("coumadine 2 1 jour sur 2").missing()).contains("dose");
    assertThat(understand("coumadine 2 1j sur 2").missing()).contains("dose");
    assertThat(understand("coumadine 2 un jour sur 2").missing()).contains("dose");
    assertThat(understand("coumadine 2 deux jours sur trois").missing()).contains("dose");
    assertThat(understand("coumadine 2 10 jours").missing()).contains("dose");
    assertThat(understand("coumadine 2 3x/j 5 jours").missing()).containsExactly("dose");
    assertThat(understand("amlodipine 5 cp le matin").missing()).contains("dose");
    assertThat(text(understand("coumadine 2 1 le soir 1 mois")))
        .isEqualTo("1\u00a0comprimé le soir");
    assertThat(text(understand("colchicine 1 matin et soir 5 jours")))
        .isEqualTo("1\u00a0comprimé matin et soir");
  }

  @Example
  void aTypedFormIsTheDrugsOrIsAsked() {
    assertThat(understand("doliprane sirop 3x/j 3 jours").missing())
        .containsExactly("dose", "form");
    assertThat(understand("amox 500 gel 2 matin et soir 6 jours").line().form())
        .isEqualTo("gélule");
    assertThat(understand("morphine 10 1 matin et soir 7 jours").missing()).containsExactly("form");
    assertThat(understand("morphine lp 10 1 matin et soir 7 jours").line().form())
        .contains("prolongée");
  }

  /** The choice changes the drug and no word of the rest. */
  @Example
  void theDrugThatIsPickedTakesTheLineAsItWasTyped() {
    String typed = "périndopril 2 cp le matin 3 mois";
    Understood open = understand(typed);
    assertThat(open.missing()).containsExactly("dose");
    Drug picked =
        open.choices().stream().filter(d -> d.dose().startsWith("2,5")).findFirst().orElseThrow();
    Understood line = QuickEntry.understand(typed, formulary, picked.id());
    assertThat(line.drug()).isEqualTo(picked);
    assertThat(line.missing()).isEmpty();
    assertThat(text(line)).isEqualTo("2\u00a0comprimés le matin");

    String warfarin = "coumadine 2 le soir 1 mois";
    assertThat(understand(warfarin).choices()).hasSize(2);
    for (Drug either : understand(warfarin).choices()) {
      assertThat(QuickEntry.understand(warfarin, formulary, either.id()).line().posology())
          .isEqualTo(Posology.of("2 le soir 1 mois"));
    }
  }

  /** A signed line that is corrected has its strength before its words; she typed none. */
  @Example
  void aPosologyKeptWordForWordStaysSoWhenItsLineIsCorrected() {
    for (String words : List.of("2 le soir", "10 cp au coucher", "3 cp le matin puis 2 le soir")) {
      for (Drug drug : formulary.drugs()) {
        String again = drug.inn() + " " + drug.dose() + " " + words;
        Understood line = QuickEntry.understand(again, formulary, drug.id(), words);
        assertThat(line.drug()).as(again).isEqualTo(drug);
        assertThat(line.posology()).as(again).isEqualTo(Posology.of(words));
      }
    }
    assertThat(correctedFrom("2 le soir", "Warfarine 5\u00a0mg 2 le soir qsp 1 mois"))
        .isEqualTo(Posology.of("2 le soir"));
    assertThat(correctedFrom("2 le soir", "Warfarine 5\u00a0mg 2 le matin"))
        .isEqualTo(Posology.of("2 le matin"));
    assertThat(correctedFrom("2 le soir", "Warfarine 2\u00a0mg 2 le soir"))
        .isEqualTo(Posology.of("2 le soir"));
    assertThat(correctedFrom("2 le soir", "Warfarine 5\u00a0mg 1 cp le soir").text())
        .isEqualTo("1\u00a0comprimé le soir");
  }

  private Posology correctedFrom(String words, String typed) {
    String five = drugOf("coumadine 5 1 le soir").id();
    return Objects.requireNonNull(QuickEntry.understand(typed, formulary, five, words).posology());
  }

  /** She corrects the strength of a line: the drug that was picked before is not hers any more. */
  @Example
  void aStrengthThatIsTypedSaysMoreThanTheDrugThatWasPickedBefore() {
    Drug gram = drugOf("amox 1g");
    Understood line = QuickEntry.understand("amox 500 mg 3x/j 7j", formulary, gram.id());
    assertThat(line.line().title()).isEqualTo("Amoxicilline 500\u00a0mg, gélule");
    assertThat(text(line)).isEqualTo("1\u00a0gélule 3\u00a0fois par jour");

    Drug five = drugOf("amlodipine 5");
    assertThat(five.dose()).startsWith("5");
    assertThat(
            QuickEntry.understand("amlodipine 10 1 le matin", formulary, five.id()).line().dose())
        .startsWith("10");
    assertThat(understand("amlodipine 5").choices()).isEmpty();
  }

  /** "250 mg" of a syrup with 250 mg/5 mL may be how much is taken, and is no strength. */
  @Example
  void aConcentrationIsNamedByAllOfIt() {
    Understood open = understand("amox 250 mg 3x/j 7j");
    assertThat(open.missing()).containsExactly("dose");
    Drug syrup =
        open.choices().stream().filter(d -> d.dose().startsWith("250")).findFirst().orElseThrow();
    assertThat(
            QuickEntry.understand("amox 250 mg 3x/j 7j", formulary, syrup.id()).line().posology())
        .isEqualTo(Posology.of("250 mg 3x/j 7j"));
    assertThat(understand("amox 250 mg/5 mL 1 dose-poids 3x/j 7j").drug()).isEqualTo(syrup);
  }

  @Example
  void amountsAndNeedsKeepTheirWords() {
    assertThat(text(understand("kardegic 75 1 sachet par jour 3 mois")))
        .isEqualTo("1\u00a0sachet par jour");
    assertThat(text(understand("doliprane 1g 3x/j si fièvre 3 jours")))
        .isEqualTo("1\u00a0comprimé 3\u00a0fois par jour si fièvre");
  }

  @Example
  void freeTextStaysAsTyped() {
    Understood line = understand("Crème à l’urée 10 %, 100 g, 1 application par jour");
    assertThat(line.drug()).isNull();
    assertThat(line.line().name()).isEqualTo("Crème à l’urée 10 %, 100 g, 1 application par jour");
    assertThat(line.missing()).containsExactly("drug");
  }

  @Example
  void whatMayNotBeSignedIsKnownAsSoonAsItIsTyped() {
    LocalDate day = LocalDate.of(2026, 11, 24);
    assertThat(refused("tramadol 50 3x/j si douleur 5j", day)).containsExactly("secured-stock");
    assertThat(refused("tramadol 50 3x/j si douleur 5j", LocalDate.of(2025, 2, 28))).isEmpty();
    assertThat(refused("Rp tramadol 50", day)).contains("secured-stock");
    assertThat(refused("zopiclone 7,5 1 au coucher 2 mois", day)).containsExactly("too-long");
    assertThat(refused("zopiclone 7,5 1 au coucher 4 semaines", day)).isEmpty();
  }

  private List<String> refused(String typed, LocalDate day) {
    return understand(typed)
        .line()
        .lacks("", "gp", day, PrescribingRules.french(), formulary)
        .stream()
        .map(Lack::code)
        .filter(code -> !code.equals("missing"))
        .toList();
  }

  @Property(tries = 3000)
  void neverThrows(@ForAll @StringLength(max = 120) String typed) {
    assertThatCode(() -> understand(typed).line().title()).doesNotThrowAnyException();
  }

  @Property(tries = 2000)
  void neverThrowsOnLikelyWords(@ForAll("likely") String typed) {
    assertThatCode(() -> PrescribingRulesTest.signable(understand(typed).line()))
        .doesNotThrowAnyException();
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> likely() {
    return net.jqwik.api.Arbitraries.of(
            "amox",
            "1g",
            "3x/j",
            "0j",
            "7j",
            "-",
            "1-0-1",
            "1/2",
            "½",
            "si",
            "si douleur",
            "tous les 0 j",
            "qsp 14 cp",
            "0 boites",
            "renouvelable",
            "99 fois",
            "lp",
            "MTE",
            "ald",
            "0,5",
            "1 000",
            "000",
            "toutes les 8 h",
            "İ",
            "ﬁ",
            "mm s",
            "codeine",
            "fer",
            "acide",
            "%",
            "2.5mg/",
            "999 ans")
        .list()
        .ofMaxSize(9)
        .map(words -> String.join(" ", words));
  }

  private Understood understand(String typed) {
    return QuickEntry.understand(typed, formulary);
  }

  private Drug drugOf(String typed) {
    return Objects.requireNonNull(understand(typed).drug());
  }

  private static String text(Understood line) {
    Posology posology = line.posology();
    return posology == null ? "" : posology.text();
  }
}

package carnet.record.prescription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import carnet.record.prescription.Prescription.Patient;
import carnet.record.prescription.Prescription.Prescriber;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Example;

class PrescribingRulesTest {
  private static final PrescribingRules RULES = PrescribingRules.french();
  private static final Formulary DRUGS = Formulary.demonstration();

  @Example
  void aCompleteSheetLacksNothing() {
    assertThat(
            sheet(line("metformine 1000 matin et soir 3 mois renouvelable 1 fois"))
                .lacks(RULES, DRUGS))
        .isEmpty();
  }

  @Example
  void eachMissingMentionIsNamedInBothLanguages() {
    Prescriber nobody = new Prescriber("m", "MOREAU", "Camille", "gp", "", "", "", "", "", "", "");
    Prescription bare =
        new Prescription(
            "0".repeat(32), "1", nobody, jeanne(), "", LocalDate.of(2026, 11, 24), List.of());
    assertThat(bare.lacks(RULES, DRUGS))
        .extracting(Lack::field)
        .containsExactly(
            "/by/title", "/by/rpps", "/by/address", "/by/phone", "/by/email", "/place", "/lines");
    assertThat(bare.lacks(RULES, DRUGS))
        .allMatch(l -> !l.fr().equals(l.en()) && !l.source().isEmpty());
  }

  @Example
  void aHypnoticIsFourWeeksAtMostAndAnAnxiolyticTwelve() {
    assertThat(codes("zopiclone 7,5 au coucher 28 jours")).isEmpty();
    assertThat(codes("zopiclone 7,5 au coucher 1 mois")).containsExactly("too-long");
    assertThat(codes("alprazolam 0,25 matin et soir 12 semaines")).isEmpty();
    assertThat(codes("alprazolam 0,25 matin et soir 6 mois")).containsExactly("too-long");
    assertThat(codes("ramipril 5 le matin 6 mois renouvelable 2 fois")).containsExactly("too-long");
  }

  @Example
  void securedDrugsAreRefusedOnPlainPaper() {
    assertThat(codes("tramadol 50 3x/j 5j")).containsExactly("secured-stock");
    assertThat(codes("dafalgan codeine 3x/j 5j")).containsExactly("secured-stock");
    assertThat(codes("skenan lp 10 matin et soir 14 j")).containsExactly("secured-stock");
    assertThat(codes("zolpidem 10 1 au coucher 7 jours")).containsExactly("secured-stock");
    assertThat(codes("doliprane 1g 3x/j 5j")).isEmpty();
  }

  @Example
  void aFreeLineThatNamesASecuredDrugIsRefusedForTheSameReason() {
    for (String typed :
        List.of(
            "Rp : morphine 10 mg",
            "Edluar 5 mg au coucher",
            "Lyrica 75 mg matin et soir",
            "prégabaline 150",
            "Rivotril gouttes",
            "Stablon 12,5",
            "Subutex 8 mg",
            "préparation avec SKENAN",
            "gélules, Skénan LP 10",
            "MORPHINE",
            "Morphine10 mg",
            "mor\u200bphine LP",
            "mor\u00adphine",
            "\uff2d\uff2f\uff32\uff30\uff28\uff29\uff2e\uff25",
            "Tramadol-paracétamol",
            "sirop à la codéine",
            "chlorhydrate d’oxycodone 5 mg",
            "patch de Durogesic")) {
      assertThat(lacks(free(typed, "matin et soir")))
          .as(typed)
          .extracting(Lack::code)
          .containsExactly("secured-stock");
    }
    assertThat(lacks(free("skenan", "1 le soir")))
        .isEqualTo(lacks(line("skenan lp 10 matin et soir 14 j")));
  }

  @Example
  void aSecuredDrugIsRefusedAlsoInThePosologyOfAnotherLine() {
    assertThat(codes("doliprane 1g 3x/j avec morphine 10 mg qsp 5j"))
        .containsExactly("secured-stock");
    assertThat(lacks(free("Gélules", "morphine 10 mg le soir")))
        .extracting(Lack::code)
        .containsExactly("secured-stock");
  }

  @Example
  void aFreeLineThatOnlyResemblesASecuredDrugIsNotRefused() {
    for (String typed :
        List.of("Crème à l’urée 10 %", "Apomorphine", "morphinique", "Dafalgan", "paracétamol")) {
      assertThat(lacks(free(typed, "1 application par jour"))).as(typed).isEmpty();
    }
    LocalDate before = LocalDate.of(2025, 2, 28);
    assertThat(RULES.securedStockNamed("tramadol", DRUGS, before)).isEmpty();
  }

  @Example
  void aFreeLineSaysItsPosology() {
    assertThat(lacks(PrescriptionLine.freeText("Crème à l’urée 10 %, 100 g")))
        .extracting(Lack::field, Lack::code)
        .containsExactly(tuple("/lines/0/posology", "missing"));
  }

  @Example
  void aNurseHasAList() {
    LocalDate day = LocalDate.of(2026, 11, 24);
    assertThat(RULES.mayPrescribe("nurse", "N02BE01", day)).isPresent();
    assertThat(RULES.mayPrescribe("nurse", "J01CA04", day)).isEmpty();
    assertThat(RULES.mayPrescribe("nurse", "N02BE01", LocalDate.of(2026, 1, 1))).isEmpty();
  }

  @Example
  void everyRuleHasItsSource() {
    assertThat(RULES.all())
        .isNotEmpty()
        .allMatch(r -> !r.source().isBlank() && !r.fr().isBlank() && !r.en().isBlank());
    assertThat(RULES.reasonsToKeep(LocalDate.of(2026, 1, 1)))
        .extracting(PrescribingRules.Rule::value)
        .containsExactly("MTE", "EFG", "CIF");
  }

  @Example
  void numbersInFrenchWords() {
    assertThat(FrenchNumber.inWords(21)).isEqualTo("vingt et un");
    assertThat(FrenchNumber.inWords(71)).isEqualTo("soixante et onze");
    assertThat(FrenchNumber.inWords(77)).isEqualTo("soixante-dix-sept");
    assertThat(FrenchNumber.inWords(80)).isEqualTo("quatre-vingts");
    assertThat(FrenchNumber.inWords(81)).isEqualTo("quatre-vingt-un");
    assertThat(FrenchNumber.inWords(91)).isEqualTo("quatre-vingt-onze");
    assertThat(FrenchNumber.inWords(200)).isEqualTo("deux cents");
    assertThat(FrenchNumber.inWords(280)).isEqualTo("deux cent quatre-vingts");
    assertThat(FrenchNumber.inWords(1999)).isEqualTo("mille neuf cent quatre-vingt-dix-neuf");
    assertThat(FrenchNumber.inWords(200_000)).isEqualTo("deux cent mille");
    assertThat(FrenchNumber.lines(1)).isEqualTo("1 (une) ligne");
    assertThat(FrenchNumber.lines(4)).isEqualTo("4 (quatre) lignes");
    assertThat(FrenchNumber.lines(21)).isEqualTo("21 (vingt et une) lignes");
  }

  static boolean signable(PrescriptionLine line) {
    return sheet(line).lacks(RULES, DRUGS).isEmpty();
  }

  static PrescriptionLine line(String typed) {
    return QuickEntry.understand(typed, DRUGS).line();
  }

  static Prescription sheet(PrescriptionLine... lines) {
    return new Prescription(
        "c0ffee00c0ffee00c0ffee00c0ffee00",
        "7K4-P92",
        camille(),
        jeanne(),
        "Tours",
        LocalDate.of(2026, 11, 24),
        List.of(lines));
  }

  static Prescriber camille() {
    return new Prescriber(
        "member-1",
        "MOREAU",
        "Camille",
        "gp",
        "Médecin généraliste",
        "10999000127",
        "37 1 00000 0",
        "Cabinet des Tilleuls",
        "12, rue des Tilleuls, 37000 Tours",
        "02 61 91 12 34",
        "cabinet@tilleuls.example");
  }

  static Patient jeanne() {
    return new Patient(
        "p1", "MARTIN", "DUPUIS", "Jeanne", "female", LocalDate.of(1957, 3, 12), "73,5 kg");
  }

  private static PrescriptionLine free(String name, String posology) {
    return new PrescriptionLine(
        null, "", name, "", "", "", "", Posology.of(posology), null, "", 0, false, null);
  }

  private static List<Lack> lacks(PrescriptionLine line) {
    return sheet(line).lacks(RULES, DRUGS);
  }

  private static List<String> codes(String typed) {
    return sheet(line(typed)).lacks(RULES, DRUGS).stream().map(Lack::code).toList();
  }
}

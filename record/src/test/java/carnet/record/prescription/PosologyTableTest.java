package carnet.record.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.record.prescription.Posology.Rhythm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;

/**
 * What is typed after a drug is either understood exactly or stays word for word. Each row says
 * which: {@code dose unit @moments}, {@code xTimes/period} or {@code /period} when the division is
 * not said, {@code ?need}, {@code +advice}, {@code =duration}, {@code units}, {@code rRenewals}; or
 * {@code verbatim}.
 */
class PosologyTableTest {
  private static final Formulary DRUGS = Formulary.demonstration();

  private static final String TABLE =
      """
      3 cp matin 3 jours puis 2 cp matin 3 jours puis 1 cp 3 jours | verbatim
      3 cp le matin pendant 3 jours, puis arrêt                    | verbatim
      2 cp matin puis 1 cp soir                                    | verbatim
      4 cp le matin en décroissance sur 8 jours                    | verbatim
      diminuer de 1 cp tous les 3 jours                            | verbatim
      dose dégressive sur dix jours                                | verbatim
      un demi comprimé le matin                                    | 0.5 comprimé @MORN
      1/2 cp le matin                                              | 0.5 comprimé @MORN
      ½ le matin                                                   | 0.5 comprimé @MORN
      demi-comprimé matin et soir                                  | 0.5 comprimé @MORN,EVE
      une demie le soir                                            | 0.5 comprimé @EVE
      deux et demi le matin                                        | 2.5 comprimé @MORN
      2 comprimés et demi le matin                                 | 2.5 comprimé @MORN
      1 1/2 le matin                                               | 1.5 comprimé @MORN
      1,5 cp le matin                                              | 1.5 comprimé @MORN
      un quart de comprimé le soir                                 | 0.25 comprimé @EVE
      ¼ le soir                                                    | 0.25 comprimé @EVE
      trois quarts le matin                                        | 0.75 comprimé @MORN
      un tiers le matin                                            | verbatim
      1,3 cp le matin                                              | verbatim
      la moitié d'un comprimé le matin                             | verbatim
      1 cp un jour sur deux                                        | 1 comprimé x1/2d
      1 cp 1 jour sur 2                                            | 1 comprimé x1/2d
      1 cp un jour sur deux en alternance avec 2 cp                | verbatim
      1 cp et 2 cp en alternance un jour sur deux                  | verbatim
      1 cp le matin un jour sur deux                               | verbatim
      1 cp 3x/j si besoin                                          | 1 comprimé x3/d ?besoin
      1 cp si douleur                                              | 1 comprimé ?douleur
      1 cp en cas de douleur ou fièvre                             | 1 comprimé ?douleur ou fièvre
      1 cp si douleur, sans dépasser 4 par jour                    | verbatim
      1 cp toutes les 6 h, max 4/j                                 | verbatim
      max 3/j                                                      | verbatim
      1 cp jusqu'à 3 fois par jour                                 | verbatim
      pas plus de 3 cp par jour                                    | verbatim
      1 cp matin et soir sauf le dimanche                          | verbatim
      1 cp le lundi                                                | verbatim
      1 cp lundi, mercredi et vendredi                             | verbatim
      1 cp le matin, ne pas prendre le soir                        | verbatim
      1 cp si fièvre > 38,5                                        | verbatim
      1 cp si TA > 160                                             | verbatim
      matin midi et soir                                           | 1 comprimé @MORN,NOON,EVE
      2 cp matin, midi, soir et au coucher                         | 2 comprimé @MORN,NOON,EVE,HS
      2 cp le matin et 1 cp le soir                                | comprimé @MORN=2,EVE=1
      1 matin 1 midi 2 soir                                        | comprimé @MORN=1,NOON=1,EVE=2
      1 matin et soir 2 midi                                       | verbatim
      matin 2 soir 1                                               | verbatim
      m m s                                                        | 1 comprimé @MORN,NOON,EVE
      la nuit                                                      | verbatim
      1 cp le soir au coucher                                      | verbatim
      1 cp le soir, au coucher                                     | verbatim
      au coucher le soir                                           | verbatim
      1 cp matin et le soir au coucher                             | verbatim
      1 cp le matin et 1 cp le soir au coucher                     | verbatim
      1 cp soir et coucher                                         | 1 comprimé @EVE,HS
      1 cp le soir + au coucher                                    | 1 comprimé @EVE,HS
      1 cp le soir et 1 cp au coucher                              | 1 comprimé @EVE,HS
      soir et matin                                                | 1 comprimé @MORN,EVE
      2 cp le soir 1 cp le matin                                   | comprimé @MORN=1,EVE=2
      1-0-1                                                        | 1 comprimé @MORN,EVE
      2-0-½                                                        | comprimé @MORN=2,EVE=0.5
      1-½-1                                                        | comprimé @MORN=1,NOON=0.5,EVE=1
      1-1-1-1                                                      | 1 comprimé @MORN,NOON,EVE,HS
      ½-1x/j                                                       | verbatim
      ½-1 le soir                                                  | verbatim
      ½ - le matin                                                 | verbatim
      ½ de le matin                                                | verbatim
      1-0                                                          | verbatim
      0-0-0                                                        | verbatim
      1-0-1-0-1                                                    | verbatim
      1 cp le matin à jeun                                         | 1 comprimé @MORN +à jeun
      matin et soir pendant les repas                              | 1 comprimé @MORN,EVE +pendant les repas
      1 cp le matin 30 minutes avant le repas                      | verbatim
      1 cp toutes les 6 h                                          | 1 comprimé x1/6h
      toutes les six heures                                        | 1 comprimé x1/6h
      toutes les 4 à 6 heures                                      | verbatim
      2 cp toutes les 8 heures 5 jours                             | 2 comprimé x1/8h =5 DAY
      1 à 2 cp matin et soir                                       | verbatim
      1-2 cp par jour                                              | verbatim
      1 ou 2 cp par jour                                           | verbatim
      1 (ou 2) le soir                                             | verbatim
      trois fois par jour                                          | 1 comprimé x3/d
      deux comprimés trois fois par jour dix jours                 | 2 comprimé x3/d =10 DAY
      3x/j 7j                                                      | 1 comprimé x3/d =7 DAY
      2/j 3 mois renouvelable 1 fois                               | 1 comprimé x2/d =3 MONTH r1
      3 cp par jour                                                | 3 comprimé /d
      1 cp/j                                                       | 1 comprimé x1/d
      2 cp par semaine                                             | 2 comprimé /wk
      2 par semaine                                                | verbatim
      2/sem                                                        | verbatim
      1 par mois                                                   | verbatim
      2 cp 3/sem                                                   | verbatim
      2x/sem                                                       | 1 comprimé x2/wk
      3 par jour                                                   | 1 comprimé x3/d
      1 fois par semaine                                           | 1 comprimé x1/wk
      1 cp 5 jours sur 7                                           | verbatim
      1 cp 21 jours sur 28                                         | verbatim
      1 cp le matin le 1er jour                                    | verbatim
      J1 2 cp, J2 1 cp                                             | verbatim
      1 cp le matin depuis 3 jours                                 | verbatim
      1 cp le matin dans 8 jours                                   | verbatim
      1 cp le matin qsp 3 mois                                     | 1 comprimé @MORN =3 MONTH
      3 cp matin 3 jours puis 2 cp matin qsp 6 jours               | verbatim =6 DAY
      2 gouttes le soir                                            | verbatim
      1 cuillère-mesure 3 fois par jour                            | verbatim
      20 mg le matin                                               | verbatim
      1 cp le matin non renouvelable                               | verbatim
      1 cp le matin à renouveler                                   | verbatim
      1 cp le matin hors ALD                                       | verbatim
      1 cp le matin 3 mois 1 mois                                  | verbatim
      1 cp le matin 2 cp                                           | verbatim
      1 cp matin matin                                             | verbatim
      1 cp 3x                                                      | verbatim
      demain 1 cp                                                  | verbatim
      selon protocole                                              | verbatim
      """;

  @Example
  void eachPosologyIsUnderstoodExactlyOrStaysWordForWord() {
    List<String[]> rows = rows(TABLE);
    assertThat(rows).hasSizeGreaterThan(60);
    for (String[] row : rows) {
      check("solupred 20 mg", row[0], row[1]);
    }
  }

  @Example
  void whatIsCountedIsTheDrugsOwn() {
    check(
        "timolol 0,5 %",
        "1 goutte matin et soir dans chaque œil 3 mois",
        "1 goutte @MORN,EVE +dans chaque œil =3 MONTH");
    check("timolol 0,5 %", "1 cp matin et soir", "verbatim");
    check("lantus", "20 UI le soir 1 mois", "20 unité @EVE =1 MONTH");
    check("lantus", "le soir 1 mois", "verbatim");
    check("lantus", "100 UI le soir 1 mois", "verbatim");
    check("lantus", "100 unités le soir", "verbatim");
    check("lantus", "100 le soir", "verbatim");
    check("lantus 100 UI/mL", "20 UI le soir 1 mois", "20 unité @EVE =1 MONTH");
    check("lantus", "20 UI le soir au coucher", "verbatim");
    check("methotrexate 2,5", "6 par semaine 3 mois", "verbatim");
    check("methotrexate 2,5", "6/sem", "verbatim");
    check("methotrexate 2,5", "6 cp par semaine 3 mois", "6 comprimé /wk =3 MONTH");
    check("zopiclone 7,5", "1 cp le soir au coucher 28 jours", "verbatim");
    check("zopiclone 7,5", "1 cp au coucher 28 jours", "1 comprimé @HS =28 DAY");
    check("repatha", "1 injection toutes les 2 semaines 3 mois", "1 injection x1/2wk =3 MONTH");
    check("repatha", "1 injection/semaine", "1 injection x1/wk");
    check(
        "ventoline",
        "2 bouffées si gêne respiratoire 1 mois",
        "2 bouffée ?gêne respiratoire =1 MONTH");
    check("nasonex", "2 pulvérisations par narine le matin", "verbatim");
    check("doliprane 2,4 %", "1 dose-poids 4 fois par jour 3 jours", "1 dose-poids x4/d =3 DAY");
    check("doliprane 2,4 %", "1 dose-kg toutes les 6 h", "verbatim");
    check("minidril", "1 comprimé par jour à heure fixe, 21 jours sur 28", "verbatim");
  }

  /** The three lines on which a general practitioner saw doses change. */
  @Example
  void aDecreasingCourseIsPrintedWordForWordAndAsksHowLongInAll() {
    Understood line =
        QuickEntry.understand(
            "prednisolone 20 mg 3 cp matin 3 jours puis 2 cp matin 3 jours puis 1 cp 3 jours",
            DRUGS);
    assertThat(line.line().title()).startsWith("Prednisolone 20");
    assertThat(line.line().posology())
        .isEqualTo(Posology.of("3 cp matin 3 jours puis 2 cp matin 3 jours puis 1 cp 3 jours"));
    assertThat(line.duration()).isNull();
    assertThat(line.missing()).containsExactly("duration");
  }

  /** Of a drug with one strength nothing is asked: the number stays where it was typed. */
  @Example
  void aLeadingNumberThatIsTheStrengthIsNotSoManyTablets() {
    check("stilnox", "10 cp au coucher 28 jours", "verbatim");
    check("stilnox", "10cp au coucher", "verbatim");
    check("temerit", "5 cp le matin", "verbatim");
    check("fosamax", "70 cp par semaine", "verbatim");
    check("forlax", "10 sachets par jour", "verbatim");
    check("monuril", "3 x/j", "verbatim");
    check("temerit", "5 - 0 - 1", "verbatim");
    check("stilnox 10", "1 cp au coucher", "1 comprimé @HS");
    check("stilnox 10 mg", "1 cp au coucher", "1 comprimé @HS");
    check("colchicine", "1 cp matin et soir", "1 comprimé @MORN,EVE");
    check("temerit", "2 cp le matin", "2 comprimé @MORN");
  }

  private static void check(String drug, String typed, String expected) {
    Understood line = QuickEntry.understand(drug + " " + typed, DRUGS);
    assertThat(line.drug()).as(drug).isNotNull();
    assertThat(structure(line)).as(typed).isEqualTo(expected);
    Posology posology = line.line().posology();
    if (posology.isVerbatim()) {
      assertThat(typed).startsWith(posology.text());
      assertThat(line.renewals()).isNull();
      assertThat(line.ald()).isFalse();
    } else {
      String taken = line.drug() == null ? "" : line.drug().taken();
      assertThat(LineGrammar.posology(posology.text(), taken)).as(typed).isEqualTo(posology);
    }
  }

  static String structure(Understood line) {
    List<String> parts = new ArrayList<>();
    Rhythm r = line.line().posology().rhythm();
    if (r == null) {
      parts.add("verbatim");
    } else {
      BigDecimal dose = r.dose();
      parts.add((dose == null ? "" : dose.toPlainString() + " ") + r.taken());
      if (!r.moments().isEmpty()) {
        parts.add("@" + String.join(",", r.moments()));
      } else if (!r.period().isEmpty()) {
        String every = r.every() > 1 ? String.valueOf(r.every()) : "";
        parts.add((r.times() > 0 ? "x" + r.times() : "") + "/" + every + r.period());
      }
      if (!r.need().isEmpty()) {
        parts.add("?" + r.need());
      }
      r.advice().forEach(each -> parts.add("+" + each));
    }
    Span duration = line.duration();
    if (duration != null) {
      parts.add("=" + duration.value() + " " + duration.unit());
    }
    if (!line.units().isEmpty()) {
      parts.add(line.units());
    }
    if (line.renewals() != null) {
      parts.add("r" + line.renewals());
    }
    return String.join(" ", parts);
  }

  private static List<String[]> rows(String table) {
    return table.lines().map(line -> line.split("\\|", 2)).map(PosologyTableTest::strip).toList();
  }

  private static String[] strip(String[] row) {
    return new String[] {row[0].strip(), row[1].strip()};
  }
}

package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stage.Shared.class)
class MorningTest {

  private static final Path COUNTS = Path.of("target", "browser-counts.csv");

  /** By the keyboard alone; what it took is written down, so that longer work is seen. */
  @Test
  void fromTheDayToASignedPrescriptionWithoutTheMouse(Stage stage) throws IOException {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      moreau.reads("BERNARD Léa");
      long start = System.nanoTime();

      moreau.press("Enter");
      moreau.field("Motif").waitFor();
      moreau.press("m");
      moreau.type("98/60");
      moreau.press("Tab");
      moreau.press("Tab");
      moreau.type("23,5");
      moreau.press("Tab");
      moreau.press("Tab");
      moreau.type("Fièvre 38,5, toux.");
      moreau.press("Control+Enter");
      moreau.reads("Note signée à 10 h");
      moreau.reads("Mesures, Dr Camille MOREAU. TA 98/60, Poids 23,5 kg");
      assertThat(moreau.keys).as("keys of a note with two measures").isLessThan(50);

      int before = moreau.keys;
      moreau.press("o");
      moreau.field("Ajouter une ligne").waitFor();
      line(moreau, "doliprane 2,4 % 1 dose-poids 4 fois par jour 3 jours", 1);
      line(moreau, "amoxicilline 500 mg/5 mL 1 dose-poids matin et soir 6 jours", 2);
      moreau.page.getByAltText("Aperçu de l’ordonnance").first().waitFor();
      moreau.press("Control+Enter");
      moreau.reads("Ordonnance n°");
      Locator sheet = moreau.page.getByAltText("Ordonnance signée, page 1 sur 1");
      sheet.waitFor();
      moreau.page.waitForFunction("() => window.printed === 1");
      assertThat(width(sheet)).as("the sheet at a printer's sharpness").isGreaterThan(1700);
      assertThat(moreau.clicks).isZero();
      assertThat(moreau.keys - before).as("keys of two lines, signed, printed").isLessThan(140);
      assertThat(moreau.complaints).isEmpty();

      note("note and prescription of two lines", moreau, System.nanoTime() - start);
    }
  }

  private static void line(Visitor by, String text, int lines) {
    by.type(text);
    by.reads("Compris : DCI");
    by.press("Enter");
    by.page.waitForFunction(
        "lines => document.querySelectorAll('table select').length === lines", lines);
  }

  private static int width(Locator picture) {
    return ((Number)
            picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)"))
        .intValue();
  }

  private static void note(String work, Visitor by, long nanos) throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(
        COUNTS,
        work + "," + by.keys + "," + by.clicks + "," + nanos / 1_000_000_000 + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Test
  void aMistypedMeasureIsRefusedOrAskedAgainAndCanBePutRightAfterwards(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      find(moreau, "12031957");
      moreau.field("TA, mmHg").waitFor();
      moreau.press("m");
      moreau.type("86/148");
      moreau.press("Control+Enter");
      moreau.reads("la systolique d’abord, et plus haute");
      moreau.field("TA, mmHg").fill("148/86");
      moreau.field("Poids, kg").fill("735");
      moreau.press("Control+Enter");
      moreau.reads("relisez, puis validez à nouveau");
      moreau.press("Control+Enter");
      moreau.reads("735 est hors de ce qui est possible");
      moreau.field("Poids, kg").fill("");
      moreau.press("Control+Enter");
      moreau.reads("Note signée à");
      moreau.reads("TA 148/86");

      correct(moreau, "TA 148/86", "138/86");
      moreau.reads("Mesures, corrigées, Dr Camille MOREAU. TA 138/86");
      correct(moreau, "TA 138/86", "");
      moreau.reads("retirées, saisies par erreur");
    }
  }

  private static void correct(Visitor by, String measure, String value) {
    by.page
        .locator("[data-kind=biology]")
        .filter(new Locator.FilterOptions().setHasText(measure))
        .getByText("Corriger")
        .first()
        .click();
    by.page.getByRole(AriaRole.DIALOG).getByLabel("TA, mmHg").fill(value);
    by.button("Enregistrer les corrections").click();
  }

  @Test
  void aLineForSecuredStockIsRefusedWithItsReasonAndSource(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      find(moreau, "12031957");
      moreau.press("o");
      moreau.field("Ajouter une ligne").waitFor();
      moreau.type("tramadol 50 mg 1 gélule matin et soir 5 jours");
      moreau.reads("ordonnance sécurisée exigée");
      moreau.reads("Ne s’imprime pas sur papier ordinaire");
      moreau.reads("ANSM");
      moreau.press("Enter");
      assertThat(moreau.page.locator("table").count()).isZero();
    }
  }

  @Test
  void twoLettersOpenTheRightChartAndTheBandSaysWhatToBewareOf(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      moreau.press("Control+k");
      moreau.page.locator("[role=dialog] input").waitFor();
      moreau.type("ma");
      moreau.reads("comparez la naissance et la commune"); // homonyms
      moreau.press("Escape");
      find(moreau, "12031957");
      String band = Visitor.plain(moreau.page.getByLabel("Patient").first().innerText());
      assertThat(band)
          .contains("MARTIN Jeanne", "née DUPUIS", "12/03/1957 (69 ans)")
          .contains("INS non qualifiée, ne pas transmettre")
          .contains("Grave : Pénicilline", "AVK : INR", "DFG", "ALD 8");
      moreau.reads("Warfarine");
      moreau.reads("HbA1c");
      assertThat(moreau.page.locator("svg[role=img]").count()).isPositive();
    }
  }

  @Test
  void everyOpeningOfAChartSaysWhoAndWhy(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      moreau.reads("BERNARD Léa");
      moreau.press("ArrowDown");
      moreau.press("Enter");
      moreau.reads("MARTIN Jeanne");
      moreau.reads("Consultation du");
      moreau.press("q");
      moreau.heading("Qui a ouvert ce dossier").waitFor();
      moreau.reads("Dr Camille MOREAU");
      moreau.reads("dossier ouvert");
      moreau.reads("rendez-vous");
    }
  }

  static void find(Visitor by, String text) {
    by.press("Control+k");
    by.page.locator("[role=dialog] input").waitFor();
    by.type(text);
    by.reads("1 patient");
    by.press("Enter");
    by.page.waitForURL(Pattern.compile("/patients/[0-9a-f]{32}$"));
    by.page.getByLabel("Patient", new Page.GetByLabelOptions().setExact(true)).first().waitFor();
  }
}

package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a doctor was promised of renewing, of lines that are not computed, and of signed sheets. */
@ExtendWith(Stage.Shared.class)
class PrescriptionTest {

  @Test
  void theCurrentTreatmentIsRenewedWholeWithOneDurationForAll(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      MorningTest.find(moreau, "12031957");
      Locator current = moreau.page.locator("aside section:has(h2:text('Traitement')) li");
      int drugs = current.count();
      assertThat(drugs).isGreaterThan(2);
      moreau.press("o");
      moreau.field("Ajouter une ligne").waitFor();
      moreau.press("Escape");

      int before = moreau.keys;
      moreau.press("r");
      moreau.reads(drugs + " lignes sans durée");
      assertThat(rows(moreau)).isEqualTo(drugs);
      assertThat(moreau.button("Signer et imprimer").isDisabled()).isTrue();
      moreau.page.waitForFunction("() => document.activeElement.placeholder === '3'");
      moreau.press("3");
      moreau.press("Enter");
      moreau.page.waitForFunction("() => !document.body.innerText.includes('sans durée')");
      assertThat(moreau.page.locator("table").innerText()).contains("matin").contains("3");
      assertThat(moreau.keys - before).as("keys for the whole treatment").isEqualTo(3);

      moreau.press("Escape");
      moreau.page.waitForResponse(
          answer -> answer.url().endsWith("/renewal"), () -> moreau.press("r"));
      assertThat(rows(moreau)).as("renewing again doubles nothing").isEqualTo(drugs);
      assertThat(moreau.complaints).isEmpty();
    }
  }

  @Test
  void aSignedSheetIsNoDraftAndOpensFromTheTimelineToBePrintedAndRenewed(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      MorningTest.find(moreau, "12031957");
      String chart = moreau.page.url();
      moreau.press("o");
      write(moreau, "macrogol 1 sachet par jour 1 mois");
      Page same = draftIn(moreau, chart);
      Page more = draftIn(moreau, chart);
      more.getByPlaceholder("amox 1g 3x/j 7j").fill("colchicine 1 mg 1 cp par jour 5 jours");
      more.getByText("Compris : DCI").waitFor();
      more.getByPlaceholder("amox 1g 3x/j 7j").press("Enter");
      more.waitForFunction("() => document.querySelectorAll('table select').length === 2");

      moreau.press("Control+Enter");
      moreau.reads("Ordonnance n°");
      moreau.reads("par Dr Camille MOREAU");
      moreau.page.waitForFunction("() => window.printed === 1");
      moreau.page.waitForFunction(
          "() => document.activeElement.textContent.startsWith('Réimprimer')");

      same.getByText("Elle ne peut plus être modifiée").waitFor();
      more.getByText("Les lignes qui n’y sont pas restent ici").waitFor();
      assertThat(more.locator("table select").count()).isEqualTo(1);
      moreau.page.navigate(chart + "/ordonnance");
      moreau.reads("1. Colchicine");
      assertThat(rows(moreau))
          .as("the signed line is no draft, the other one still is")
          .isEqualTo(1);

      moreau.page.navigate(chart);
      moreau.page.getByText("l’ordonnance du 24/11/2026").first().waitFor();
      moreau.click(moreau.page.getByText("l’ordonnance du 24/11/2026").first().locator(".."));
      moreau.reads("Ordonnance n°");
      moreau.reads("1 sachet par jour · 1 mois");
      moreau.press("p");
      moreau.page.waitForFunction("() => window.printed === 2");
      moreau.page.waitForFunction(
          "() => document.activeElement.textContent.startsWith('Réimprimer')");
      moreau.press("r");
      moreau.reads("1 ligne sans durée");
      moreau.reads("Macrogol");
      assertThat(moreau.complaints).isEmpty();
    }
  }

  @Test
  void linesTypedFasterThanTheServerAnswersNeverRunIntoEachOther(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      MorningTest.find(moreau, "12031957");
      moreau.press("o");
      moreau.field("Ajouter une ligne").waitFor();
      JsonObject slow = new JsonObject();
      slow.addProperty("offline", false);
      slow.addProperty("latency", 700);
      slow.addProperty("downloadThroughput", -1);
      slow.addProperty("uploadThroughput", -1);
      CDPSession network = moreau.profile.newCDPSession(moreau.page);
      network.send("Network.enable");
      network.send("Network.emulateNetworkConditions", slow);
      for (String line :
          List.of(
              "doliprane 1g 3x/j 5j", "tramadol 50 3x/j 5j", "macrogol 1 sachet par jour 1 mois")) {
        moreau.type(line);
        moreau.press("Enter");
      }
      moreau.page.waitForFunction("() => document.querySelectorAll('table select').length === 2");
      moreau.reads("1. Paracétamol 1 000 mg");
      moreau.reads("2. Macrogol");
      moreau.page.waitForFunction(
          "() => document.body.innerText.includes('Tapée, pas ajoutée') || Array.from("
              + "document.querySelectorAll('input')).some(i => i.value === 'tramadol 50 3x/j 5j')");
      moreau.field("Ajouter une ligne").fill("");
      slow.addProperty("latency", 0);
      network.send("Network.emulateNetworkConditions", slow);
      for (int rows = 2; rows > 0; rows--) {
        moreau.click(moreau.button("Retirer").first());
        moreau.page.waitForFunction(
            "rows => document.querySelectorAll('table select').length === rows", rows - 1);
      }
    }
  }

  @Test
  void whatIsNotComputedIsShownAsThatAndAsksHowLongInAll(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      MorningTest.find(moreau, "12031957");
      moreau.press("o");
      moreau.field("Ajouter une ligne").waitFor();
      moreau.type("solupred 20 mg 3 cp matin 3 jours puis 2 cp matin 3 jours");
      moreau.reads("Posologie non calculée");
      moreau.press("Enter");
      moreau.reads("3 cp matin 3 jours puis 2 cp matin 3 jours (mot à mot, non calculée)");
      moreau.reads("Durée à donner");
      moreau.click(moreau.button("Retirer"));
    }
  }

  @Test
  void aHypnoticForTwoMonthsIsRefusedBesideItsLineWithTheSource(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      MorningTest.find(moreau, "12031957");
      moreau.press("o");
      moreau.field("Ajouter une ligne").waitFor();
      moreau.type("zopiclone 7,5 1 au coucher 2 mois");
      moreau.reads("durée au-delà du maximum");
      moreau.reads("Hypnotique : 4 semaines au plus. Arrêté du 7 octobre 1991");
      moreau.press("Enter");
      assertThat(rows(moreau)).isZero();

      moreau.field("Ajouter une ligne").fill("");
      write(moreau, "zopiclone 7,5 1 au coucher");
      moreau.field("Durée de la ligne").fill("2");
      moreau.press("Enter");
      moreau.reads("1. Zopiclone 7,5 mg, comprimé : durée au-delà du maximum");
      assertThat(moreau.button("Signer et imprimer").isDisabled()).isTrue();
      moreau.click(moreau.button("Retirer"));
    }
  }

  private static Page draftIn(Visitor of, String chart) {
    Page window = of.profile.newPage();
    window.navigate(chart + "/ordonnance");
    window.locator("table select").first().waitFor();
    return window;
  }

  private static void write(Visitor by, String line) {
    by.field("Ajouter une ligne").waitFor();
    int before = rows(by);
    by.field("Ajouter une ligne").focus();
    by.type(line);
    by.reads("Compris : DCI");
    by.press("Enter");
    by.page.waitForFunction(
        "rows => document.querySelectorAll('table select').length === rows", before + 1);
  }

  private static int rows(Visitor by) {
    return by.page.locator("table select").count();
  }
}

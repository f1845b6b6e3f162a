package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stage.Shared.class)
class SecretaryTest {

  private static final byte[] SCAN =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n"
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void sheWorksTheDayAndSeesNothingOfHistoryOrTreatment(Stage stage) {
    try (Visitor garnier = stage.visitor().signedIn("s.garnier")) {
      garnier.reads("ROUSSEAU Élodie");
      garnier.click(garnier.button("Noter l’arrivée"));
      garnier.reads("5 personnes");
      MorningTest.find(garnier, "12031957");
      garnier.reads("MARTIN Jeanne");
      garnier.reads("non visibles pour votre rôle");
      garnier.reads("La note est écrite par un clinicien");
      assertThat(garnier.said())
          .doesNotContain("Problèmes 0")
          .doesNotContainIgnoringCase("pénicilline")
          .doesNotContainIgnoringCase("warfarine")
          .doesNotContainIgnoringCase("diabète")
          .doesNotContainIgnoringCase("fibrillation");
    }
  }

  @Test
  void aDoubleClickCallsOffOneAppointmentAndItIsGivenBackInItsPlace(Stage stage) {
    try (Visitor garnier = stage.visitor().signedIn("s.garnier")) {
      Locator callOff = exactly(garnier, "Annuler");
      callOff.first().waitFor();
      int before = callOff.count();
      callOff.nth(before - 2).dblclick();
      garnier.reads("rendez-vous annulé");
      Locator giveBack =
          garnier
              .page
              .getByRole(AriaRole.TABLE)
              .filter(new Locator.FilterOptions().setHas(callOff))
              .getByText("Remettre", new Locator.GetByTextOptions().setExact(true));
      assertThat(callOff.count()).isEqualTo(before - 1);
      garnier.click(giveBack);
      garnier.reads("rendez-vous remis");
      assertThat(callOff.count()).isEqualTo(before);
    }
  }

  @Test
  void aTimeThatIsTakenIsToldBeforeItIsGivenTwice(Stage stage) {
    try (Visitor garnier = stage.visitor().signedIn("s.garnier")) {
      exactly(garnier, "Annuler").first().waitFor();
      books(garnier, "nguyen minh");
      garnier.reads("Rendez-vous le 05/01 à 10 h 00, NGUYEN Minh");
      books(garnier, "12031957");
      garnier.reads("Chevauche 10 h 00, NGUYEN Minh");
      garnier.click(garnier.button("Ajouter quand même"));
      garnier.reads("Rendez-vous le 05/01 à 10 h 00, MARTIN Jeanne");
    }
  }

  private static void books(Visitor by, String patient) {
    by.press("a");
    by.field("Patient").fill(patient);
    by.reads("1 patient");
    by.press("Enter");
    by.button("Changer").waitFor();
    Locator dialog = by.page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Jour").fill("2027-01-05");
    dialog.getByLabel("Heure").fill("10:00");
    by.click(exactly(by, "Ajouter"));
  }

  @Test
  void fromTheChartAScanIsFiledToItsPatientAndNeverToTheFirstOfAlikeNames(Stage stage) {
    try (Visitor garnier = stage.visitor().signedIn("s.garnier")) {
      MorningTest.find(garnier, "12031957");
      garnier.reads("Verser un document");
      garnier.click(
          garnier
              .page
              .locator("#contenu")
              .getByRole(AriaRole.LINK)
              .getByText("Verser un document"));
      garnier.button("Changer").waitFor();
      garnier.reads("MARTIN Jeanne · 12/03/1957 (69 ans) · F");
      garnier.click(garnier.button("Changer"));
      garnier.field("Patient").fill("martin j");
      garnier.reads("noms identiques ou proches");
      assertThat(garnier.said()).doesNotContain("aucune venue notée");
      garnier.press("Enter");
      assertThat(garnier.button("Changer").count()).isZero();
      garnier.press("ArrowDown");
      garnier.press("Enter");
      garnier.button("Changer").waitFor();
    }
  }

  private static Locator exactly(Visitor who, String button) {
    return who.page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true));
  }

  @Test
  void sheTakesAMessageThatItsDoctorFinds(Stage stage) {
    try (Visitor garnier = stage.visitor().signedIn("s.garnier");
        Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      garnier.goTo("messages");
      garnier.press("n");
      garnier.page.getByLabel("Dr Camille MOREAU").check();
      garnier.field("Message").fill("Le laboratoire rappelle avant midi.");
      garnier.field("Numéro à rappeler").fill("0639981420");
      garnier.click(garnier.button("Enregistrer le message"));
      garnier.reads("Le laboratoire rappelle avant midi.");

      moreau.goTo("messages");
      moreau.reads("Le laboratoire rappelle avant midi.");
      moreau.reads("06 39 98 14 20");
      moreau.click(moreau.button("Fait"));
      moreau.reads("Aucun message à traiter");
    }
  }

  @Test
  void sheFilesAScanWithoutOpeningTheChart(Stage stage) {
    try (Visitor garnier = stage.visitor().signedIn("s.garnier")) {
      garnier.goTo("verser");
      garnier
          .page
          .locator("input[type=file]")
          .setInputFiles(new FilePayload("lettre cardiologue.pdf", "application/pdf", SCAN));
      garnier.field("Patient").fill("nguyen minh");
      garnier.reads("23/06/1984");
      garnier.press("Enter");
      garnier.button("Changer").waitFor();
      garnier.click(garnier.button("Verser au dossier"));
      garnier.reads("lettre cardiologue · NGUYEN Minh · 23/06/1984 (42 ans) · ");
      garnier.reads("versé au dossier de NGUYEN Minh · 23/06/1984");
    }
  }
}

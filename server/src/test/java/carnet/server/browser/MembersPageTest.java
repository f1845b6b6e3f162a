package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stage.Shared.class)
class MembersPageTest {

  @Test
  void aDepartureIsUndoneOnTheScreenOfASecondPersonAlone(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau");
        Visitor benali = stage.visitor().signedIn("i.benali")) {
      moreau.goTo("membres");
      moreau.click(exactly(row(moreau, "LEFÈVRE"), "Départ"));
      moreau.field("Motif").fill("parti");
      moreau.field("Votre code à 6 chiffres").fill(stage.demo.code("c.moreau"));
      moreau.click(moreau.button("Prononcer le départ"));
      moreau.reads("Une autre personne peut l’annuler");
      moreau.click(moreau.button("Fermer"));
      moreau.reads("Départ prononcé par Dr Camille MOREAU, annulable jusqu’au");
      assertThat(exactly(row(moreau, "LEFÈVRE"), "Annuler le départ").count()).isZero();

      benali.goTo("membres");
      assertThat(benali.button("Inviter").count()).isZero();
      benali.click(exactly(row(benali, "LEFÈVRE"), "Annuler le départ"));
      benali.field("Votre code à 6 chiffres").fill(stage.demo.code("i.benali"));
      benali.press("Enter");
      benali.reads("Départ annulé");
      benali.press("Escape");
      exactly(row(benali, "LEFÈVRE"), "Membre").waitFor();
      assertThat(exactly(row(benali, "LEFÈVRE"), "Annuler le départ").count()).isZero();
    }
  }

  @Test
  void aStewardInvitesAnotherSteward(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      moreau.goTo("membres");
      moreau.click(moreau.button("Inviter"));
      Locator sheet = moreau.page.locator("[role=dialog]");
      sheet.getByLabel("Nom").first().fill("Adam");
      sheet.getByLabel("Prénom").fill("Alix");
      sheet.getByLabel("Identifiant").fill("a.adam");
      sheet.getByLabel("Responsable").check();
      moreau.field("Votre code à 6 chiffres").fill(stage.demo.code("c.moreau"));
      moreau.click(moreau.button("Faire le code d’invitation"));
      moreau.reads("Il sert une fois");
      moreau.press("Escape");
      assertThat(row(moreau, "ADAM").innerText()).contains("Responsable");
    }
  }

  private static Locator row(Visitor visitor, String name) {
    return visitor.page.locator("tr").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static Locator exactly(Locator within, String name) {
    return within.getByText(name, new Locator.GetByTextOptions().setExact(true));
  }
}

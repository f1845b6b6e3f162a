package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stage.Shared.class)
class SignInTest {

  @Test
  void theDemonstrationsLinkAndTwoFactorsOpenTheDay(Stage stage) {
    try (Visitor visitor = stage.visitor().enrolled()) {
      assertThat(visitor.page.url()).doesNotContain("demo"); // the link's code left the address
      visitor.signIn("c.moreau");
      visitor.reads("Salle d’attente");
      visitor.reads("Mardi 24 novembre 2026");
      assertThat(visitor.complaints).isEmpty();
    }
  }

  @Test
  void inADemonstrationChoosingSomebodyFillsBothFactors(Stage stage) {
    try (Visitor visitor = stage.visitor().enrolled()) {
      stage.demo.code("t.lefevre"); // so that the code of now was never used
      visitor.page.reload();
      visitor.click(visitor.button("Dr Thomas LEFÈVRE"));
      visitor.press("Enter");
      visitor.reads("Dr T. LEFÈVRE");
    }
  }

  @Test
  void aWrongCodeIsRefusedInWordsAndThePhraseStays(Stage stage) {
    try (Visitor visitor = stage.visitor().enrolled()) {
      visitor.field("Identifiant").fill("c.moreau");
      visitor.field("Phrase secrète").fill(stage.demo.passphrase("c.moreau"));
      visitor.field("Code à 6 chiffres").fill("000000");
      visitor.press("Enter");
      visitor.page.locator("[role=alert]").first().waitFor();
      assertThat(Visitor.plain(visitor.page.locator("[role=alert]").first().innerText()))
          .containsIgnoringCase("code");
      assertThat(visitor.field("Phrase secrète").inputValue()).isNotEmpty();
      assertThat(visitor.field("Code à 6 chiffres").inputValue()).isEmpty();
    }
  }

  /** Chromium's own authenticator, with the PRF extension: the second sign-in types nothing. */
  @Test
  void aPasskeyOpensInOneTouch(Stage stage) {
    try (Visitor visitor = stage.visitor()) {
      authenticator(visitor);
      visitor.enrolled().signIn("t.lefevre");
      visitor.goTo("membres");
      visitor.click(visitor.button("Ajouter une clé d’accès"));
      visitor.field("Nom de la clé").fill("Clé du test");
      visitor.field("Votre code à 6 chiffres").fill(stage.demo.code("t.lefevre"));
      visitor.press("Enter");
      visitor.reads("Clé d’accès ajoutée.");
      assertThat(visitor.said()).doesNotContain("la phrase sera demandée aussi");
      visitor.page.reload(); // the session was in memory only

      visitor.button("Ouvrir avec la clé d’accès").waitFor();
      int before = visitor.clicks + visitor.keys;
      visitor.click(visitor.button("Ouvrir avec la clé d’accès"));
      visitor.reads("Dr T. LEFÈVRE");
      assertThat(visitor.clicks + visitor.keys - before).isEqualTo(1);
      visitor.goTo("jour");
      visitor.reads("BERNARD Léa");
      visitor.press("Enter"); // her keys are there: a chart opens
      visitor.reads("Chronologie");
    }
  }

  private static void authenticator(Visitor visitor) {
    CDPSession devtools = visitor.profile.newCDPSession(visitor.page);
    devtools.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("ctap2Version", "ctap2_1");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    options.addProperty("hasPrf", true);
    JsonObject asked = new JsonObject();
    asked.add("options", options);
    devtools.send("WebAuthn.addVirtualAuthenticator", asked);
  }

  @Test
  void aNewBrowserIsLetInByTwoNumbersComparedElsewhere(Stage stage) {
    try (Visitor here = stage.visitor().signedIn("c.moreau");
        Visitor there = stage.visitor()) {
      there.page.navigate(stage.demo.address());
      there.click(there.button("Enregistrer ce navigateur"));
      there.field("Identifiant").fill("c.moreau");
      there.field("Nom de cet appareil").fill("Portable neuf");
      there.press("Enter");
      there.reads("Premier nombre");
      String shown = there.page.locator("[role=group] strong").first().innerText();

      here.goTo("membres");
      here.reads("c.moreau, Portable neuf");
      assertThat(here.page.locator("[role=group] strong").first().innerText()).isEqualTo(shown);
      here.field("Votre code à 6 chiffres").fill(stage.demo.code("c.moreau"));
      here.click(here.button("Oui, les deux sont les mêmes"));

      there.reads("Bonjour, c.moreau");
      there.field("Phrase secrète").fill(stage.demo.passphrase("c.moreau"));
      there.field("Code à 6 chiffres").fill(stage.demo.code("c.moreau"));
      there.press("Enter");
      there.reads("Salle d’attente");
    }
  }
}

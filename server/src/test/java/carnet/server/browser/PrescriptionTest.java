package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
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

  private static int rows(Visitor by) {
    return by.page.locator("table select").count();
  }
}

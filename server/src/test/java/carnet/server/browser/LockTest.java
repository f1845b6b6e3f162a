package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stage.Shared.class)
class LockTest {

  @Test
  void aLockHidesTheWorkAndACodeComesBackToTheSameCaret(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      moreau.reads("NGUYEN Minh");
      moreau.press("ArrowDown");
      moreau.press("ArrowDown");
      moreau.press("Enter");
      moreau.field("Conclusion").fill("Équilibre à revoir");
      moreau.press("ArrowLeft");
      moreau.press("ArrowLeft");
      moreau.reads("Enregistré à");

      moreau.press("Control+l");
      moreau.reads("Verrouillé");
      assertThat(moreau.page.getByText("NGUYEN Minh").first().isVisible()).isFalse();
      moreau.field("Code à 6 chiffres").fill(stage.demo.code("c.moreau"));
      moreau.press("Enter");

      moreau.page.waitForFunction("() => document.activeElement?.tagName === 'TEXTAREA'");
      assertThat(moreau.page.evaluate("() => document.activeElement.selectionStart")).isEqualTo(16);
      moreau.type(" bien");
      assertThat(moreau.field("Conclusion").inputValue()).isEqualTo("Équilibre à revo bienir");
    }
  }

  @Test
  void whatWasTypedComesBackAfterTheBrowserWasClosed(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      MorningTest.find(moreau, "12031957");
      moreau.field("Motif").fill("Vertiges depuis lundi");
      moreau.reads("Enregistré à");
      moreau.page.reload();
      moreau.field("Phrase secrète").fill(stage.demo.passphrase("c.moreau"));
      moreau.field("Code à 6 chiffres").fill(stage.demo.code("c.moreau"));
      moreau.press("Enter");
      moreau.field("Motif").waitFor();
      moreau.page.waitForFunction(
          "() => [...document.querySelectorAll('input')].some(one => one.value === 'Vertiges depuis lundi')");
    }
  }
}

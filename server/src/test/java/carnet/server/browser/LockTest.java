package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  void aPageThatNobodyTouchesLocksItself(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
      moreau.reads("NGUYEN Minh");
      moreau
          .profile
          .clock()
          .setFixedTime(Date.from(stage.demo.clock.instant().plus(Duration.ofMinutes(11))));
      moreau.reads("Verrouillé");
      assertThat(moreau.page.getByText("NGUYEN Minh").first().isVisible()).isFalse();
    }
  }

  @Test
  void whatAPageAsksByItselfIsToldFromWhatAPersonDid(Stage stage) {
    try (Visitor moreau = stage.visitor().signedIn("c.moreau");
        Visitor garnier = stage.visitor().signedIn("s.garnier")) {
      moreau.goTo("messages");
      moreau.reads("Prendre un message");
      Map<String, Boolean> asked = new ConcurrentHashMap<>();
      moreau.page.onRequest(each ->
          asked.put(
              each.method() + " " + URI.create(each.url()).getPath(),
              each.headers().containsKey("carnet-unattended")));
      garnier.goTo("messages");
      garnier.press("n");
      garnier.page.getByLabel("Dr Camille MOREAU").check();
      garnier.field("Message").fill("Rappeler la pharmacie.");
      garnier.click(garnier.button("Enregistrer le message"));
      moreau.reads("Rappeler la pharmacie.");
      assertThat(asked).containsEntry("GET /api/messages", true);

      moreau.click(moreau.button("Fait"));
      moreau.reads("Aucun message à traiter");
      assertThat(asked)
          .anySatisfy((address, unattended) -> {
            assertThat(address).startsWith("POST /api/messages/").endsWith("/done");
            assertThat(unattended).isFalse();
          });
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

package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.server.DrivenClock;
import carnet.server.Served;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the person responsible for a practice does rarely: a new kit, a server that goes. */
@ExtendWith(Stage.Shared.class)
class StewardTest {

  @Test
  void aNewKitIsMadeWithoutTheMouseAndTheOneBeforeOpensNoMoreKits(
      Stage stage, @TempDir Path directory) throws IOException {
    try (Served served = new Served(directory);
        Visitor steward = stage.visitor()) {
      var founded = FoundingTest.found(steward, served);
      String seed = founded.seed();
      List<String> first = founded.kit();

      openByKey(steward);
      fitsEverybody(steward);
      type(steward, first, served.code(seed));
      steward.reads("Elles ne sont montrées qu’une fois");
      fitsEverybody(steward);
      Locator shown = sheet(steward).locator("ol li");
      List<String> second = shown.allInnerTexts();
      assertThat(second).hasSize(4).doesNotContainAnyElementsOf(first);
      steward.press("Tab");
      Download page = steward.page.waitForDownload(() -> steward.press("Enter"));
      assertThat(page.suggestedFilename()).isEqualTo("kit-de-secours.pdf");
      assertThat(FoundingTest.read(page.path())).contains("Cabinet des Essais");
      steward.press("Tab");
      steward.press("Space");
      steward.press("Tab");
      steward.press("Enter");
      steward.reads("Le nouveau kit remplace l’ancien.");
      steward.press("Enter");
      sheet(steward).waitFor(gone());

      openByKey(steward);
      type(steward, first, served.code(seed));
      steward.reads("Ces mots ne sont pas ceux du kit actuel");
      steward.press("Escape");
      assertThat(steward.complaints).isEmpty();
    }
  }

  private static void openByKey(Visitor steward) {
    steward.press("g");
    steward.press("s");
    steward.reads("Le kit actuel ouvre tout.");
    steward.button("Nouveau kit, avec l’actuel").focus();
    steward.press("Enter");
    sheet(steward).waitFor();
  }

  /** The first line has the caret; each next field is a Tab away, Enter sends. */
  private static void type(Visitor steward, List<String> lines, String code) {
    for (String line : lines) {
      steward.type(line);
      steward.press("Tab");
    }
    steward.type(code);
    steward.press("Enter");
  }

  @Test
  void aSecondServerIsTakenInAndOutAgain(Stage stage, @TempDir Path directory) throws IOException {
    DrivenClock clock = new DrivenClock();
    try (Served host = new Served(directory.resolve("host"), "hôte", clock);
        Served office = new Served(directory.resolve("office"), "cabinet", clock);
        Visitor steward = stage.visitor()) {
      String seed = FoundingTest.found(steward, host).seed();
      steward.page.navigate(host.address() + "/#/continuite");
      steward.field("Votre code à 6 chiffres").fill(host.code(seed));
      steward.click(steward.button("Faire le code de liaison"));
      String command = steward.page.getByText("./carnet serve --pair").innerText();
      office
          .browser()
          .post(
              "/api/pairing/join",
              Map.of("code", command.replaceAll(".*--pair ", ""), "name", "cabinet"))
          .ok();
      steward.reads("Affiche-t-elle les mêmes chiffres");
      steward.field("Votre code").fill(host.code(seed));
      steward.press("Enter");
      steward.reads("Machine reliée");

      steward.click(steward.button("Retirer…"));
      sheet(steward).waitFor();
      fitsEverybody(steward);
      steward.type("000000");
      steward.press("Enter");
      steward.reads("Ce code n’est pas le bon");
      steward.type(host.code(seed)); // the caret is back in the field
      steward.press("Enter");
      steward.reads("« cabinet » ne fait plus partie du cabinet");
      steward.reads("a retiré la machine « cabinet » du cabinet");
      steward.press("Enter");

      steward.reads("Ce serveur est le seul");
      assertThat(steward.button("Retirer…").count()).isZero();
      assertThat(host.browser().get("/api/status").ok().path("peers")).isEmpty();
      assertThat(steward.complaints).isEmpty();
    }
  }

  private static Locator sheet(Visitor steward) {
    return steward.page.locator("[role=dialog]");
  }

  private static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
  }

  /** By day and by night, on a phone and at 200 %. */
  private static void fitsEverybody(Visitor steward) {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      steward.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertThat(EveryPageTest.barriers(steward.page)).isEmpty();
    }
    for (int[] size : new int[][] {{390, 844}, {720, 450}, {1440, 900}}) {
      steward.page.setViewportSize(size[0], size[1]);
      assertThat(EveryPageTest.tooWide(steward.page)).isEqualTo(List.of());
    }
  }
}

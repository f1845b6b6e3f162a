package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.server.Served;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Stage.Shared.class)
class FoundingTest {

  private static final String PHRASE = "cinq mots sans aucun rapport";

  @Test
  void theFirstPageFoundsAPracticeAndTheSecretaryJoinsByACode(Stage stage, @TempDir Path directory)
      throws IOException {
    try (Served served = new Served(directory);
        Visitor founder = stage.visitor();
        Visitor invited = stage.visitor()) {
      Founded founded = found(founder, served);
      founder.reads("Un seul lieu de travail");

      founder.page.navigate(served.address() + "/#/membres");
      founder.click(founder.button("Inviter"));
      founder.page.locator("[role=dialog]").waitFor();
      var sheet = founder.page.locator("[role=dialog]");
      sheet.getByLabel("Nom").first().fill("Garnier");
      sheet.getByLabel("Prénom").fill("Sophie");
      sheet.getByLabel("Profession").selectOption("secretary");
      sheet.getByLabel("Identifiant").fill("s.garnier");
      sheet.getByLabel("Votre code à 6 chiffres").fill(served.code(founded.seed()));
      founder.click(founder.button("Faire le code d’invitation"));
      founder.reads("Il sert une fois");
      String code = sheet.locator("p").first().innerText();
      Download handed =
          founder.page.waitForDownload(
              () -> founder.click(founder.page.getByText("Ouvrir la feuille à remettre")));
      assertThat(read(handed.path())).contains("Sophie GARNIER", code.substring(0, 19));

      invited.page.navigate(served.address());
      invited.click(invited.button("Accepter une invitation"));
      invited.field("Code d’invitation").fill(code);
      invited.field("Identifiant").fill("s.garnier");
      invited.field("Votre phrase secrète").fill(PHRASE);
      invited.field("La même phrase").fill(PHRASE);
      invited.click(invited.button("Continuer"));
      invited.field("Code à 6 chiffres").fill(served.code(seed(invited)));
      invited.press("Enter");
      invited.entered();
      invited.reads("S. GARNIER");
      assertThat(founder.complaints).isEmpty();
      assertThat(invited.complaints).isEmpty();
    }
  }

  @Test
  void whenTheServerIsGoneThePageSaysSoAndKeepsWhatWasTyped(Stage stage, @TempDir Path directory)
      throws IOException {
    try (Visitor founder = stage.visitor()) {
      try (Served served = new Served(directory)) {
        found(founder, served);
        founder.reads("Un seul lieu de travail");
        founder.press("a");
        founder.page.locator("[role=dialog]").waitFor();
        founder.click(founder.button("Créer un patient"));
        founder.field("Nom utilisé").fill("ESSAI");
        founder.field("Prénom").fill("Alma");
        founder.field("Date de naissance").fill("1980-02-01");
        founder.click(founder.page.getByText("F", new Page.GetByTextOptions().setExact(true)));
        founder.click(founder.button("Créer et ouvrir"));
        founder.button("Changer").waitFor();
        founder.press("Escape");
        MorningTest.find(founder, "essai");
        founder.field("Motif").fill("Écrit avant la coupure");
        founder.reads("Enregistré à");
      }
      founder.field("Motif").fill("Écrit après la coupure");
      founder.reads("Gardé sur cet appareil");
      founder.reads("Hors ligne depuis");
      founder.reads("aucun lieu de travail ne répond");
      assertThat(founder.field("Motif").inputValue()).isEqualTo("Écrit après la coupure");
    }
  }

  /** The seed of her codes, and the four lines of the kit. */
  record Founded(String seed, List<String> kit) {}

  /** By Dr Essai, who is signed in then. */
  static Founded found(Visitor founder, Served served) throws IOException {
    founder.page.navigate(served.address());
    founder.field("Nom du cabinet").fill("Cabinet des Essais");
    founder.field("Adresse").fill("1 rue du Test, 37000 Tours");
    founder.page.getByLabel("Nom").nth(1).fill("Essai");
    founder.field("Prénom").fill("Camille");
    founder.field("Identifiant").fill("c.essai");
    founder.field("Phrase secrète").fill(PHRASE);
    founder.field("La même phrase").fill(PHRASE);
    founder.press("Enter");
    String seed = seed(founder);
    founder.field("Le code qu’elle affiche").fill(served.code(seed));
    founder.press("Enter");

    founder.page.getByText("Ouvrir la feuille à imprimer").waitFor();
    Download kit =
        founder.page.waitForDownload(
            () -> founder.click(founder.page.getByText("Ouvrir la feuille à imprimer")));
    assertThat(read(kit.path())).contains("Cabinet des Essais");
    List<String> kitLines = founder.page.locator("ol li").allInnerTexts();
    founder.page.locator("input[type=checkbox]").check();
    founder.click(founder.button("Entrer dans Carnet"));
    founder.entered();
    return new Founded(seed, kitLines);
  }

  private static String seed(Visitor visitor) {
    visitor.reads("Ou recopiez ce secret");
    String shown = visitor.page.getByText("Ou recopiez ce secret").locator("span").innerText();
    return shown.replaceAll("\\s", "");
  }

  static String read(Path pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(Files.readAllBytes(pdf))) {
      return new PDFTextStripper().getText(document);
    }
  }
}

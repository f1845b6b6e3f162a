package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.server.Browser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stage.Shared.class)
class ExportAskedTest {

  @Test
  void aColleagueReadsOfItOnHerPageAndAcceptsItAndRefusesItByCode(Stage stage) {
    Browser moreau = stage.demo.signedIn("c.moreau");
    moreau
        .post("/api/exports", Map.of("code", moreau.code(), "reason", "changement de logiciel"))
        .ok();
    try (Visitor garnier = stage.visitor().signedIn("s.garnier")) {
      garnier.reads("Au nom de Dr Camille MOREAU, il est demandé de sortir tous les dossiers");
      garnier.click(garnier.page.getByText("Voir dans Sécurité"));
      garnier.reads("changement de logiciel");
      garnier.reads("Attend un autre membre");
      assertThat(EveryPageTest.barriers(garnier.page)).isEmpty();

      garnier.click(garnier.button("Accepter"));
      garnier.reads("Avez-vous vérifié");
      garnier.field("Votre code à 6 chiffres").fill(stage.demo.code("s.garnier"));
      garnier.press("Enter");
      garnier.reads("Accordé");
      assertThat(moreau.get("/api/exports").ok().path(0).path("state").asString())
          .isEqualTo("granted");

      garnier.click(garnier.button("Refuser"));
      garnier.field("Votre code à 6 chiffres").fill(stage.demo.code("s.garnier"));
      garnier.press("Enter");
      garnier.reads("Refusé");
      assertThat(moreau.post("/api/export", Map.of("code", moreau.code())).code())
          .isEqualTo("export-waits");
    }
  }
}

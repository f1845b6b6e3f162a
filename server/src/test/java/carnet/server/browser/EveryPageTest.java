package carnet.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What must hold on each page: nobody is shut out, nothing scrolls sideways, nothing is kept. */
@ExtendWith(Stage.Shared.class)
class EveryPageTest {

  /** Each page with a sentence that says it is there. */
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("jour", "Salle d’attente");
    PAGES.put("patients", "deux lettres");
    PAGES.put("messages", "Prendre un message");
    PAGES.put("verser", "Verser un document");
    PAGES.put("membres", "Mes appareils");
    PAGES.put("securite", "Liste d’incident");
    PAGES.put("continuite", "Si ce lieu était coupé maintenant");
  }

  private static void each(Visitor visitor, Consumer<String> look) {
    look.accept("connexion");
    visitor.signIn("c.moreau");
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      visitor.goTo(page.getKey());
      visitor.reads(page.getValue());
      look.accept(page.getKey());
    }
    visitor.goTo("membres");
    visitor.click(visitor.button("Inviter"));
    visitor.field("Identifiant").waitFor();
    look.accept("une feuille ouverte");
    visitor.press("Escape");
    MorningTest.find(visitor, "12031957");
    visitor.reads("Warfarine");
    look.accept("dossier");
    String chart = visitor.page.url();
    visitor.page.navigate(chart + "/acces");
    visitor.reads("Qui a ouvert ce dossier");
    look.accept("acces");
    visitor.page.navigate(chart + "/ordonnance");
    visitor.field("Ajouter une ligne").fill("doliprane 1 g matin midi soir 5 jours");
    visitor.reads("Compris : DCI");
    visitor.press("Enter");
    visitor.page.locator("table select").waitFor();
    look.accept("ordonnance");
    visitor.button("Retirer").click();
  }

  @Test
  void axeFindsNoBarrierOnAnyPageByDayNorByNight(Stage stage) {
    try (Visitor visitor = stage.visitor().enrolled()) {
      Map<String, List<String>> barriers = new LinkedHashMap<>();
      each(
          visitor,
          where -> {
            for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
              visitor.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
              barriers.put(where + ", " + scheme, barriers(visitor.page));
            }
          });
      assertThat(barriers).allSatisfy((where, found) -> assertThat(found).as(where).isEmpty());
    }
  }

  static List<String> barriers(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .map(found ->
                found.getId()
                    + " ("
                    + found.getImpact()
                    + ") "
                    + found.getNodes().getFirst().getTarget())
            .toList();
  }

  /** At 200 % a screen of 1440 by 900 has 720 by 450 left. */
  @Test
  void nothingScrollsSidewaysOnAPhoneOnASmallLaptopNorAtTwiceTheSize(Stage stage) {
    try (Visitor visitor = stage.visitor().enrolled()) {
      Map<String, Object> wide = new LinkedHashMap<>();
      each(
          visitor,
          where -> {
            visitor.page.setViewportSize(390, 844);
            wide.put(where + ", phone", tooWide(visitor.page));
            visitor.page.setViewportSize(720, 450);
            wide.put(where + ", 200 %", tooWide(visitor.page));
            visitor.page.setViewportSize(1280, 800);
            wide.put(where + ", laptop", tooWide(visitor.page));
            visitor.page.setViewportSize(1440, 900);
          });
      assertThat(wide)
          .allSatisfy((where, found) -> assertThat(found).as(where).isEqualTo(List.of()));
    }
  }

  static Object tooWide(Page page) {
    return page.evaluate(
        """
        () => [...document.querySelectorAll('html, main, main *, [role=dialog], [role=dialog] *')]
          .filter(one => one.matches('html')
            ? one.scrollWidth > innerWidth
            : one.scrollWidth > one.clientWidth + 1
              && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))
          .map(one => one.tagName + '.' + one.className + ' ' + one.scrollWidth)
        """);
  }

  @Test
  void noCookieAndNoNameIsLeftInTheBrowser(Stage stage) {
    try (Visitor visitor = stage.visitor().enrolled()) {
      each(visitor, where -> {});
      visitor.page.navigate(visitor.page.url().replaceAll("/ordonnance.*", ""));
      visitor.field("Conclusion").fill("Suspicion de listériose");
      visitor.reads("Enregistré à");
      assertThat(visitor.profile.cookies()).isEmpty();
      assertThat(kept(visitor.page))
          .contains("carnet.login") // the sweep sees what is there
          .doesNotContainIgnoringCase("martin")
          .doesNotContainIgnoringCase("jeanne")
          .doesNotContainIgnoringCase("bernard")
          .doesNotContainIgnoringCase("warfarine")
          .doesNotContainIgnoringCase("listériose")
          .doesNotContainIgnoringCase("doliprane");
    }
  }

  /** Everything that this origin keeps: both storages, every database, every cached answer. */
  private static String kept(Page page) {
    return (String)
        page.evaluate(
            """
            async () => {
              const said = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
              const read = value => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
                ? new TextDecoder('latin1').decode(value) + new TextDecoder().decode(value) : value;
              const settled = request => new Promise((done, failed) => {
                request.onsuccess = () => done(request.result);
                request.onerror = () => failed(request.error);
              });
              for (const { name } of await indexedDB.databases()) {
                const database = await settled(indexedDB.open(name));
                for (const store of database.objectStoreNames) {
                  const rows = database.transaction(store).objectStore(store);
                  said.push(store, JSON.stringify(await settled(rows.getAllKeys())));
                  const all = await settled(database.transaction(store).objectStore(store).getAll());
                  said.push(JSON.stringify(all, (_key, value) => read(value)));
                }
              }
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                  if (!request.url.includes('/api/')) continue;
                  said.push(request.url, await (await cache.match(request)).text());
                }
              }
              return said.join('\\n');
            }
            """);
  }
}

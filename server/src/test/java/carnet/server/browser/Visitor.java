package carnet.server.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * One person at a browser of her own. Keys and clicks are counted; what the page complains of is
 * kept.
 *
 * <pre>{@code
 * try (Visitor moreau = stage.visitor().signedIn("c.moreau")) {
 *   moreau.press("Enter"); // opens the first who waits
 * }
 * }</pre>
 */
final class Visitor implements AutoCloseable {

  private static final double PATIENCE = 30_000;

  private final Stage stage;
  final BrowserContext profile;
  final Page page;
  final List<String> complaints = new ArrayList<>();
  int keys;
  int clicks;

  Visitor(Stage stage, BrowserContext profile) {
    this.stage = stage;
    this.profile = profile;
    profile.setDefaultTimeout(PATIENCE);
    profile.clock().setFixedTime(Date.from(stage.demo.clock.instant()));
    profile.addInitScript("window.print = () => { top.printed = (top.printed ?? 0) + 1; };");
    page = profile.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(said -> {
      if (said.text().contains("Content Security Policy")) {
        complaints.add(said.text());
      }
    });
  }

  /** By the demonstration's link: this browser becomes a device of its members. */
  Visitor enrolled() {
    page.navigate(stage.demo.link());
    field("Phrase secrète").waitFor();
    return this;
  }

  Visitor signedIn(String login) {
    enrolled();
    signIn(login);
    return this;
  }

  void signIn(String login) {
    field("Identifiant").fill(login);
    field("Phrase secrète").fill(stage.demo.passphrase(login));
    field("Code à 6 chiffres").fill(stage.demo.code(login));
    page.keyboard().press("Enter");
    entered();
  }

  void entered() {
    page.locator("#contenu").waitFor();
  }

  Locator field(String label) {
    return page.getByLabel(label).and(page.locator("input, textarea, select")).first();
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name)).first();
  }

  /** What a person reads: typographic spaces as plain ones. */
  String said() {
    return plain(page.innerText("body"));
  }

  void reads(String sentence) {
    page.waitForFunction(
        "sentence => document.body.innerText.replace(/[\\u00a0\\u202f\\s]+/g, ' ').includes(sentence)",
        plain(sentence));
  }

  static String plain(String text) {
    return text.replaceAll("[\\u00a0\\u202f\\s]+", " ");
  }

  void press(String key) {
    keys++;
    page.keyboard().press(key);
  }

  void type(String text) {
    keys += text.length();
    page.keyboard().type(text);
  }

  void click(Locator where) {
    clicks++;
    where.click();
  }

  void goTo(String place) {
    page.navigate(stage.demo.address() + "/#/" + place);
  }

  @Override
  public void close() {
    profile.close();
  }
}

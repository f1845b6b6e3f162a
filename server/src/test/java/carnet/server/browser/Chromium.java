package carnet.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine's own Chromium, headless. Nothing is downloaded: without it the tests fail. */
final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(find())
                  .setArgs(
                      List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));

  private static Path find() {
    String told = System.getenv("CHROMIUM");
    Stream<Path> known =
        told != null && !told.isEmpty()
            ? Stream.of(Path.of(told))
            : Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return known
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "The browser tests need Chromium: install it (Debian: apt-get install chromium)"
                    + " or say where it is in the environment variable CHROMIUM."));
  }

  /** A browser profile of its own, in French, in Paris. */
  BrowserContext profile(int width, int height) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, height)
            .setLocale("fr-FR")
            .setTimezoneId("Europe/Paris"));
  }

  @Override
  public void close() {
    playwright.close();
  }
}

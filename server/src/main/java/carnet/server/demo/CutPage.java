package carnet.server.demo;

import carnet.server.practice.House;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The page where one button kills the host of a demonstration with two servers, says before what
 * will happen, and starts it again. On loopback, for as long as {@code demo --replicas} runs.
 *
 * <p>A page of another site cannot press its buttons: each carries a word that only this page
 * knows, and the page answers under its own name alone.
 */
final class CutPage {

  /** The host's process, which the page may end and begin. */
  interface Host {
    boolean lives();

    long pid();

    void kill();

    void start();
  }

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final String STYLE =
      """
      body{font:17px/1.55 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1c1b19;background:#fbfaf7}
      h1{font-size:1.6rem;margin-bottom:.3rem}
      button{font:inherit;padding:.7rem 1.2rem;border:1px solid #7c1d12;border-radius:.4rem;background:#9d2718;color:#fff}
      button.again{background:#fff;color:#1c1b19;border-color:#6b6862}
      button:focus-visible{outline:3px solid #1f5fa8;outline-offset:2px}
      table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #dedad2}
      .state{padding:.6rem .9rem;border-left:.35rem solid #2f6b3a;background:#eef4ec}.state.dead{border-color:#9d2718;background:#f8ebe8}
      code{font-size:1.05em}
      """;

  private final HttpServer http;
  private final Host host;
  private final JsonNode members;
  private final String hostAddress;
  private final String officeAddress;
  private final String word;
  private volatile @Nullable LocalTime killedAt;

  private CutPage(
      HttpServer http, Host host, JsonNode members, String hostAddress, String officeAddress) {
    this.http = http;
    this.host = host;
    this.members = members;
    this.hostAddress = hostAddress;
    this.officeAddress = officeAddress;
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    this.word = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /**
   * @param members as the demonstration's file keeps them
   */
  static CutPage serve(Host host, JsonNode members, String hostAddress, String officeAddress)
      throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    CutPage page = new CutPage(http, host, members, hostAddress, officeAddress);
    http.createContext("/", page::answer);
    http.start();
    return page;
  }

  String address() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  private void answer(HttpExchange asked) throws IOException {
    try (asked) {
      if (!Objects.equals(asked.getRequestHeaders().getFirst("Host"), address().substring(7))) {
        asked.sendResponseHeaders(421, -1);
      } else if (asked.getRequestMethod().equals("POST")) {
        act(asked);
      } else if (asked.getRequestURI().getPath().equals("/")) {
        show(asked);
      } else {
        asked.sendResponseHeaders(404, -1);
      }
    }
  }

  private void act(HttpExchange asked) throws IOException {
    String said = new String(asked.getRequestBody().readNBytes(200), StandardCharsets.US_ASCII);
    if (!said.equals("word=" + word)) {
      asked.sendResponseHeaders(403, -1);
      return;
    }
    switch (asked.getRequestURI().getPath()) {
      case "/kill" -> {
        host.kill();
        killedAt = LocalTime.now(House.ZONE);
      }
      case "/start" -> host.start();
      default -> {
        asked.sendResponseHeaders(404, -1);
        return;
      }
    }
    asked.getResponseHeaders().set("Location", "/");
    asked.sendResponseHeaders(303, -1);
  }

  private void show(HttpExchange asked) throws IOException {
    byte[] page = page().getBytes(StandardCharsets.UTF_8);
    var headers = asked.getResponseHeaders();
    headers.set("Content-Type", "text/html; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'sha256-"
            + hash(STYLE)
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    asked.sendResponseHeaders(200, page.length);
    asked.getResponseBody().write(page);
  }

  private String page() {
    return """
    <!doctype html><html lang="fr"><head><meta charset="utf-8"><meta http-equiv="refresh" content="10">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>Couper un serveur</title><style>%s</style></head><body>
    <h1>Couper un serveur</h1>
    <p>Le cabinet de cette démonstration est inventé. Deux serveurs le tiennent, chacun avec tout : « l’hébergeur »
    (<a href="%s">%s</a>) et « le cabinet » (<a href="%s">%s</a>).</p>
    %s
    <h2>Pour ouvrir une session</h2>
    <p>Les mêmes phrases et les mêmes codes servent sur les deux serveurs, dans le navigateur que vous avez inscrit.
    Un code ne sert qu’une fois.</p>
    <table><tr><th>Identifiant</th><th>Phrase</th><th>Code à présent</th></tr>%s</table>
    </body></html>
    """
        .formatted(
            STYLE,
            hostAddress,
            hostAddress.substring(7),
            officeAddress,
            officeAddress.substring(7),
            host.lives() ? alive() : dead(),
            codes());
  }

  private String alive() {
    return """
    <p class="state">L’hébergeur travaille (processus %d).</p>
    <h2>Ce qui va se passer</h2>
    <ul><li>Ce bouton tue le processus de l’hébergeur sans le prévenir, comme une coupure de courant.</li>
    <li>En quelques secondes, l’application s’aperçoit qu’il ne répond plus et passe au cabinet, sans changer
    d’adresse ; elle demande d’y ouvrir une session.</li>
    <li>Ce qui était enregistré y est déjà. Ce que vous étiez en train d’écrire reste à l’écran et se signe là-bas.</li>
    <li>Remis en marche, l’hébergeur reçoit ce qui s’est écrit sans lui ; rien n’est perdu ni doublé.</li></ul>
    %s
    """
        .formatted(host.pid(), button("/kill", "Couper l’hébergeur", ""));
  }

  private String dead() {
    LocalTime since = killedAt;
    return """
    <p class="state dead">L’hébergeur ne répond plus%s. Le cabinet continue sur
    <a href="%s">%s</a>.</p>
    %s
    """
        .formatted(
            since == null ? "" : " depuis " + TIME.format(since),
            officeAddress,
            officeAddress.substring(7),
            button("/start", "Remettre l’hébergeur en marche", "again"));
  }

  private String button(String path, String label, String look) {
    return """
    <form method="post" action="%s"><input type="hidden" name="word" value="%s"><button class="%s">%s</button></form>
    """
        .formatted(path, word, look, label);
  }

  private String codes() {
    StringBuilder rows = new StringBuilder();
    for (JsonNode each : members) {
      if (!each.path("left").asBoolean(false)) {
        rows.append(
            "<tr><td>%s</td><td>%s</td><td><code>%s</code></td></tr>"
                .formatted(
                    each.path("login").asString(),
                    each.path("passphrase").asString(),
                    Demo.code(each.path("totp").asString())));
      }
    }
    return rows.toString();
  }

  private static String hash(String style) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}

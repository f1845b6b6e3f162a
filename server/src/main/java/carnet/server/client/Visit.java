package carnet.server.client;

import carnet.server.Unusable;
import carnet.server.client.Browser.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A session of the command line on a server. It does not fall asleep while a long request goes on,
 * and ends with the command.
 */
public final class Visit implements AutoCloseable {

  /** Shorter than a token lives. */
  private static final Duration AWAKE = Duration.ofMinutes(2);

  private final Browser browser;
  private final String address;
  private final Supplier<String> codes;
  private final ScheduledExecutorService awake =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  Visit(Browser browser, String address, Supplier<String> codes) {
    this.browser = browser;
    this.address = address;
    this.codes = codes;
    var _ =
        awake.scheduleWithFixedDelay(
            this::stayAwake, AWAKE.toSeconds(), AWAKE.toSeconds(), TimeUnit.SECONDS);
  }

  private void stayAwake() {
    try {
      browser.renew(address);
      browser.get(address, "/api/devices");
    } catch (UncheckedIOException cut) {
      // The request that it serves meets the same, and tells.
      return;
    }
  }

  /** A fresh code of the member's authenticator. */
  public String code() {
    return codes.get();
  }

  public JsonNode get(String path) {
    return told(() -> browser.get(address, path));
  }

  public JsonNode post(String path, Object body) {
    return told(() -> browser.post(address, path, body));
  }

  private static JsonNode told(Supplier<Answer> asking) {
    Answer answer;
    try {
      answer = asking.get();
    } catch (UncheckedIOException gone) {
      throw new Unusable(
          Unusable.NO_ANSWER, "The server stopped answering. Run the same command again.");
    }
    if (!answer.ok()) {
      throw refused(answer);
    }
    return answer.body();
  }

  /**
   * Sends a stream, takes a stream.
   *
   * @throws Unusable with the server's own sentence, where it refuses
   */
  public HttpResponse<InputStream> stream(String path, String type, BodyPublisher body)
      throws IOException {
    HttpResponse<InputStream> answer = browser.stream(address, path, type, body);
    if (answer.statusCode() / 100 != 2) {
      try (InputStream in = answer.body()) {
        throw refused(Browser.JSON.readTree(in.readAllBytes()));
      }
    }
    return answer;
  }

  /** A refusal, in the sentence and the way out that the server gives. */
  public static Unusable refused(JsonNode problem) {
    StringBuilder sentence = new StringBuilder(problem.path("detail").asString("refused"));
    problem
        .path("reasons")
        .forEach(each -> sentence.append(' ').append(each.path("text").asString("")));
    String wayOut = problem.path("wayOut").asString("");
    if (!wayOut.isEmpty()) {
      sentence.append(' ').append(wayOut);
    }
    return new Unusable(Unusable.REFUSED, sentence.toString());
  }

  static Unusable refused(Answer answer) {
    return refused(answer.body());
  }

  @Override
  public void close() {
    awake.shutdownNow();
    try {
      browser.delete(address, "/api/session");
    } catch (UncheckedIOException gone) {
      // A session that nobody uses ends by itself.
      return;
    }
  }
}

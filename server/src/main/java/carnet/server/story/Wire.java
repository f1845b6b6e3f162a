package carnet.server.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The line between the office and the host, with somebody on it: all that passes is carried, and
 * kept in a file. It can also hold a request back and lose what follows, as a line does that breaks
 * at a bad moment. Safe for many threads.
 */
final class Wire implements AutoCloseable {
  private static final String EXCHANGE = "/api/exchange";

  /** First byte of a message: what each side holds, and whether there are letters. */
  private static final int HEADS = 1;

  private static final int PICKUP = 7;

  private static final List<String> CARRIED =
      List.of("content-type", "content-digest", "signature-input", "signature", "carnet-nonce");

  /** A request that waits on the line. */
  static final class Held {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Until a request is held. */
    void await() {
      waitFor(arrived);
    }

    /** Lets it pass; letters asked for after it are lost. */
    void release() {
      released.countDown();
    }
  }

  private final HttpServer server;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String to;
  private final Path file;
  private volatile @Nullable Held holding;
  private volatile boolean lettersLost;
  private int before;

  private Wire(HttpServer server, String to, Path file) {
    this.server = server;
    this.to = to;
    this.file = file;
  }

  /**
   * @param file where all that passes is kept
   */
  static Wire to(String address, Path file) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      Wire wire = new Wire(server, address, file);
      server.createContext("/", wire::carry);
      server.start();
      return wire;
    } catch (IOException cannot) {
      throw new UncheckedIOException("no port for the line between the servers", cannot);
    }
  }

  String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** All that passed so far. */
  byte[] recorded() {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException cannot) {
      throw new UncheckedIOException("what passed cannot be read", cannot);
    }
  }

  /** The next exchange of entries waits for a word; its letters are lost. */
  Held hold() {
    Held next = new Held();
    holding = next;
    return next;
  }

  /** The line is whole again. */
  void mend() {
    holding = null;
    lettersLost = false;
  }

  private void carry(HttpExchange asked) throws IOException {
    try (asked) {
      byte[] body = asked.getRequestBody().readAllBytes();
      Held held = holding;
      boolean begins = beginsToPull(kind(asked, body));
      if (held != null && begins) {
        lettersLost = true;
        held.arrived.countDown();
        waitFor(held.released);
      }
      if (lettersLost && kind(asked, body) == PICKUP) {
        return; // closed without an answer
      }
      answer(asked, forward(asked, body));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A pass asks for letters, then for what is new; later it asks again, to give what is its own.
   */
  private synchronized boolean beginsToPull(int kind) {
    boolean begins = kind == HEADS && before == PICKUP;
    before = kind == 0 ? before : kind;
    return begins;
  }

  private static int kind(HttpExchange asked, byte[] body) {
    return asked.getRequestURI().getPath().equals(EXCHANGE) && body.length > 0 ? body[0] : 0;
  }

  private HttpResponse<byte[]> forward(HttpExchange asked, byte[] body)
      throws IOException, InterruptedException {
    keep(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to + asked.getRequestURI()))
            .timeout(Duration.ofSeconds(40))
            .method(asked.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : CARRIED) {
      String value = asked.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    HttpResponse<byte[]> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    keep(answer.body());
    return answer;
  }

  private static void answer(HttpExchange asked, HttpResponse<byte[]> answer) throws IOException {
    for (String name : CARRIED) {
      answer.headers().firstValue(name).ifPresent(v -> asked.getResponseHeaders().set(name, v));
    }
    byte[] content = answer.body();
    asked.sendResponseHeaders(answer.statusCode(), content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      asked.getResponseBody().write(content);
    }
  }

  private synchronized void keep(byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing came over the line for a minute");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", stopped);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package carnet.server.continuity.exchange;

import carnet.journal.Bytes;
import carnet.journal.ReplicaId;
import carnet.journal.SigningKey;
import carnet.journal.exchange.Peer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Another replica at an address. Each answer must carry its signature over this very request: an
 * impostor at the address is as good as nobody there. Safe for many threads.
 */
public final class HttpPeer implements Peer {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration NEWS = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final String address;
  private final ReplicaId id;
  private final Bytes peerKey;
  private final SigningKey key;
  private final Clock clock;
  private final HttpClient http;
  private volatile String nonce = "none";
  private volatile Optional<Instant> said = Optional.empty();

  public HttpPeer(String address, Bytes peerKey, SigningKey key, Clock clock) {
    this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    this.id = ReplicaId.of(peerKey);
    this.peerKey = peerKey;
    this.key = key;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** The peer cannot be reached, or what answers there is not it. */
  public static final class Unreachable extends RuntimeException {
    Unreachable(String what, Throwable cause) {
      super(what, cause);
    }

    Unreachable(String what) {
      super(what);
    }
  }

  @Override
  public ReplicaId id() {
    return id;
  }

  public String address() {
    return address;
  }

  /** What its clock said in its last answer. */
  public Optional<Instant> clock() {
    return said;
  }

  @Override
  public Bytes ask(Bytes request) {
    return post(ExchangeDoor.EXCHANGE, request, ANSWER);
  }

  /** Returns when there is something new since the last answer, or after some seconds. */
  public Bytes news(Bytes last) {
    return post(ExchangeDoor.NEWS, last, NEWS);
  }

  private Bytes post(String path, Bytes body, Duration patience) {
    for (int tries = 0; ; tries++) {
      Map<String, String> headers =
          MessageSignature.request(key, "POST", path, body, nonce, clock.instant());
      HttpResponse<byte[]> answer = send(path, body, headers, patience);
      answer.headers().firstValue(ExchangeDoor.NONCE).ifPresent(fresh -> nonce = fresh);
      if (answer.statusCode() == 401 && tries == 0) {
        continue;
      }
      Bytes content = Bytes.adopt(answer.body());
      ReceivedMessage received =
          new ReceivedMessage(
              "", "", name -> answer.headers().firstValue(name).orElse(null), content);
      Optional<Instant> given =
          MessageSignature.answers(
              id, peerKey, answer.statusCode(), received, MessageSignature.value(headers));
      if (given.isEmpty()) {
        throw new Unreachable(
            "what answers at " + address + " (" + answer.statusCode() + ") is not replica " + id);
      }
      said = given;
      if (answer.statusCode() != 200) {
        throw new Unreachable("replica " + id + " refused a message: " + answer.statusCode());
      }
      return content;
    }
  }

  private HttpResponse<byte[]> send(
      String path, Bytes body, Map<String, String> headers, Duration patience) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(patience)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException cut) {
      throw new Unreachable("replica " + id + " does not answer at " + address, cut);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new Unreachable("stopped", stop);
    }
  }
}

package carnet.server.continuity.pairing;

import carnet.journal.Bytes;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.Signatures;
import carnet.journal.authority.Act;
import carnet.journal.authority.Roster;
import carnet.server.continuity.pairing.PairingMessages.Hello;
import carnet.server.continuity.pairing.PairingMessages.Met;
import carnet.server.continuity.pairing.PairingRefused.Why;
import carnet.vault.Custody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A newcomer with an empty data directory asks to become a replica: it knocks with the code, shows
 * six digits, and waits until a steward has signed for its keys. It believes nobody but the root
 * key whose hash stands in the code.
 */
public final class Joining {
  public static final String MAILBOX = "/api/pairing/mailbox/";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What a newcomer needs to begin: the acts that make it one of the practice's replicas. */
  public record Admitted(PracticeId practice, List<Payload> acts, String address, Bytes hostKey) {
    public Admitted {
      acts = List.copyOf(acts);
    }

    /** The practice as far as these acts tell it. */
    public Roster roster() {
      return PairingMessages.roster(practice, acts);
    }
  }

  private final PairingCode code;
  private final Custody custody;
  private final Hello hello;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private Bytes hostKey = Bytes.EMPTY;

  public Joining(PairingCode code, Custody custody, String name, List<String> addresses) {
    this.code = code;
    this.custody = custody;
    this.hello =
        new Hello(custody.signingKey().publicKey(), custody.kem().publicKey(), name, addresses);
  }

  /**
   * Knocks.
   *
   * @return the six digits to show, once a replica of that practice has signed that it got our keys
   */
  public String knock() {
    Met met =
        PairingMessages.readMet(
            send("POST", PairingMessages.write(code, hello, custody.signingKey())));
    ReplicaId host = ReplicaId.of(met.hostKey());
    Act.Replica known = PairingMessages.roster(code.practice(), met.acts()).replicas().get(host);
    if (known == null
        || !known.key().equals(met.hostKey())
        || !Signatures.verify(
            met.hostKey(), PairingMessages.met(code, hello.content()), met.signature())) {
      throw new PairingRefused(Why.CHANGED);
    }
    hostKey = met.hostKey();
    return code.digits(hello.keys());
  }

  /** Whether the steward has signed by now, and what she made of us. */
  public Optional<Admitted> ask() {
    Bytes answer = send("GET", Bytes.EMPTY);
    if (answer.size() == 0) {
      return Optional.empty();
    }
    Admitted admitted =
        new Admitted(
            code.practice(), PairingMessages.readAdmitted(code, answer), code.address(), hostKey);
    if (!admitted.roster().replicas().containsKey(custody.replica())) {
      throw new PairingRefused(Why.CHANGED);
    }
    return Optional.of(admitted);
  }

  private Bytes send(String method, Bytes body) {
    String base = code.address().replaceAll("/+$", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + MAILBOX + code.mailbox().hex()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/octet-stream")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return switch (answer.statusCode()) {
        case 200 -> Bytes.adopt(answer.body());
        case 204 -> Bytes.EMPTY;
        case 409 -> throw new PairingRefused(Why.USED);
        case 410 -> throw new PairingRefused(Why.EXPIRED);
        case 422 -> throw new PairingRefused(Why.CHANGED);
        default -> throw new PairingRefused(Why.UNKNOWN);
      };
    } catch (IOException away) {
      throw new UncheckedIOException("no replica answers at " + base, away);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", stop);
    }
  }
}

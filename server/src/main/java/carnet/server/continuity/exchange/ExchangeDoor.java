package carnet.server.continuity.exchange;

import carnet.journal.Bytes;
import carnet.journal.MalformedEntry;
import carnet.journal.MalformedNote;
import carnet.journal.MalformedPayload;
import carnet.journal.ReplicaId;
import carnet.journal.SigningKey;
import carnet.journal.exchange.MalformedMessage;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Where other replicas knock: {@code POST /api/exchange} for a message of the exchange, {@code POST
 * /api/exchange/news} to hear at once when there is something new. Asks nothing of members or
 * sessions: the signature tells who it is, the roster whether she is one of ours.
 */
public final class ExchangeDoor {
  public static final String EXCHANGE = "/api/exchange";
  public static final String NEWS = "/api/exchange/news";
  public static final String NONCE = "Carnet-Nonce";

  /** A batch is a MiB, or one entry; the rest is notes and proofs. */
  public static final int MOST_BYTES = 4 << 20;

  /** Shorter than what a peer waits before it calls this replica silent. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int LIFE = 8;

  /** Answers a message of a replica whose name was verified. */
  public interface Answering {
    Bytes answer(ReplicaId from, Bytes request);
  }

  private final SigningKey key;
  private final MessageSignature.Keys keys;
  private final Answering answering;
  private final BiConsumer<ReplicaId, Instant> heard;
  private final Bell bell;
  private final Clock clock;
  private final Freshness freshness;
  private final Bytes life;

  /**
   * @param heard told who spoke, and what that replica's clock says
   */
  public ExchangeDoor(
      SigningKey key,
      java.util.function.Function<ReplicaId, java.util.Optional<Bytes>> keys,
      Answering answering,
      BiConsumer<ReplicaId, Instant> heard,
      Bell bell,
      Clock clock,
      SecureRandom random) {
    this.key = key;
    this.keys = keys::apply;
    this.answering = answering;
    this.heard = heard;
    this.bell = bell;
    this.clock = clock;
    this.freshness = new Freshness(random, System::nanoTime);
    byte[] born = new byte[LIFE];
    random.nextBytes(born);
    this.life = Bytes.of(born);
  }

  public Reply answer(ReceivedMessage request) throws InterruptedException {
    var signed = MessageSignature.verify(request, keys);
    if (signed.isEmpty()) {
      return refused(403);
    }
    if (!freshness.accepts(signed.get().nonce(), signed.get().signature())) {
      return refused(401);
    }
    heard.accept(signed.get().by(), signed.get().created());
    try {
      Bytes body =
          request.path().equals(NEWS)
              ? news(request.body())
              : answering.answer(signed.get().by(), request.body());
      return reply(200, body, signed.get().signature());
    } catch (MalformedMessage
        | MalformedEntry
        | MalformedNote
        | MalformedPayload
        | IllegalArgumentException wrong) {
      return reply(400, Bytes.EMPTY, signed.get().signature());
    }
  }

  private Bytes news(Bytes last) throws InterruptedException {
    boolean known = last.size() == LIFE + 8 && last.slice(0, LIFE).equals(life);
    long count =
        known ? bell.await(last.slice(LIFE, LIFE + 8).buffer().getLong(), PATIENCE) : bell.count();
    return Bytes.concat(life, Bytes.of(java.nio.ByteBuffer.allocate(8).putLong(count).array()));
  }

  private Reply reply(int status, Bytes body, String requestSignature) {
    Map<String, String> headers =
        new HashMap<>(
            MessageSignature.answer(key, status, body, requestSignature, clock.instant()));
    headers.put(NONCE, freshness.nonce());
    return new Reply(status, headers, body);
  }

  private Reply refused(int status) {
    return new Reply(status, Map.of(NONCE, freshness.nonce()), Bytes.EMPTY);
  }
}

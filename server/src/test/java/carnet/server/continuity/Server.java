package carnet.server.continuity;

import carnet.journal.Bytes;
import carnet.journal.Committer;
import carnet.journal.Log;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.WriterKey;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Roster;
import carnet.journal.sqlite.SqliteStore;
import carnet.server.continuity.exchange.ReceivedMessage;
import carnet.server.continuity.exchange.Reply;
import carnet.server.continuity.pairing.Joining;
import carnet.server.continuity.pairing.PairingDesk;
import carnet.server.continuity.pairing.PairingRefused;
import carnet.vault.Access;
import carnet.vault.ChartKeys;
import carnet.vault.Compartment;
import carnet.vault.Custody;
import carnet.vault.Enrolment;
import carnet.vault.Founding;
import carnet.vault.HybridClock;
import carnet.vault.Invitations;
import carnet.vault.MemberId;
import carnet.vault.Opening;
import carnet.vault.PracticeProfile;
import carnet.vault.Replicas;
import carnet.vault.Role;
import carnet.vault.Session;
import carnet.vault.Traced;
import carnet.vault.Unlock;
import carnet.vault.Vault;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A replica with a real store, real keys and a real socket on loopback; without Spring. */
final class Server implements AutoCloseable {
  static final SecureRandom RANDOM = new SecureRandom();

  final World world;
  final Clock clock;
  final Path directory;
  final SqliteStore store;
  final Committer committer;
  final Custody custody;
  final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private final HttpServer http;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable Here here;
  private @Nullable Continuity continuity;
  private @Nullable PairingDesk desk;

  private Server(World world, Clock clock, Path directory) {
    this.world = world;
    this.clock = clock;
    this.directory = directory;
    directory.resolve("data").toFile().mkdirs();
    this.store = SqliteStore.open(directory.resolve("data/journal.db"));
    this.committer = new Committer(store);
    this.custody = Custody.open(directory.resolve("keys"), RANDOM);
    try {
      this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    http.setExecutor(workers);
    http.createContext("/api/", this::serve);
    http.start();
  }

  /** The first replica: founds the practice with Dr Moreau. */
  static Server founding(World world, Path directory) {
    Server server = new Server(world, world, directory);
    Enrolment founder =
        Enrolment.of(
            new Enrolment.Person("moreau", "Camille", null, Role.CLINICIAN, "gp", true, "moreau"),
            new Enrolment.Device("device-of-moreau", "poste"),
            World.PASSPHRASE.toCharArray(),
            RANDOM);
    Founding.Founded founded =
        Founding.found(
            new Founding.Place(
                server.custody,
                server.store,
                server.committer,
                new HybridClock(world),
                "hôte",
                List.of(server.address())),
            new PracticeProfile("Cabinet des Tilleuls", "", "", ""),
            founder,
            Passphrase.FLOOR);
    world.seeds.put("moreau", Secret.owning(founder.totpSeed()));
    server.enter(founded.vault(), founded.log(), founded.vault().roster(), List.of());
    return server;
  }

  /** A server without a practice. */
  static Server empty(World world, Path directory) {
    return new Server(world, world, directory);
  }

  /** A server without a practice, whose clock is wrong by so much. */
  static Server empty(World world, Path directory, Duration off) {
    return new Server(world, Clock.offset(world, off), directory);
  }

  /** Pairs with a host whose steward confirms what she reads here. */
  Server join(Server host, String name) {
    String code;
    try (Session steward = host.session("moreau")) {
      code = host.desk().code(host.address()).code();
      Joining joining = joining(code, name);
      host.desk().confirm(steward, joining.knock());
      admit(joining.ask().orElseThrow());
    }
    return this;
  }

  Joining joining(String code, String name) {
    return new Joining(
        carnet.server.continuity.pairing.PairingCode.parse(code, ""),
        custody,
        name,
        List.of(address()));
  }

  void admit(Joining.Admitted admitted) {
    Roster roster = admitted.roster();
    WriterKey writer = WriterKey.create(custody.writerFile(admitted.practice(), 1), RANDOM);
    Log log = Log.open(admitted.practice(), writer, store, committer);
    Authority authority = new Authority(admitted.practice(), "test");
    log.append(
        authority.certificate(writer, custody.signingKey(), 1, roster.chain(custody.replica())));
    roster.acceptAll(log.range(0, 1));
    Vault vault =
        Vault.open(admitted.practice(), roster, custody, store, log, new HybridClock(clock));
    enter(
        vault,
        log,
        roster,
        List.of(new CalledPeers.Called(admitted.address(), admitted.hostKey())));
  }

  private void enter(Vault vault, Log log, Roster roster, List<CalledPeers.Called> peers) {
    Here entered =
        new Here(vault.practice(), store, store.letters(clock), roster, log, vault, custody, clock);
    here = entered;
    desk =
        new PairingDesk(
            vault.practice(),
            roster,
            custody.signingKey(),
            server -> Replicas.isAsked(vault, server),
            clock,
            RANDOM);
    Continuity started = new Continuity(entered, null, RANDOM);
    continuity = started;
    started.start(peers);
  }

  private void serve(HttpExchange exchange) throws IOException {
    Bytes body = Bytes.of(exchange.getRequestBody().readAllBytes());
    record(body);
    Reply reply;
    try {
      reply = answer(exchange, body);
    } catch (InterruptedException stop) {
      reply = new Reply(503, Map.of(), Bytes.EMPTY);
    }
    record(reply.body());
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(
        reply.status(), reply.body().size() == 0 ? -1 : reply.body().size());
    exchange.getResponseBody().write(reply.body().toArray());
    exchange.close();
  }

  private Reply answer(HttpExchange exchange, Bytes body) throws InterruptedException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith(Joining.MAILBOX)) {
      return mailbox(exchange.getRequestMethod(), path, body);
    }
    return continuity()
        .door()
        .answer(
            new ReceivedMessage(
                exchange.getRequestMethod(), path, exchange.getRequestHeaders()::getFirst, body));
  }

  private Reply mailbox(String method, String path, Bytes body) {
    Bytes mailbox = Bytes.fromHex(path.substring(Joining.MAILBOX.length()));
    try {
      Optional<Bytes> answer =
          method.equals("POST") ? Optional.of(desk().hello(mailbox, body)) : desk().answer(mailbox);
      return new Reply(answer.isPresent() ? 200 : 204, Map.of(), answer.orElse(Bytes.EMPTY));
    } catch (PairingRefused refused) {
      return new Reply(PairingRefused.status(refused.why()), Map.of(), Bytes.EMPTY);
    }
  }

  private synchronized void record(Bytes bytes) {
    wire.writeBytes(bytes.toArray());
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  Here here() {
    return World.there(here);
  }

  Continuity continuity() {
    return World.there(continuity);
  }

  PairingDesk desk() {
    return World.there(desk);
  }

  Vault vault() {
    return here().vault();
  }

  PracticeId practice() {
    return here().practice();
  }

  /** Sign-in with all that she has, on her device. */
  Unlock.Answer signIn(String login) {
    return signIn(login, world.code(login));
  }

  Unlock.Answer signIn(String login, String code) {
    return new Unlock(vault())
        .byPassphrase(
            login,
            World.PASSPHRASE.toCharArray(),
            code,
            new Access.From("device-of-" + login, "loopback", "session"));
  }

  Session session(String login) {
    if (signIn(login) instanceof Unlock.Answer.Welcome(Session session)) {
      return session;
    }
    throw new AssertionError(login + " was refused");
  }

  /** Invited by Dr Moreau, accepted, and given what her role opens. */
  MemberId join(String login, Role role, String profession) {
    MemberId joined;
    try (Session founder = session("moreau")) {
      Invitations.Invited invited =
          Invitations.invite(
              founder,
              new Enrolment.Person(login, "Dominique", null, role, profession, false, login));
      Enrolment enrolment =
          Invitations.begin(
                  vault(),
                  invited.code(),
                  new Enrolment.Device("device-of-" + login, "poste"),
                  World.PASSPHRASE.toCharArray())
              .orElseThrow();
      world.seeds.put(login, Secret.owning(enrolment.totpSeed()));
      Invitations.accept(vault(), invited.code(), enrolment, Passphrase.FLOOR);
      joined = invited.member();
    }
    session("moreau").close(); // pays what is owed
    return joined;
  }

  carnet.journal.Receipt write(Session by, Bytes patient, String text) {
    return by.append(List.of(by.seal(payload(by, text), Compartment.HISTORY, by.patient(patient))))
        .getFirst();
  }

  List<String> read(Session by, Bytes patient) {
    return switch (by.open(Access.chart(by.patient(patient), Set.of(Compartment.HISTORY)))) {
      case Opening.Granted<ChartKeys>(Traced<ChartKeys> keys) ->
          keys.value().read().map(each -> each.payload().content().string()).toList();
      case Opening.StepUp<ChartKeys> _, Opening.Refused<ChartKeys> _ ->
          throw new AssertionError("refused");
    };
  }

  private static Payload payload(Session by, String text) {
    return new Payload(
        new Payload.Header(
            "put",
            by.member().id().hex(),
            "test",
            new ArrayList<>(),
            List.of(),
            "Observation",
            "1",
            "application/fhir+json",
            Map.of()),
        Bytes.utf8(text),
        List.of());
  }

  /** Stops answering and calling, at once; its store stays to look at. */
  void kill() {
    silence();
    continuity().close();
  }

  private void silence() {
    http.stop(0);
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new AssertionError("requests do not end");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    silence();
    Continuity running = continuity;
    if (running != null) {
      running.close();
    }
    committer.close();
    store.close();
  }
}

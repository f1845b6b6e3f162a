package carnet.server.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.journal.Checkpoint;
import carnet.journal.Committer;
import carnet.journal.Kind;
import carnet.journal.Log;
import carnet.journal.LogId;
import carnet.journal.ReplicaId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.SigningKey;
import carnet.journal.Tagger;
import carnet.journal.WriterKey;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Roster;
import carnet.journal.copy.FolderCopy;
import carnet.journal.exchange.Exchange;
import carnet.journal.exchange.Party;
import carnet.journal.exchange.Peer;
import carnet.journal.sqlite.SqliteStore;
import carnet.journal.verify.Finding;
import carnet.journal.verify.Finding.What;
import carnet.server.continuity.exchange.HttpPeer;
import carnet.vault.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host put back from an old copy, or one that tells two pasts, against an office that knows. */
class LyingPeerTest {
  private static final Bytes PATIENT = Bytes.fromHex("00112233445566778899aabbccddeeff");

  @TempDir Path directory;
  private World world;
  private Server host;
  private Server office;
  private SqliteStore old;
  private Committer oldCommitter;
  private Map<?, ?> held;

  /** The office holds three entries more of the host's log than {@code old} does. */
  @BeforeEach
  void anOldCopyOfTheHost() {
    world = new World();
    host = Server.founding(world, directory.resolve("host"));
    office = Server.empty(world, directory.resolve("office")).join(host, "cabinet");
    World.awaitEqual(host, office);
    FolderCopy copy = new FolderCopy(directory.resolve("copy"));
    copy.update(host.store, host.practice());
    try (Session there = host.session("moreau")) {
      host.write(there, PATIENT, "un");
      host.write(there, PATIENT, "deux");
    }
    World.awaitEqual(host, office);
    World.await(
        "the host knows", () -> host.continuity().readiness().replicas().get(1).behind() == 0);
    office.continuity().close();
    host.kill();
    held = World.heads(office);
    old = SqliteStore.open(directory.resolve("old.db"));
    oldCommitter = new Committer(old);
    copy.restore(old, host.practice(), Tagger.NONE);
  }

  @AfterEach
  void close() {
    oldCommitter.close();
    old.close();
    office.close();
    host.close();
  }

  @Test
  void aHostThatShowsLessThanItSignedIsARollbackThatIsKeptAsFinding() {
    office.continuity().pass(liar());

    assertThat(found(What.ROLLED_BACK)).isTrue();
    assertThat(World.heads(office)).isEqualTo(held);
  }

  @Test
  void aHostThatTellsAnotherPastIsRefusedAndBothBranchesAreKept() {
    Log log = hostLog();
    for (int i = 0; i < 9; i++) {
      log.append(
          new carnet.journal.Draft(
              Kind.SEALED,
              host.practice(),
              Bytes.of(new byte[176]),
              Bytes.utf8("autre passé " + i),
              java.util.Set.of()));
    }
    log.checkpoint();

    office.continuity().pass(liar());

    assertThat(found(What.CONTRADICTED) || found(What.FORKED)).isTrue();
    assertThat(World.heads(office)).isEqualTo(held);
    assertThat(office.store.forks(host.practice())).isNotEmpty();
  }

  @Test
  void aCheckpointThatItsWriterDidNotSignIsRefused() {
    LogId log = office.here().log().id();
    assertThat(log).isNotEqualTo(hostLog().id());
    SigningKey stranger = SigningKey.generate(Server.RANDOM);
    Log hosts = hostLog();
    for (int i = 0; i < 20; i++) {
      hosts.append(
          new carnet.journal.Draft(
              Kind.SEALED,
              host.practice(),
              Bytes.of(new byte[176]),
              Bytes.utf8("non signé " + i),
              java.util.Set.of()));
    }
    old.keep(hosts.id(), SignedCheckpoint.sign(Checkpoint.of(hosts.id(), hosts.head()), stranger));

    office.continuity().pass(liar());

    assertThat(found(What.UNSIGNED)).isTrue();
    assertThat(World.heads(office)).isEqualTo(held);
  }

  @Test
  void anEntryOfAWriterThatNobodyCertifiedIsRefused() {
    SigningKey nobody = SigningKey.generate(Server.RANDOM);
    WriterKey writer = WriterKey.of(SigningKey.generate(Server.RANDOM));
    Log log = Log.open(host.practice(), writer, old, oldCommitter);
    log.append(new Authority(host.practice(), "test").certificate(writer, nobody, 1, List.of()));
    log.checkpoint();

    office.continuity().pass(liar());

    assertThat(found(What.UNKNOWN_WRITER)).isTrue();
    assertThat(World.heads(office)).isEqualTo(held);
  }

  @Test
  void whoHasNoKeyOfTheRosterIsNotAnswered() {
    SigningKey stranger = SigningKey.generate(Server.RANDOM);
    HttpPeer peer =
        new HttpPeer(office.address(), office.custody.signingKey().publicKey(), stranger, world);

    assertThatThrownBy(() -> peer.ask(Bytes.of((byte) 1)))
        .isInstanceOf(HttpPeer.Unreachable.class)
        .hasMessageContaining("403");
  }

  @Test
  void anImpostorAtTheAddressOfAReplicaIsNotBelieved() {
    HttpPeer peer =
        new HttpPeer(
            office.address(),
            host.custody.signingKey().publicKey(),
            host.custody.signingKey(),
            world);

    assertThatThrownBy(() -> peer.news(Bytes.EMPTY))
        .isInstanceOf(HttpPeer.Unreachable.class)
        .hasMessageContaining("is not replica");
  }

  @Test
  void aFlippedBitInACopyIsNamedByPracticeWriterAndSequence() throws IOException {
    Path copy = directory.resolve("verified");
    new FolderCopy(copy).update(office.store, office.practice());
    assertThat(Verification.ofCopy(copy).findings()).isEmpty();

    LogId log = hostLog().id();
    Path file;
    try (Stream<Path> files =
        Files.list(copy.resolve(log.practice().hex()).resolve(log.writer().hex()))) {
      file =
          files
              .filter(each -> each.getFileName().toString().startsWith("entries-"))
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1; // the last byte of the last entry's body
    Files.write(file, bytes);
    long last = office.store.head(log).size() - 1;

    Verification verification = Verification.ofCopy(copy);
    assertThat(verification.findings()).containsExactly(Finding.at(What.DAMAGED, log, last));
    assertThat(verification.text())
        .contains("DAMAGED at " + log.practice() + "/" + log.writer() + "/" + last);
  }

  private boolean found(What what) {
    return office.continuity().findings().keySet().stream().anyMatch(each -> each.what() == what);
  }

  private Log hostLog() {
    WriterKey writer = WriterKey.read(host.custody.writerFile(host.practice(), 1));
    return Log.open(host.practice(), writer, old, oldCommitter);
  }

  /** Answers as the host would from the old copy, with the host's own keys. */
  private Peer liar() {
    Roster roster = Roster.fold(host.practice(), old.ofKind(host.practice(), Kind.AUTHORITY));
    Exchange exchange =
        new Exchange(
            new Party(
                host.practice(),
                old,
                roster,
                host.custody.signingKey(),
                _ -> false,
                Tagger.NONE,
                old.letters(world),
                world,
                _ -> {}));
    return new Peer() {
      @Override
      public ReplicaId id() {
        return host.custody.replica();
      }

      @Override
      public Bytes ask(Bytes request) {
        return exchange.answer(office.custody.replica(), request);
      }
    };
  }
}

package carnet.journal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.journal.Committer;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.Log;
import carnet.journal.LogId;
import carnet.journal.MalformedEntry;
import carnet.journal.Receipt;
import carnet.journal.SignedCheckpoint;
import carnet.journal.WriterKey;
import carnet.journal.authority.Act;
import carnet.journal.authority.Signer;
import carnet.journal.sqlite.SqliteStore;
import carnet.journal.verify.Finding;
import carnet.journal.verify.Finding.What;
import carnet.journal.verify.Verifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeTest {
  @TempDir Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init") // before each test
  private Office office;

  @BeforeEach
  void founded() {
    office = new Office(directory, 77);
  }

  @AfterEach
  void closed() {
    office.close();
  }

  @Test
  void twoReplicasEndEqualAndCosigned() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    host.write(300);
    box.write(20);

    Progress progress = host.exchangeWith(box);

    assertThat(progress.findings()).isEmpty();
    assertThat(progress.pulled()).isEqualTo(21);
    assertThat(progress.pushed()).isEqualTo(301);
    assertEqual(host, box);
    for (Office.Replica each : List.of(host, box)) {
      SignedCheckpoint newest = each.store.checkpoints(host.log().id()).getFirst();
      assertThat(newest.cosigned(Party.cosigner(box.id), box.key.publicKey())).isPresent();
    }
    assertThat(box.store.checkpoints(box.log().id()).getFirst().cosigners())
        .containsExactly(Party.cosigner(host.id));
    assertThat(host.exchangeWith(box)).isEqualTo(new Progress(0, 0, List.of()));
  }

  @Test
  void manyBatchesGoOnWhereTheyWereCut() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    for (int i = 0; i < 10; i++) {
      host.write(500);
    }
    int[] asked = {0};
    Peer failing =
        box.peer(
            host,
            answer -> {
              if (++asked[0] == 3) {
                throw new IllegalStateException("the line is cut");
              }
              return answer;
            });
    assertThatThrownBy(() -> box.exchange().pull(failing)).hasMessage("the line is cut");
    long reached = box.store.head(host.log().id()).size();
    assertThat(reached).isPositive().isLessThan(5001);

    assertThat(box.exchangeWith(host).pulled()).isEqualTo(5001 - reached);
    assertEqual(host, box);
  }

  @Test
  void aRelayCarriesBetweenTwoThatNeverMeet() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    Office.Replica relay = office.relay("relay");
    host.write(30);
    box.write(40);

    host.exchangeWith(relay);
    box.exchangeWith(relay);
    host.exchangeWith(relay);

    assertEqual(host, box);
    assertEqual(host, relay);
    assertThat(Verifier.verify(office.authority.practice(), relay.store, List.of())).isEmpty();
  }

  @Test
  void aFlippedBitOnTheWireIsRefusedAndNothingIsTaken() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    host.write(5);
    Peer lying =
        box.peer(
            host,
            answer -> {
              byte[] bytes = answer.toArray();
              if (bytes[0] == 3 && bytes.length > 2000) {
                bytes[bytes.length - 20] ^= 1;
              }
              return Bytes.of(bytes);
            });

    Progress progress = box.exchange().pull(lying);

    assertThat(progress.pulled()).isZero();
    assertThat(progress.findings()).extracting(Finding::what).containsOnly(What.CONTRADICTED);
    assertThat(box.store.head(host.log().id()).size()).isZero();
    assertThat(box.exchangeWith(host).pulled()).isEqualTo(6);
  }

  @Test
  void entriesOfAnUnknownWriterAreRefused() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    WriterKey stranger = office.some.writer();
    try (Committer committer = new Committer(host.store)) {
      Log log = Log.open(office.authority.practice(), stranger, host.store, committer);
      log.append(office.some.draft(office.authority.practice()));
      log.checkpoint();

      Progress progress = box.exchangeWith(host);

      assertThat(progress.findings()).contains(Finding.at(What.UNKNOWN_WRITER, log.id(), 0));
      assertThat(box.store.head(log.id()).size()).isZero();
      assertThat(box.store.head(host.log().id()).size()).isEqualTo(1);
    }
  }

  @Test
  void whatAClosedLogGoesOnToSayIsRefusedFromItsEnd() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    host.write(9);
    box.act(new Act.Close(host.log().id().writer(), 4), Signer.kit(office.kit));

    Progress progress = box.exchange().pull(box.peer(host, answer -> answer));

    assertThat(progress.findings())
        .containsExactly(Finding.at(What.NOT_ALLOWED, host.log().id(), 4));
    assertThat(box.store.head(host.log().id()).size()).isEqualTo(4);
  }

  @Test
  void anErasedEntryIsErasedEverywhereAndDoesNotComeBack() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    Office.Replica late = office.full("late");
    Receipt receipt = host.write(office.some.draft(office.authority.practice()));
    host.exchangeWith(box);
    host.exchangeWith(late);

    box.act(new Act.Erase(Set.of(receipt.entry())), Signer.replica(box.key));
    box.roster.eraseIn(box.store);
    late.exchangeWith(box); // late still has the body; box must not take it back
    assertThat(box.store.find(office.authority.practice(), receipt.entry()))
        .hasValueSatisfying(entry -> assertThat(entry.erased()).isTrue());
    assertThat(late.store.find(office.authority.practice(), receipt.entry()))
        .hasValueSatisfying(entry -> assertThat(entry.erased()).isTrue());

    Office.Replica fresh = office.full("fresh");
    fresh.exchangeWith(box); // box's act first, then host's log from host, whole
    fresh.exchangeWith(host);
    assertThat(fresh.store.find(office.authority.practice(), receipt.entry()))
        .hasValueSatisfying(entry -> assertThat(entry.erased()).isTrue());
    assertThat(fresh.reported).isEmpty();
  }

  @Test
  void aBodyThatNoActErasedIsNotTakenAsErased() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    host.write(3);
    Receipt hidden = host.write(office.some.draft(office.authority.practice()));
    host.write(3);
    host.store.erase(hidden.position());

    Progress progress = box.exchange().pull(box.peer(host, answer -> answer));

    assertThat(progress.findings())
        .containsExactly(Finding.at(What.WITHHELD, host.log().id(), hidden.position().sequence()));
    assertThat(box.store.head(host.log().id()).size()).isEqualTo(hidden.position().sequence());
  }

  @Test
  void aReplicaThatFellBehindItsOwnWordIsReported() {
    Office.Replica host = office.full("host");
    Office.Replica relay = office.relay("relay");
    host.write(5);
    host.exchangeWith(relay);
    // A relay put back from a copy, or one that lies, has the same key and an empty store.
    Message.Heads nothing = new Message.Heads(office.authority.practice(), Map.of());
    host.act(
        new Act.Replica(relay.key.publicKey(), Bytes.EMPTY, Act.Role.RELAY, "relay", List.of()),
        Signer.kit(office.kit));

    assertThat(Rollbacks.of(host.party(), relay.id, nothing))
        .containsExactly(Finding.at(What.ROLLED_BACK, host.log().id(), 0));
    assertThat(Rollbacks.of(relay.party(), host.id, nothing))
        .containsExactly(Finding.at(What.ROLLED_BACK, host.log().id(), 0));
  }

  @Test
  void aForkIsFoundKeptOnBothBranchesAndReported() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    WriterKey shared = office.some.writer();
    Log first = host.begin(shared);
    for (Entry entry : host.store.range(first.id(), 0, 1).toList()) {
      box.store.append(List.of(new carnet.journal.EntryStore.Placed(entry, Set.of())));
      box.roster.accept(entry);
    }
    try (Committer committer = new Committer(box.store)) {
      Log second = Log.open(office.authority.practice(), shared, box.store, committer);
      host.write(6);
      for (int i = 0; i < 3; i++) {
        second.append(office.some.draft(office.authority.practice()));
      }
      second.checkpoint();
      host.disown();
      List<Entry> theirs = box.store.range(second.id(), 1, 4).toList();

      Progress progress = host.exchange().pull(host.peer(box, answer -> answer));

      assertThat(progress.findings()).contains(Finding.at(What.FORKED, first.id(), 1));
      assertThat(host.store.forks(office.authority.practice()))
          .extracting(carnet.journal.EntryStore.Fork::other)
          .containsExactlyElementsOf(theirs);
      assertThat(host.store.head(first.id()).size()).isEqualTo(7);
      assertThat(Verifier.verify(office.authority.practice(), host.store, List.of()))
          .extracting(Finding::what)
          .contains(What.FORKED, What.CONTRADICTED);
    }
  }

  @Test
  void aReplicaLearnsThatItsOwnLogWasPutBack() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    host.write(2);
    LogId log = host.log().id();
    try (SqliteStore old = SqliteStore.open(directory.resolve("old.db"))) {
      host.store
          .range(log, 0, 2)
          .forEach(
              entry -> old.append(List.of(new carnet.journal.EntryStore.Placed(entry, Set.of()))));
      host.exchangeWith(box);
      Party party = host.party();
      Party restored =
          new Party(
              party.practice(),
              old,
              party.roster(),
              party.key(),
              log::equals,
              party.tagger(),
              party.letters(),
              party.clock(),
              party.report());

      Progress progress = new Exchange(restored).pull(host.peer(box, answer -> answer));

      assertThat(progress.findings()).contains(Finding.at(What.OWN_LOG_BEHIND, log, 2));
      assertThat(old.head(log).size()).isEqualTo(2);
    }
  }

  @Test
  void aLetterIsThereUntilItWasReceived() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    Office.Replica relay = office.relay("relay");
    Bytes letter = office.some.bytes(600);
    host.exchange().post(host.peer(relay, answer -> answer), box.id, letter);
    Peer mailbox = box.peer(relay, answer -> answer);

    Map<Long, Bytes> mail = box.exchange().pickUp(mailbox, Set.of());
    assertThat(mail.values()).containsExactly(letter);
    assertThat(host.exchange().pickUp(host.peer(relay, a -> a), mail.keySet())).isEmpty();
    assertThat(box.exchange().pickUp(mailbox, Set.of())).isEqualTo(mail);
    assertThat(box.exchange().pickUp(mailbox, mail.keySet())).isEmpty();
  }

  @Test
  void whatIsNoRequestIsRefused() {
    Office.Replica host = office.full("host");
    Office.Replica box = office.full("box");
    for (int size : new int[] {0, 1, 40, 300}) {
      assertThatThrownBy(() -> host.exchange().answer(box.id, office.some.bytes(size)))
          .isInstanceOfAny(MalformedMessage.class, MalformedEntry.class);
    }
    Draft elsewhere = office.some.draft(office.some.practice());
    assertThatThrownBy(() ->
            host.exchange()
                .answer(
                    box.id,
                    MessageFormat.encode(
                        new Message.Want(office.some.log(elsewhere.practice()), 0, 1))))
        .isInstanceOf(MalformedMessage.class);
  }

  private void assertEqual(Office.Replica some, Office.Replica other) {
    assertThat(other.store.heads(office.authority.practice()))
        .isEqualTo(some.store.heads(office.authority.practice()));
    for (LogId log : some.store.heads(office.authority.practice()).keySet()) {
      assertThat(other.store.range(log, 0, Long.MAX_VALUE))
          .containsExactlyElementsOf(some.store.range(log, 0, Long.MAX_VALUE).toList());
    }
  }
}

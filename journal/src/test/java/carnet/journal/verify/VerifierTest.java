package carnet.journal.verify;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.Entry;
import carnet.journal.EntryStore.Placed;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.Receipt;
import carnet.journal.SignedCheckpoint;
import carnet.journal.Tag;
import carnet.journal.Tagger;
import carnet.journal.copy.FolderCopy;
import carnet.journal.exchange.Office;
import carnet.journal.sqlite.SqliteStore;
import carnet.journal.verify.Finding.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
  @TempDir Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init") // before each test
  private Office office;

  @SuppressWarnings("NullAway.Init") // before each test
  private Office.Replica host;

  @SuppressWarnings("NullAway.Init") // before each test
  private PracticeId practice;

  @BeforeEach
  void founded() {
    office = new Office(directory, 4);
    practice = office.authority.practice();
    host = office.full("host");
  }

  @AfterEach
  void closed() {
    office.close();
  }

  @Test
  void aGoodStoreHasNoFindings() {
    host.write(700);
    assertThat(Verifier.verify(practice, host.store, held())).isEmpty();
  }

  @Test
  void aFlippedBitInABodyIsNamedAndRepairedFromAGoodCopy() throws SQLException {
    List<Receipt> receipts = host.write(30);
    LogId log = host.log().id();
    FolderCopy copy = new FolderCopy(directory.resolve("copy"));
    copy.update(host.store, practice);
    tamper("UPDATE entry SET body = zeroblob(length(body)) WHERE sequence = 17");

    assertThat(Verifier.verify(practice, host.store, List.of()))
        .containsExactly(Finding.at(What.DAMAGED, log, 17));

    Entry good = copy.range(log, 17, 18).findFirst().orElseThrow();
    assertThat(good.id()).isEqualTo(receipts.get(16).entry());
    assertThat(host.store.repair(good)).isTrue();
    assertThat(Verifier.verify(practice, host.store, List.of())).isEmpty();
  }

  @Test
  void aFlippedBitInALabelOrEnvelopeIsNamed() throws SQLException {
    host.write(30);
    tamper("UPDATE entry SET label = zeroblob(length(label)) WHERE sequence = 3");
    tamper("UPDATE entry SET kind = 2 WHERE sequence = 5");
    tamper("UPDATE entry SET kind = 77 WHERE sequence = 9");

    assertThat(Verifier.verify(practice, host.store, List.of()))
        .contains(
            Finding.at(What.DAMAGED, host.log().id(), 3),
            Finding.at(What.DAMAGED, host.log().id(), 5),
            Finding.at(What.MISSING, host.log().id(), 9));
  }

  @Test
  void aWholeLeafExchangedIsSeenAgainstTheCheckpoint() throws SQLException {
    host.write(30);
    tamper("UPDATE entry SET leaf = zeroblob(32) WHERE sequence = 8");
    assertThat(Verifier.verify(practice, host.store, List.of()))
        .extracting(Finding::what)
        .contains(What.DAMAGED, What.CONTRADICTED);
  }

  @Test
  void aCutEndIsSeenAgainstWhatOthersHold() throws SQLException {
    host.write(30);
    List<SignedCheckpoint> held = held();
    tamper("DELETE FROM entry WHERE sequence >= 20");
    tamper("DELETE FROM checkpoint");

    assertThat(Verifier.verify(practice, host.store, held))
        .contains(Finding.at(What.ROLLED_BACK, host.log().id(), 20));
  }

  @Test
  void aShortTagIsSeen() throws SQLException {
    Tag tag = office.some.tag();
    for (int i = 0; i < 3; i++) {
      host.write(office.some.draft(practice, tag));
    }
    tamper("DELETE FROM tag WHERE entry = (SELECT max(entry) FROM tag)");
    assertThat(Verifier.verify(practice, host.store, List.of()))
        .extracting(Finding::what)
        .containsExactly(What.SHORT_TAG);
  }

  @Test
  void aCopyHoldsWhatTheStoreHeldAndGivesItBack() {
    host.write(40);
    Path folder = directory.resolve("copy");
    FolderCopy copy = new FolderCopy(folder);
    assertThat(copy.update(host.store, practice)).isEqualTo(41);
    host.write(10);
    assertThat(copy.update(host.store, practice)).isEqualTo(10);
    assertThat(copy.update(host.store, practice)).isZero();

    assertThat(copy.practices()).containsExactly(practice);
    assertThat(Verifier.verify(practice, copy, held())).isEmpty();
    try (SqliteStore restored = SqliteStore.open(directory.resolve("restored.db"))) {
      new FolderCopy(folder).restore(restored, practice, Tagger.NONE);
      assertThat(restored.heads(practice)).isEqualTo(host.store.heads(practice));
      assertThat(Verifier.verify(practice, restored, held())).isEmpty();
    }
  }

  @Test
  void aFlippedBitInACopyIsNamed() throws IOException {
    host.write(40);
    FolderCopy copy = new FolderCopy(directory.resolve("copy"));
    copy.update(host.store, practice);
    Path segment = segment("entries");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length - 1] ^= 4;
    Files.write(segment, bytes);

    assertThat(Verifier.verify(practice, copy, List.of()))
        .containsExactly(Finding.at(What.DAMAGED, host.log().id(), 40));
  }

  @Test
  void aCopyCutInTheMiddleOfAPassGoesOn() throws IOException {
    host.write(40);
    FolderCopy copy = new FolderCopy(directory.resolve("copy"));
    copy.update(host.store, practice);
    Files.delete(segment("entries")); // the leaves came, the entries did not
    assertThat(copy.update(host.store, practice)).isEqualTo(41);
    assertThat(Verifier.verify(practice, copy, held())).isEmpty();
  }

  @Test
  void aCopyStoppedBeforeItsFirstEntryIsWhole() throws IOException {
    host.write(3);
    Path started = directory.resolve("started");
    new FolderCopy(started).update(host.store, practice);
    try (Stream<Path> files = Files.walk(started)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertThat(Verifier.verify(practice, new FolderCopy(started), List.of())).isEmpty();
  }

  @Test
  void aShorterCopyIsARollback() {
    host.write(40);
    FolderCopy copy = new FolderCopy(directory.resolve("copy"));
    copy.update(host.store, practice);
    host.write(1);
    assertThat(Verifier.verify(practice, copy, held()))
        .contains(Finding.at(What.ROLLED_BACK, host.log().id(), 41));
    FolderCopy none = new FolderCopy(directory.resolve("none"));
    assertThat(Verifier.verify(practice, none, held()))
        .contains(Finding.at(What.ROLLED_BACK, host.log().id(), 0));
  }

  @Test
  void aLogOfNobodyIsSeen() {
    LogId log = office.some.log(practice);
    host.store.append(List.of(new Placed(office.some.placed(log, 0).entry(), Set.of())));
    assertThat(Verifier.verify(practice, host.store, List.of()))
        .containsExactly(Finding.at(What.UNKNOWN_WRITER, log, 0));
  }

  private List<SignedCheckpoint> held() {
    return List.of(host.log().checkpoint());
  }

  private Path segment(String what) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("copy"))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(what))
          .findFirst()
          .orElseThrow();
    }
  }

  /** As someone with the disk in hand would. */
  private void tamper(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("host.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}

package carnet.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.sqlite.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  private final Some some = new Some(11);
  private final PracticeId practice = some.practice();
  @TempDir Path directory = Path.of("");

  @Test
  void manyVirtualThreadsAppendAndNoPlaceIsLostOrDoubled() throws InterruptedException {
    try (EntryStore store = SqliteStore.open(directory.resolve("journal.db"));
        Committer committer = new Committer(store);
        WriterKey key = some.writer()) {
      Log log = Log.open(practice, key, store, committer);
      List<Draft> drafts =
          java.util.stream.Stream.generate(() -> some.draft(practice)).limit(500).toList();
      ConcurrentLinkedQueue<Receipt> receipts = new ConcurrentLinkedQueue<>();
      List<Thread> threads =
          drafts.stream()
              .map(draft -> Thread.startVirtualThread(() -> receipts.add(log.append(draft))))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(receipts.stream().map(receipt -> receipt.position().sequence()).sorted())
          .containsExactlyElementsOf(LongStream.range(0, 500).boxed().toList());
      assertThat(drafts).allMatch(draft -> receipts.stream().anyMatch(r -> r.isFor(draft)));
      assertThat(log.head()).isEqualTo(store.head(log.id()));
    }
  }

  @Test
  void aCheckpointIsOfWhatIsDurableAndTheSameWhileNothingCame() {
    try (EntryStore store = SqliteStore.open(directory.resolve("journal.db"));
        Committer committer = new Committer(store);
        WriterKey key = some.writer()) {
      Log log = Log.open(practice, key, store, committer);
      log.append(some.draft(practice));
      SignedCheckpoint first = log.checkpoint();

      assertThat(first.verify(key.publicKey())).isTrue();
      assertThat(first.verify(some.key().publicKey())).isFalse();
      assertThat(first.checkpoint().head()).isEqualTo(log.head());
      assertThat(log.checkpoint()).isEqualTo(first);
      log.append(some.draft(practice));
      assertThat(log.checkpoint().checkpoint().size()).isEqualTo(2);
    }
  }

  @Test
  void aLogBehindACheckpointItSignedSignsNoMore() {
    try (EntryStore store = SqliteStore.open(directory.resolve("journal.db"));
        Committer committer = new Committer(store);
        WriterKey key = some.writer()) {
      Log log = Log.open(practice, key, store, committer);
      log.append(some.draft(practice));
      store.keep(
          log.id(),
          SignedCheckpoint.sign(
              new Checkpoint(log.id().origin(), 9, some.bytes(32)), key.signing()));

      assertThatThrownBy(log::checkpoint)
          .isInstanceOf(StoreFailed.class)
          .hasMessageContaining("certify a new one");
    }
  }

  @Test
  void aWriterKeyIsWrittenOnceForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("writer.key");
    try (WriterKey made = WriterKey.create(file, some.secure());
        WriterKey read = WriterKey.read(file)) {
      assertThat(read.id()).isEqualTo(made.id());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThatThrownBy(() -> WriterKey.create(file, some.secure()))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(Files.readAllBytes(file)).isEqualTo(made.signing().seed());
    }
  }
}

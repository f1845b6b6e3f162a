package carnet.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.sqlite.SqliteStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitterTest {
  private final Some some = new Some(31);
  @TempDir Path directory = Path.of("");

  @Test
  void aFailedCommitEndsItAndWhatWasAcknowledgedStays() {
    PracticeId practice = some.practice();
    AtomicBoolean full = new AtomicBoolean();
    Path file = directory.resolve("journal.db");
    try (EntryStore store = SqliteStore.open(file);
        WriterKey key = some.writer()) {
      EntryStore failing =
          before(
              store,
              batch -> {
                if (full.get()) {
                  throw new StoreFailed("no space is left");
                }
              });
      try (Committer committer = new Committer(failing)) {
        Log log = Log.open(practice, key, failing, committer);
        log.append(some.draft(practice));
        full.set(true);
        assertThatThrownBy(() -> log.append(some.draft(practice))).isInstanceOf(StoreFailed.class);
        full.set(false);
        assertThatThrownBy(() -> log.append(some.draft(practice)))
            .isInstanceOf(StoreFailed.class)
            .hasMessageContaining("ended after a failed commit");
        assertThat(log.head().size()).isEqualTo(1);
        assertThat(store.head(log.id()).size()).isEqualTo(1);
      }
      try (Committer anew = new Committer(store)) {
        Log log = Log.open(practice, key, store, anew);
        assertThat(log.append(some.draft(practice)).position().sequence()).isEqualTo(1);
      }
    }
  }

  @Test
  void anImportInOnePracticeDoesNotHoldUpANoteInAnother() throws InterruptedException {
    PracticeId busy = some.practice();
    PracticeId calm = some.practice();
    CountDownLatch gathered = new CountDownLatch(1);
    List<List<PracticeId>> batches = new ArrayList<>();
    try (EntryStore store = SqliteStore.open(directory.resolve("journal.db"))) {
      EntryStore slow =
          before(
              store,
              batch -> {
                batches.add(batch.stream().map(each -> each.entry().log().practice()).toList());
                awaitUninterruptibly(gathered);
              });
      try (Committer committer = new Committer(slow);
          WriterKey busyKey = some.writer();
          WriterKey calmKey = some.writer()) {
        Log importing = Log.open(busy, busyKey, slow, committer);
        Log noting = Log.open(calm, calmKey, slow, committer);
        List<EntryStore.Placed> first = placed(importing.id(), 0, 1);
        var _ = committer.commit(busy, first);
        for (int i = 0; i < 5; i++) {
          var _ = committer.commit(busy, placed(importing.id(), 1 + 800L * i, 800));
        }
        var note = committer.commit(calm, placed(noting.id(), 0, 1));
        gathered.countDown();
        note.join();

        // The note was last in the queue and is in the first batch that gathered after it came.
        int batch = batches.get(0).contains(calm) ? 0 : 1;
        assertThat(batches.get(batch)).contains(calm);
      }
    }
  }

  private List<EntryStore.Placed> placed(LogId log, long from, int count) {
    List<EntryStore.Placed> placed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      placed.add(some.placed(log, from + i));
    }
    return placed;
  }

  private interface Before {
    void append(List<EntryStore.Placed> batch);
  }

  /** The real store, and something that happens before each append. */
  @SuppressWarnings("unchecked")
  private static EntryStore before(EntryStore store, Before before) {
    return (EntryStore)
        Proxy.newProxyInstance(
            EntryStore.class.getClassLoader(),
            new Class<?>[] {EntryStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("append")) {
                before.append((List<EntryStore.Placed>) arguments[0]);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

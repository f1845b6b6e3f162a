package carnet.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.EntryStore.Placed;
import carnet.journal.merkle.CompactRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does, run by each. */
public abstract class EntryStoreContract {
  protected final Some some = new Some(7);

  @SuppressWarnings("NullAway.Init") // opened before each test
  private EntryStore store;

  private final LogId log = some.log();
  private final PracticeId practice = log.practice();
  private final Tag tag = some.tag();

  /** Opens the same place again where it was closed before. */
  protected abstract EntryStore open();

  @BeforeEach
  void opened() {
    store = open();
  }

  @AfterEach
  void closed() {
    store.close();
  }

  @Test
  void whatWasAppendedIsThereAfterReopening() {
    List<Placed> batch = batch(log, 0, 5, tag);
    store.append(batch);
    store.close();
    store = open();

    assertThat(store.range(log, 0, Long.MAX_VALUE)).containsExactlyElementsOf(entries(batch));
    assertThat(store.tagged(practice, tag)).containsExactlyElementsOf(entries(batch));
    assertThat(store.practices()).containsExactly(practice);
  }

  @Test
  void aHeadIsSizeAndRootOfTheLeaves() {
    List<Placed> batch = batch(log, 0, 13);
    CompactRange range = CompactRange.empty();
    entries(batch).forEach(entry -> range.append(entry.leaf()));

    EntryStore.Appended appended = store.append(batch);

    assertThat(appended.heads()).containsEntry(log, range.head());
    assertThat(store.heads(practice)).containsEntry(log, range.head()).hasSize(1);
    assertThat(store.head(log)).isEqualTo(range.head());
    assertThat(store.leaves(log, 0, Long.MAX_VALUE))
        .containsExactlyElementsOf(entries(batch).stream().map(Entry::leaf).toList());
  }

  @Test
  void aRangeIsCutWhereAsked() {
    List<Placed> batch = batch(log, 0, 1500);
    store.append(batch);

    assertThat(store.range(log, 700, 1300))
        .containsExactlyElementsOf(entries(batch).subList(700, 1300));
    assertThat(store.range(log, 1500, 1600)).isEmpty();
    assertThat(store.range(some.log(), 0, 10)).isEmpty();
  }

  @Test
  void anEqualEntryInItsPlaceChangesNothing() {
    List<Placed> batch = batch(log, 0, 3, tag);
    store.append(batch);
    EntryStore.Appended again = store.append(batch);

    assertThat(again.added()).isZero();
    assertThat(again.forks()).isEmpty();
    assertThat(store.head(log).size()).isEqualTo(3);
    assertThat(store.tagged(practice, tag)).hasSize(3);
  }

  @Test
  void tagsMayComeLater() {
    List<Placed> untagged = batch(log, 0, 3);
    store.append(untagged);
    assertThat(store.tagged(practice, tag)).isEmpty();

    store.append(entries(untagged).stream().map(e -> new Placed(e, Set.of(tag))).toList());

    assertThat(store.tagged(practice, tag)).containsExactlyElementsOf(entries(untagged));
  }

  @Test
  void anotherEntryInAPlaceIsAForkAndKeptAsEvidenceWithAllThatFollowsIt() {
    List<Placed> kept = batch(log, 0, 3);
    store.append(kept);
    List<Placed> other = batch(log, 2, 3);

    EntryStore.Appended appended = store.append(other);

    assertThat(appended.added()).isZero();
    assertThat(appended.forks()).hasSize(3);
    assertThat(store.head(log).size()).isEqualTo(3);
    assertThat(store.forks(practice))
        .extracting(EntryStore.Fork::other)
        .containsExactlyElementsOf(entries(other));
    assertThat(store.forks(practice).getFirst().kept()).isEqualTo(kept.getLast().entry().leaf());
  }

  @Test
  void aForkedLogTakesNothingMoreOfEitherBranch() {
    store.append(batch(log, 0, 3));
    List<Placed> other = batch(log, 2, 5);
    store.append(other.subList(0, 1));
    store.close();
    store = open();

    EntryStore.Appended appended = store.append(other.subList(1, 5));

    assertThat(appended.added()).isZero();
    assertThat(store.head(log).size()).isEqualTo(3);
    assertThat(store.forks(practice)).hasSize(5);
  }

  @Test
  void anErasedBodyIsGoneFromTheEvidenceToo() {
    Draft draft = some.draft(practice);
    store.append(List.of(new Placed(Entry.place(draft, log, 0), Set.of())));
    LogId second = some.log(practice);
    store.append(batch(second, 0, 1));
    store.append(List.of(new Placed(Entry.place(draft, second, 0), Set.of())));

    store.erase(new Position(log, 0));

    assertThat(store.forks(practice)).hasSize(1).allMatch(fork -> fork.other().erased());
    assertThat(store.forks(practice).getFirst().place()).isEqualTo(new Position(second, 0));
  }

  @Test
  void aHoleIsRefusedAndNothingOfItsBatchIsWritten() {
    List<Placed> batch = new ArrayList<>(batch(log, 0, 2));
    batch.add(some.placed(log, 3));

    assertThatThrownBy(() -> store.append(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hole");
    assertThat(store.head(log)).isEqualTo(Head.EMPTY);

    store.append(batch.subList(0, 2)); // and the store goes on
    assertThat(store.head(log).size()).isEqualTo(2);
  }

  @Test
  void theSameEntryUnderTwoWritersCountsOnce() {
    Draft draft = some.draft(practice, tag);
    LogId second = some.log(practice);
    Entry first = Entry.place(draft, log, 0);
    store.append(List.of(new Placed(first, draft.tags())));
    store.append(List.of(new Placed(Entry.place(draft, second, 0), draft.tags())));

    assertThat(store.tagged(practice, tag)).containsExactly(first);
    assertThat(store.find(practice, draft.id())).contains(first);
    assertThat(store.range(second, 0, 1)).hasSize(1);
  }

  @Test
  void anErasedBodyIsGoneInEveryCopyAndTheTreeStands() {
    Draft draft = some.draft(practice, tag);
    LogId second = some.log(practice);
    LogId third = some.log(practice);
    store.append(List.of(new Placed(Entry.place(draft, log, 0), draft.tags())));
    store.append(List.of(new Placed(Entry.place(draft, second, 0), draft.tags())));
    Head before = store.head(log);

    store.erase(new Position(second, 0));
    store.append(List.of(new Placed(Entry.place(draft, third, 0), draft.tags())));
    store.append(List.of(new Placed(Entry.place(draft, log, 0), draft.tags())));

    for (LogId each : List.of(log, second, third)) {
      assertThat(store.range(each, 0, 1)).allMatch(Entry::erased);
    }
    assertThat(store.tagged(practice, tag)).hasSize(1).allMatch(Entry::erased);
    assertThat(store.head(log)).isEqualTo(before);
    assertThat(store.repair(Entry.place(draft, log, 0))).isFalse();
  }

  @Test
  void oneTagInTwoPracticesIsTwo() {
    LogId other = some.log();
    store.append(batch(log, 0, 2, tag));
    store.append(batch(other, 0, 3, tag));

    assertThat(store.tagged(practice, tag)).hasSize(2);
    assertThat(store.tagged(other.practice(), tag)).hasSize(3);
  }

  @Test
  void entriesOfAKindAreFoundWithoutTags() {
    Draft keyring = new Draft(Kind.KEYRING, practice, some.bytes(176), some.bytes(80), Set.of());
    Entry entry = Entry.place(keyring, log, 0);
    store.append(List.of(new Placed(entry, Set.of())));
    store.append(batch(log, 1, 2));

    assertThat(store.ofKind(practice, Kind.KEYRING)).containsExactly(entry);
    assertThat(store.ofKind(practice, Kind.DOOR)).isEmpty();
  }

  @Test
  void emptyLabelsAndBodiesComeBackAsTheyWere() {
    Draft draft = new Draft(Kind.AUTHORITY, practice, Bytes.EMPTY, Bytes.EMPTY, Set.of());
    Entry entry = Entry.place(draft, log, 0);
    store.append(List.of(new Placed(entry, Set.of())));

    assertThat(store.range(log, 0, 1)).containsExactly(entry);
  }

  @Test
  void aReadSeesTheStateAtItsBeginning() {
    store.append(batch(log, 0, 600, tag));
    Set<EntryId> seen = new HashSet<>();
    boolean[] grown = {false};

    store
        .tagged(practice, tag)
        .forEach(entry -> {
          seen.add(entry.id());
          if (!grown[0]) {
            grown[0] = true;
            store.append(batch(log, 600, 50, tag));
          }
        });

    assertThat(seen).hasSize(600);
  }

  @Test
  void checkpointsAreKeptMergedAndNewestFirst() {
    SigningKey key = some.key();
    store.append(batch(log, 0, 4));
    SignedCheckpoint early =
        SignedCheckpoint.sign(new Checkpoint(log.origin(), 2, some.bytes(32)), key);
    SignedCheckpoint late = SignedCheckpoint.sign(Checkpoint.of(log, store.head(log)), key);
    SignedCheckpoint cosigned = late.cosign("a.peer", some.key(), java.time.Instant.EPOCH);
    store.keep(log, early);
    store.keep(log, late);
    store.keep(log, cosigned);
    store.keep(log, late);

    assertThat(store.checkpoints(log)).containsExactly(cosigned, early);
  }

  @Test
  void contradictingCheckpointsAreBothKept() {
    SigningKey key = some.key();
    store.append(batch(log, 0, 1));
    store.keep(log, SignedCheckpoint.sign(new Checkpoint(log.origin(), 1, some.bytes(32)), key));
    store.keep(log, SignedCheckpoint.sign(new Checkpoint(log.origin(), 1, some.bytes(32)), key));
    for (int size = 2; size < 40; size++) {
      store.keep(
          log, SignedCheckpoint.sign(new Checkpoint(log.origin(), size, some.bytes(32)), key));
    }

    assertThat(store.checkpoints(log)).filteredOn(each -> each.checkpoint().size() == 1).hasSize(2);
    assertThat(store.checkpoints(log)).hasSizeLessThan(20);
  }

  protected List<Placed> batch(LogId into, long from, int count, Tag... tags) {
    List<Placed> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(some.placed(into, from + i, tags));
    }
    return batch;
  }

  private static List<Entry> entries(List<Placed> batch) {
    return batch.stream().map(Placed::entry).toList();
  }
}

package carnet.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The log that this replica writes in one practice. Entry 0 is its certificate (room {@code
 * authority}); after it any number of threads, virtual ones too, append at once.
 *
 * <pre>{@code
 * Receipt receipt = log.append(draft); // durable when it returns
 * }</pre>
 *
 * There is one {@code Log} of a writer in all the world: its key lies outside what is copied, and
 * the store is locked to one process.
 */
public final class Log {
  private final LogId id;
  private final WriterKey key;
  private final EntryStore store;
  private final Committer committer;
  private final ReentrantLock placing = new ReentrantLock();
  private final ReentrantLock signing = new ReentrantLock();
  private final AtomicReference<Head> durable;
  private long next;

  private Log(LogId id, WriterKey key, EntryStore store, Committer committer) {
    this.id = id;
    this.key = key;
    this.store = store;
    this.committer = committer;
    this.durable = new AtomicReference<>(store.head(id));
    this.next = durable.get().size();
  }

  /** Opens it where its store left it: empty, if it is new. The committer is that of the store. */
  public static Log open(
      PracticeId practice, WriterKey key, EntryStore store, Committer committer) {
    return new Log(new LogId(practice, key.id()), key, store, committer);
  }

  public LogId id() {
    return id;
  }

  /** One draft; durable when it returns. */
  public Receipt append(Draft draft) {
    return append(List.of(draft)).getFirst();
  }

  /**
   * All or none, next to each other; durable when it returns.
   *
   * @throws StoreFailed if it cannot be told that they are durable
   */
  public List<Receipt> append(List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return List.of();
    }
    List<Entry> hashed = drafts.stream().map(draft -> Entry.place(draft, id, 0)).toList();
    List<EntryStore.Placed> placed = new ArrayList<>(drafts.size());
    CompletableFuture<EntryStore.Appended> done;
    placing.lock();
    try {
      for (int i = 0; i < drafts.size(); i++) {
        placed.add(new EntryStore.Placed(hashed.get(i).at(next + i), drafts.get(i).tags()));
      }
      done = committer.commit(id.practice(), placed);
      next += drafts.size();
    } finally {
      placing.unlock();
    }
    EntryStore.Appended appended = await(done);
    if (appended.forks().stream().anyMatch(fork -> fork.place().log().equals(id))) {
      throw new StoreFailed(
          "log " + id + " was written elsewhere too: close its writer and certify a new one");
    }
    Head reached = appended.heads().getOrDefault(id, Head.EMPTY);
    durable.accumulateAndGet(reached, (a, b) -> a.size() >= b.size() ? a : b);
    return placed.stream().map(each -> new Receipt(each.entry())).toList();
  }

  /** What is durable. */
  public Head head() {
    return durable.get();
  }

  /**
   * Signs what is durable and keeps it; the same checkpoint again while nothing was added. Called
   * by a scheduler, a second behind at the latest.
   */
  public SignedCheckpoint checkpoint() {
    signing.lock();
    try {
      Head head = durable.get();
      List<SignedCheckpoint> kept = store.checkpoints(id);
      if (!kept.isEmpty()) {
        SignedCheckpoint newest = kept.getFirst();
        if (newest.checkpoint().head().equals(head)) {
          return newest;
        }
        if (newest.checkpoint().size() >= head.size()) {
          throw new StoreFailed(
              "log "
                  + id
                  + " is behind or beside a checkpoint it signed: it was put back from a"
                  + " copy; close its writer and certify a new one");
        }
      }
      SignedCheckpoint signed = SignedCheckpoint.sign(Checkpoint.of(id, head), key.signing());
      store.keep(id, signed);
      return signed;
    } finally {
      signing.unlock();
    }
  }

  /** From a sequence to before another, or to the end. */
  public Stream<Entry> range(long from, long to) {
    return store.range(id, from, to);
  }

  private static EntryStore.Appended await(CompletableFuture<EntryStore.Appended> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      throw new StoreFailed("the commit failed; restart the server", e);
    }
  }
}

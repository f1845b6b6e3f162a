package carnet.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: one queue, one platform thread and one fsync for all logs of a store. While a
 * transaction is on its way to the disk the next one gathers; nobody waits for a timer. Fair by
 * practice: a round takes one request of each practice in turn, so that an import in one does not
 * hold up a note in another.
 *
 * <p>A failed commit ends it: what waits and what comes later fails with the same cause, because a
 * failed fsync may have dropped pages that a second one would call written. Open the store anew.
 */
public final class Committer implements AutoCloseable {
  private static final int MOST_ENTRIES = 1024;
  private static final long MOST_BYTES = 8L << 20;

  private record Request(
      List<EntryStore.Placed> entries, CompletableFuture<EntryStore.Appended> done) {}

  private final EntryStore store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Map<PracticeId, Queue<Request>> waiting = new LinkedHashMap<>();
  private final Thread thread;
  private @Nullable StoreFailed ended;
  private boolean closing;

  public Committer(EntryStore store) {
    this.store = store;
    this.thread = Thread.ofPlatform().name("journal-committer").daemon().unstarted(this::run);
    thread.start();
  }

  /** Done when durable. Requests of one practice are committed in the order they were given. */
  CompletableFuture<EntryStore.Appended> commit(
      PracticeId practice, List<EntryStore.Placed> entries) {
    Request request = new Request(entries, new CompletableFuture<>());
    lock.lock();
    try {
      if (ended != null) {
        throw new StoreFailed(
            "the committer ended after a failed commit; restart the server", ended);
      }
      if (closing) {
        throw new StoreFailed("the committer is closed");
      }
      waiting.computeIfAbsent(practice, _ -> new ArrayDeque<>()).add(request);
      work.signal();
    } finally {
      lock.unlock();
    }
    return request.done();
  }

  /** Commits what waits, then ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Request> batch = next();
    while (!batch.isEmpty()) {
      try {
        EntryStore.Appended appended = store.append(entriesOf(batch));
        batch.forEach(request -> request.done().complete(appended));
      } catch (RuntimeException | Error e) {
        end(batch, e);
        return;
      }
      batch = next();
    }
  }

  /** Empty only when closing and nothing waits. */
  private List<Request> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closing) {
        work.awaitUninterruptibly();
      }
      return drain();
    } finally {
      lock.unlock();
    }
  }

  private List<Request> drain() {
    List<Request> batch = new ArrayList<>();
    int entries = 0;
    long bytes = 0;
    while (!waiting.isEmpty()) {
      for (PracticeId practice : List.copyOf(waiting.keySet())) {
        Queue<Request> queue = waiting.getOrDefault(practice, new ArrayDeque<>());
        Request request = queue.remove();
        waiting.remove(practice);
        if (!queue.isEmpty()) {
          waiting.put(practice, queue); // at the end: its turn comes again after the others'
        }
        batch.add(request);
        for (EntryStore.Placed placed : request.entries()) {
          entries++;
          bytes += EntryFormat.sizeOf(placed.entry());
        }
        if (entries >= MOST_ENTRIES || bytes >= MOST_BYTES) {
          return batch;
        }
      }
    }
    return batch;
  }

  private void end(List<Request> batch, Throwable cause) {
    StoreFailed failed =
        cause instanceof StoreFailed already
            ? already
            : new StoreFailed("a commit failed; restart the server", cause);
    List<Request> lost = new ArrayList<>(batch);
    lock.lock();
    try {
      ended = failed;
      waiting.values().forEach(lost::addAll);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    lost.forEach(request -> request.done().completeExceptionally(failed));
  }

  private static List<EntryStore.Placed> entriesOf(List<Request> batch) {
    return batch.stream().flatMap(request -> request.entries().stream()).toList();
  }
}

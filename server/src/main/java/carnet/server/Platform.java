package carnet.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * A few platform threads for what computes long (Argon2, PDF), so that virtual threads keep their
 * carriers. Full, it refuses.
 */
@Component
public final class Platform implements AutoCloseable {

  private static final int WAITING = 64;

  private final ThreadPoolExecutor pool;

  Platform() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("platform-", 0).daemon().factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /** Runs there and waits; what the task throws unchecked comes out as it is. */
  public <T> T run(Callable<T> task) {
    Future<T> done;
    try {
      done = pool.submit(task);
    } catch (RejectedExecutionException full) {
      throw Problem.of(
              "busy",
              HttpStatus.SERVICE_UNAVAILABLE,
              "Trop de demandes à la fois ; réessayez dans quelques secondes.",
              "Too many requests at once; try again in a few seconds.")
          .retryAfter(5);
    }
    try {
      return done.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a task of the platform pool failed", failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      done.cancel(true);
      throw new IllegalStateException("interrupted while waiting for the platform pool", stop);
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}

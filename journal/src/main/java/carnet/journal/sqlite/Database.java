package carnet.journal.sqlite;

import carnet.journal.StoreFailed;
import carnet.journal.StoreInUse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One SQLite file: its lock, one writing connection on one thread, a few reading ones on a small
 * pool. SQLite blocks in native code and would hold the carrier of a virtual thread, so nothing
 * here runs on the caller's thread; a virtual caller only waits.
 */
final class Database implements AutoCloseable {
  private static final int READERS = 3;

  /** Work on a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final FileChannel lockFile;
  private final FileLock lock;
  private final Connection writing;
  private final List<Connection> reading = new ArrayList<>();
  private final BlockingQueue<Connection> free = new LinkedBlockingQueue<>();
  private final ExecutorService writer = pool(1, "journal-writer");
  private final ExecutorService readers = pool(READERS, "journal-reader");
  private volatile @Nullable StoreFailed failed;

  static Database open(Path file) {
    try {
      FileChannel lockFile =
          FileChannel.open(
              Path.of(file + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        return new Database(file, lockFile, lock(file, lockFile));
      } catch (RuntimeException | SQLException | IOException e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new StoreFailed("the store " + file + " cannot be opened: check its place and disk", e);
    }
  }

  private Database(Path file, FileChannel lockFile, FileLock lock)
      throws IOException, SQLException {
    this.lockFile = lockFile;
    this.lock = lock;
    createPrivate(file);
    writing = Schema.connect(file);
    Schema.prepare(writing, file);
    writing.setAutoCommit(false);
    for (int i = 0; i < READERS; i++) {
      Connection connection = Schema.connect(file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA query_only = ON");
      }
      connection.setAutoCommit(false); // each read sees one state
      reading.add(connection);
      free.add(connection);
    }
  }

  /** In one transaction. Any failure but the caller's own ends writing until opened anew. */
  <T> T write(Work<T> work) {
    return await(writer, () -> writeHere(work));
  }

  private <T> T writeHere(Work<T> work) {
    StoreFailed before = failed;
    if (before != null) {
      throw new StoreFailed("the store takes no more writes; restart the server", before);
    }
    try {
      T result = work.on(writing);
      writing.commit();
      return result;
    } catch (IllegalArgumentException refused) {
      rollback(refused);
      throw refused;
    } catch (SQLException | RuntimeException | Error e) {
      StoreFailed failure = new StoreFailed("a write failed; the store takes no more", e);
      failed = failure;
      rollback(failure);
      throw failure;
    }
  }

  private void rollback(Throwable because) {
    try {
      writing.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
      if (failed == null) {
        failed = new StoreFailed("a refused write could not be taken back", e);
      }
    }
  }

  /** In one snapshot. */
  <T> T read(Work<T> work) {
    return await(
        readers,
        () -> {
          Connection connection = free.take();
          try {
            T result = work.on(connection);
            connection.rollback();
            return result;
          } catch (SQLException e) {
            throw new StoreFailed("a read failed: check the disk, verify the store", e);
          } finally {
            free.add(connection);
          }
        });
  }

  /** Empties the write-ahead log, so that nothing wiped stays in it. */
  void flushLog() {
    await(
        writer,
        () -> {
          writing.setAutoCommit(true);
          try (Statement statement = writing.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
          } finally {
            writing.setAutoCommit(false);
          }
          return true;
        });
  }

  @Override
  public void close() {
    end(readers);
    end(writer);
    try {
      for (Connection connection : reading) {
        connection.close();
      }
      writing.close();
      lock.release();
      lockFile.close();
    } catch (SQLException | IOException e) {
      throw new StoreFailed("the store did not close; what was acknowledged is safe", e);
    }
  }

  private static <T> T await(ExecutorService pool, Callable<T> work) {
    boolean interrupted = false;
    try {
      Future<T> future = pool.submit(work);
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true; // a write under way must be known to its caller
        }
      }
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case StoreFailed failed -> new StoreFailed(String.valueOf(failed.getMessage()), failed);
        case IllegalArgumentException refused -> refused;
        case null, default -> new StoreFailed("a task of the store failed", e);
      };
    } catch (RejectedExecutionException e) {
      throw new StoreFailed("the store is closed", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FileLock lock(Path file, FileChannel lockFile) throws IOException {
    FileLock lock;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new StoreInUse("the store " + file + " is open already: stop the other server first");
    }
    return lock;
  }

  private static void createPrivate(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      return; // its mode is its owner's choice
    }
  }

  private static ExecutorService pool(int threads, String name) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  private static void end(ExecutorService pool) {
    pool.shutdown();
    boolean interrupted = false;
    try {
      while (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
        // a write under way ends before its connection does
      }
    } catch (InterruptedException e) {
      interrupted = true;
      pool.shutdownNow();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

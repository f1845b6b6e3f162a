package carnet.journal.sqlite;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.EntryStore;
import carnet.journal.Head;
import carnet.journal.LeafHash;
import carnet.journal.LogId;
import carnet.journal.Position;
import carnet.journal.PracticeId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.Tag;
import carnet.journal.exchange.Letters;
import carnet.journal.merkle.CompactRange;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: one file, WAL, {@code synchronous=FULL}, one writing connection. A commit
 * that returned survives {@code kill -9} and, on a disk that honours flush, power loss. Locked to
 * one process by {@code <file>.lock}.
 */
public final class SqliteStore implements EntryStore {
  private static final int PAGE_LEAVES = 16_384;

  private final Database database;
  private final Logs logs;
  private final Checkpoints checkpoints;

  private SqliteStore(Database database) {
    this.database = database;
    this.logs = database.read(Logs::load);
    this.checkpoints = new Checkpoints(database, logs);
  }

  /**
   * Opens the store of that file, made if absent (mode 0600; its directory must be there).
   *
   * @throws carnet.journal.StoreInUse if another process, or this one, has it open
   */
  public static SqliteStore open(Path file) {
    Database database = Database.open(file);
    try {
      return new SqliteStore(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public Appended append(List<Placed> batch) {
    return database.write(connection -> {
      try (AppendTransaction transaction = new AppendTransaction(connection, logs)) {
        Appended appended = transaction.append(batch);
        connection.commit();
        transaction.know();
        return appended;
      }
    });
  }

  @Override
  public Stream<Entry> range(LogId log, long from, long to) {
    return logs.row(log).stream().flatMap(row -> range(log, row, from, to));
  }

  private Stream<Entry> range(LogId log, long row, long from, long to) {
    long[] next = {from};
    return Pages.stream(() -> {
      List<Entry> page =
          database.read(connection -> Queries.page(connection, log, row, next[0], to));
      if (!page.isEmpty()) {
        next[0] = page.getLast().sequence() + 1;
      }
      return page;
    });
  }

  @Override
  public Stream<Entry> tagged(PracticeId practice, Tag tag) {
    return logs.row(practice).stream()
        .flatMap(row -> Pages.stream(new TaggedRead(database, logs, row, tag)::next));
  }

  @Override
  public Stream<Tag> tags(PracticeId practice) {
    return logs.row(practice).stream()
        .flatMap(row -> database.read(connection -> Queries.tags(connection, row)).stream());
  }

  @Override
  public Stream<LeafHash> leaves(LogId log, long from, long to) {
    return logs.row(log).stream().flatMap(row -> leaves(row, from, to));
  }

  private Stream<LeafHash> leaves(long log, long from, long to) {
    long[] next = {from};
    return Pages.stream(() -> {
      long begin = next[0];
      long end = Math.min(to, Math.addExact(begin, PAGE_LEAVES));
      next[0] = Math.max(begin, end);
      return database.read(connection -> Queries.leaves(connection, log, begin, end));
    });
  }

  @Override
  public Map<LogId, Head> heads(PracticeId practice) {
    @Nullable Long row = logs.row(practice).orElse(null);
    return row == null
        ? Map.of()
        : database.read(connection -> Queries.heads(connection, practice, row));
  }

  @Override
  public Head head(LogId log) {
    @Nullable Long row = logs.row(log).orElse(null);
    return row == null
        ? Head.EMPTY
        : database.read(connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement("SELECT range FROM log WHERE row = ?");
              ResultSet found = Rows.bind(statement, row).executeQuery()) {
            return found.next() ? CompactRange.decode(Rows.bytes(found, 1)).head() : Head.EMPTY;
          }
        });
  }

  @Override
  public Set<PracticeId> practices() {
    return logs.practices();
  }

  @Override
  public Optional<Entry> find(PracticeId practice, EntryId id) {
    @Nullable Long row = logs.row(practice).orElse(null);
    if (row == null) {
      return Optional.empty();
    }
    return database.read(connection -> {
      try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT "
                      + Rows.ENTRY
                      + " FROM entry JOIN log ON log.row = entry.log"
                      + " WHERE entry.id = ? AND log.practice = ? ORDER BY entry.row LIMIT 1");
          ResultSet found = Rows.bind(statement, id.value(), row).executeQuery()) {
        return found.next()
            ? Optional.of(Rows.entry(found, logs.id(found.getLong(2))))
            : Optional.empty();
      }
    });
  }

  @Override
  public void erase(Position place) {
    Entry entry =
        range(place.log(), place.sequence(), place.sequence() + 1)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no entry stands at " + place));
    Bytes id = entry.id().value();
    long practice = logs.row(place.log().practice()).orElseThrow();
    database.write(connection -> Erasure.run(connection, practice, id));
    database.flushLog();
  }

  @Override
  public boolean repair(Entry good) {
    @Nullable Long log = logs.row(good.log()).orElse(null);
    Bytes body = good.body();
    if (log == null || body == null || !good.intact()) {
      return false;
    }
    int repaired =
        database.write(connection ->
            Rows.run(
                connection,
                "UPDATE entry SET body = ?1, body_size = ?2, body_hash = ?3, label = ?4,"
                    + " kind = ?5, id = ?6 WHERE log = ?7 AND sequence = ?8 AND leaf = ?9"
                    + " AND body IS NOT NULL"
                    + " AND (body <> ?1 OR body_hash <> ?3 OR label <> ?4 OR id <> ?6)",
                body,
                good.bodySize(),
                good.bodyHash(),
                good.label(),
                (int) good.kind().code(),
                good.id().value(),
                log,
                good.sequence(),
                good.leaf().value()));
    return repaired == 1;
  }

  @Override
  public void keep(LogId log, SignedCheckpoint checkpoint) {
    checkpoints.keep(log, checkpoint);
  }

  @Override
  public List<SignedCheckpoint> checkpoints(LogId log) {
    return checkpoints.of(log);
  }

  @Override
  public List<Fork> forks(PracticeId practice) {
    @Nullable Long row = logs.row(practice).orElse(null);
    return row == null ? List.of() : database.read(connection -> Queries.forks(connection, row));
  }

  /** The mailbox in this file. */
  public Letters letters(Clock clock) {
    return new SqliteLetters(database, clock);
  }

  @Override
  public void close() {
    database.close();
  }
}

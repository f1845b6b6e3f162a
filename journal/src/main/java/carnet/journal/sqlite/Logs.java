package carnet.journal.sqlite;

import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of practices and logs, by which entries and tags name them. They never change, so they
 * are known in memory; a new one is known just before its commit.
 */
final class Logs {
  private final Map<PracticeId, Long> practices = new ConcurrentHashMap<>();
  private final Map<LogId, Long> rows = new ConcurrentHashMap<>();
  private final Map<Long, LogId> ids = new ConcurrentHashMap<>();

  static Logs load(Connection connection) throws SQLException {
    Logs logs = new Logs();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT log.row, practice.row, practice.id, writer"
                    + " FROM log JOIN practice ON practice.row = log.practice");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        PracticeId practice = new PracticeId(Rows.bytes(row, 3));
        LogId log = new LogId(practice, new WriterId(Rows.bytes(row, 4)));
        logs.know(practice, row.getLong(2));
        logs.know(log, row.getLong(1));
      }
    }
    return logs;
  }

  void know(PracticeId practice, long row) {
    practices.put(practice, row);
  }

  void know(LogId log, long row) {
    rows.put(log, row);
    ids.put(row, log);
  }

  Set<PracticeId> practices() {
    return Set.copyOf(practices.keySet());
  }

  Optional<Long> row(PracticeId practice) {
    return Optional.ofNullable(practices.get(practice));
  }

  Optional<Long> row(LogId log) {
    return Optional.ofNullable(rows.get(log));
  }

  LogId id(long row) {
    return Objects.requireNonNull(ids.get(row), "a log that no transaction made");
  }
}

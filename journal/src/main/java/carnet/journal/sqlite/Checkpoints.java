package carnet.journal.sqlite;

import carnet.journal.Checkpoint;
import carnet.journal.LogId;
import carnet.journal.SignedCheckpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints of each log: the newest few, for they are signed each second, and every pair of
 * one size with two roots, which is evidence.
 */
final class Checkpoints {
  private static final int KEPT = 16;

  private final Database database;
  private final Logs logs;

  Checkpoints(Database database, Logs logs) {
    this.database = database;
    this.logs = logs;
  }

  void keep(LogId log, SignedCheckpoint given) {
    long row =
        logs.row(log)
            .orElseThrow(() -> new IllegalArgumentException("the store has no log " + log));
    Checkpoint checkpoint = given.checkpoint();
    if (!checkpoint.origin().equals(log.origin())) {
      throw new IllegalArgumentException(
          "a checkpoint of " + checkpoint.origin() + " is not " + log);
    }
    database.write(connection -> {
      SignedCheckpoint merged =
          kept(connection, row, checkpoint).map(before -> before.merge(given)).orElse(given);
      Rows.run(
          connection,
          "INSERT INTO checkpoint(log, size, root, note) VALUES (?, ?, ?, ?)"
              + " ON CONFLICT DO UPDATE SET note = excluded.note",
          row,
          checkpoint.size(),
          checkpoint.root(),
          merged.encode());
      return Rows.run(
          connection,
          "DELETE FROM checkpoint WHERE log = ?1 AND size NOT IN (SELECT size FROM checkpoint"
              + " WHERE log = ?1 ORDER BY size DESC LIMIT ?2)"
              + " AND size NOT IN (SELECT size FROM checkpoint WHERE log = ?1"
              + " GROUP BY size HAVING count(*) > 1)",
          row,
          KEPT);
    });
  }

  List<SignedCheckpoint> of(LogId log) {
    Optional<Long> row = logs.row(log);
    return row.isEmpty() ? List.of() : database.read(connection -> all(connection, row.get()));
  }

  private static List<SignedCheckpoint> all(Connection connection, long log) throws SQLException {
    List<SignedCheckpoint> notes = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT note FROM checkpoint WHERE log = ? ORDER BY size DESC, root");
        ResultSet found = Rows.bind(statement, log).executeQuery()) {
      while (found.next()) {
        notes.add(SignedCheckpoint.parse(found.getString(1)));
      }
    }
    return notes;
  }

  private static Optional<SignedCheckpoint> kept(
      Connection connection, long log, Checkpoint checkpoint) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT note FROM checkpoint WHERE log = ? AND size = ? AND root = ?");
        ResultSet found =
            Rows.bind(statement, log, checkpoint.size(), checkpoint.root()).executeQuery()) {
      return found.next()
          ? Optional.of(SignedCheckpoint.parse(found.getString(1)))
          : Optional.empty();
    }
  }
}

package carnet.bench;

import carnet.journal.Draft;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The same bytes into one table of SQLite with the journal's pragmas: one row, one commit. */
final class RawSqlite implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement insert;

  RawSqlite(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size = 8192");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("CREATE TABLE entry(row INTEGER PRIMARY KEY, label BLOB, body BLOB)");
    }
    connection.setAutoCommit(false);
    insert = connection.prepareStatement("INSERT INTO entry(label, body) VALUES(?, ?)");
  }

  void append(Draft draft) throws SQLException {
    insert.setBytes(1, draft.label().toArray());
    insert.setBytes(2, draft.body().toArray());
    insert.executeUpdate();
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    connection.close();
  }
}

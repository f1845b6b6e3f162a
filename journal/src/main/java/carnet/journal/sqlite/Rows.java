package carnet.journal.sqlite;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.Kind;
import carnet.journal.LogId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How values stand in rows. */
final class Rows {
  /** The columns that {@link #entry} reads, of a table named {@code entry}. */
  static final String ENTRY =
      "entry.row, entry.log, sequence, kind, body_size, body_hash, label, body";

  private Rows() {}

  static Entry entry(ResultSet row, LogId log) throws SQLException {
    int size = row.getInt(5);
    byte[] body = row.getBytes(8);
    boolean erased = body == null && size > 0;
    return new Entry(
        Kind.of(row.getInt(4)),
        log,
        row.getLong(3),
        bytes(row, 7),
        size,
        bytes(row, 6),
        erased ? null : bytes(row, 8));
  }

  static Bytes bytes(ResultSet row, int column) throws SQLException {
    byte[] value = row.getBytes(column);
    return value == null ? Bytes.EMPTY : Bytes.adopt(value); // SQLite gives null for no bytes
  }

  /** A statement with its parameters set: a number, bytes or text each. */
  static PreparedStatement bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case null -> statement.setObject(i + 1, null);
        case Bytes bytes -> statement.setBytes(i + 1, bytes.toArray());
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setInt(i + 1, number);
        case Object text -> statement.setString(i + 1, text.toString());
      }
    }
    return statement;
  }

  /** Runs one statement that changes rows, and tells how many. */
  static int run(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return bind(statement, values).executeUpdate();
    }
  }
}

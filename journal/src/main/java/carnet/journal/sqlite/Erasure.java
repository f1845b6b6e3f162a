package carnet.journal.sqlite;

import carnet.journal.Bytes;
import carnet.journal.EntryFormat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Wipes the body of an entry id in a practice: in each log that holds it, and in evidence. */
final class Erasure {
  private static final String IN_PRACTICE =
      " WHERE id = ? AND log IN (SELECT row FROM log WHERE practice = ?)";

  private Erasure() {}

  /** How many entries were wiped in logs. */
  static int run(Connection connection, long practice, Bytes id) throws SQLException {
    for (Map.Entry<Long, Bytes> each : evidence(connection, practice, id).entrySet()) {
      Bytes erased = EntryFormat.encode(EntryFormat.decode(each.getValue()).erase());
      Rows.run(connection, "UPDATE fork SET entry = ? WHERE row = ?", erased, each.getKey());
    }
    return Rows.run(connection, "UPDATE entry SET body = NULL" + IN_PRACTICE, id, practice);
  }

  private static Map<Long, Bytes> evidence(Connection connection, long practice, Bytes id)
      throws SQLException {
    Map<Long, Bytes> entries = new HashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT row, entry FROM fork" + IN_PRACTICE);
        ResultSet found = Rows.bind(statement, id, practice).executeQuery()) {
      while (found.next()) {
        entries.put(found.getLong(1), Rows.bytes(found, 2));
      }
    }
    return entries;
  }
}

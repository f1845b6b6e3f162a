package carnet.journal.sqlite;

import carnet.journal.Bytes;
import carnet.journal.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows under a tag, and apart from them their count and the XOR of their leaf hashes, which
 * every read compares. A row and its part in the sum are added in one transaction, or neither.
 */
final class TagSums implements AutoCloseable {
  private record Key(long practice, Tag tag) {}

  private record Sum(long count, byte[] leaves) {
    Sum with(Bytes leaf) {
      return new Sum(count + 1, xor(leaves, leaf));
    }
  }

  private final Connection connection;
  private final PreparedStatement insert;
  private final Map<Key, Sum> changed = new HashMap<>();

  TagSums(Connection connection) throws SQLException {
    this.connection = connection;
    this.insert =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO tag(practice, tag, entry) VALUES (?, ?, ?)");
  }

  void add(long practice, Tag tag, long entry, Bytes leaf) throws SQLException {
    if (Rows.bind(insert, practice, tag.value(), entry).executeUpdate() == 0) {
      return;
    }
    Key key = new Key(practice, tag);
    Sum sum = changed.get(key);
    changed.put(key, (sum == null ? read(key) : sum).with(leaf));
  }

  void write() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO tag_sum(practice, tag, count, leaves) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET count = excluded.count, leaves = excluded.leaves")) {
      for (Map.Entry<Key, Sum> each : changed.entrySet()) {
        Rows.bind(
                statement,
                each.getKey().practice(),
                each.getKey().tag().value(),
                each.getValue().count(),
                Bytes.adopt(each.getValue().leaves()))
            .executeUpdate();
      }
    }
  }

  private Sum read(Key key) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT count, leaves FROM tag_sum WHERE practice = ? AND tag = ?");
        ResultSet row = Rows.bind(statement, key.practice(), key.tag().value()).executeQuery()) {
      return row.next() ? new Sum(row.getLong(1), row.getBytes(2)) : new Sum(0, new byte[32]);
    }
  }

  static byte[] xor(byte[] sum, Bytes leaf) {
    byte[] next = sum.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] ^= leaf.get(i);
    }
    return next;
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}

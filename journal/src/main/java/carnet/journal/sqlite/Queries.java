package carnet.journal.sqlite;

import carnet.journal.Entry;
import carnet.journal.EntryFormat;
import carnet.journal.EntryStore;
import carnet.journal.Head;
import carnet.journal.LeafHash;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.Tag;
import carnet.journal.WriterId;
import carnet.journal.merkle.CompactRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the store reads, each in one snapshot. */
final class Queries {
  private static final int PAGE_ROWS = 512;
  private static final long PAGE_BYTES = 4L << 20;

  private Queries() {}

  static List<Entry> page(Connection connection, LogId log, long row, long from, long to)
      throws SQLException {
    List<Entry> page = new ArrayList<>();
    long bytes = 0;
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT "
                    + Rows.ENTRY
                    + " FROM entry WHERE log = ? AND sequence >= ? AND sequence < ?"
                    + " ORDER BY sequence LIMIT "
                    + PAGE_ROWS);
        ResultSet found = Rows.bind(statement, row, from, to).executeQuery()) {
      while (bytes < PAGE_BYTES && found.next()) {
        Entry entry = Rows.entry(found, log);
        bytes += entry.bodySize();
        page.add(entry);
      }
    }
    return page;
  }

  static List<Tag> tags(Connection connection, long practice) throws SQLException {
    List<Tag> tags = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT tag FROM tag_sum WHERE practice = ?1"
                    + " UNION SELECT tag FROM tag WHERE practice = ?1");
        ResultSet found = Rows.bind(statement, practice).executeQuery()) {
      while (found.next()) {
        tags.add(new Tag(Rows.bytes(found, 1)));
      }
    }
    return tags;
  }

  static List<LeafHash> leaves(Connection connection, long log, long from, long to)
      throws SQLException {
    List<LeafHash> leaves = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT leaf FROM entry WHERE log = ? AND sequence >= ? AND sequence < ?"
                    + " ORDER BY sequence");
        ResultSet found = Rows.bind(statement, log, from, to).executeQuery()) {
      while (found.next()) {
        leaves.add(new LeafHash(Rows.bytes(found, 1)));
      }
    }
    return leaves;
  }

  static Map<LogId, Head> heads(Connection connection, PracticeId practice, long row)
      throws SQLException {
    Map<LogId, Head> heads = new HashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT writer, range FROM log WHERE practice = ?");
        ResultSet found = Rows.bind(statement, row).executeQuery()) {
      while (found.next()) {
        LogId log = new LogId(practice, new WriterId(Rows.bytes(found, 1)));
        heads.put(log, CompactRange.decode(Rows.bytes(found, 2)).head());
      }
    }
    return heads;
  }

  static List<EntryStore.Fork> forks(Connection connection, long practice) throws SQLException {
    List<EntryStore.Fork> forks = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT fork.entry, coalesce(entry.leaf, fork.leaf) FROM fork"
                    + " JOIN log ON log.row = fork.log LEFT JOIN entry"
                    + " ON entry.log = fork.log AND entry.sequence = fork.sequence"
                    + " WHERE log.practice = ? ORDER BY fork.row");
        ResultSet found = Rows.bind(statement, practice).executeQuery()) {
      while (found.next()) {
        Entry other = EntryFormat.decode(Rows.bytes(found, 1));
        forks.add(new EntryStore.Fork(other.place(), new LeafHash(Rows.bytes(found, 2)), other));
      }
    }
    return forks;
  }
}

package carnet.journal.sqlite;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.ShortRead;
import carnet.journal.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One read of all entries under a tag. The first page fixes, in one snapshot, which rows there are
 * and what they must sum up to; entries that arrive meanwhile belong to the next read.
 */
final class TaggedRead {
  private static final int PAGE_ROWS = 512;
  private static final long PAGE_BYTES = 4L << 20;

  private final Database database;
  private final Logs logs;
  private final long practice;
  private final Tag tag;
  private final List<Long> rows = new ArrayList<>();
  private boolean started;
  private int given;
  private byte[] expected = new byte[32];
  private byte[] leaves = new byte[32];

  TaggedRead(Database database, Logs logs, long practice, Tag tag) {
    this.database = database;
    this.logs = logs;
    this.practice = practice;
    this.tag = tag;
  }

  List<Entry> next() {
    List<Entry> page =
        database.read(connection -> {
          if (!started) {
            start(connection);
            started = true;
          }
          return page(connection);
        });
    for (Entry entry : page) {
      leaves = TagSums.xor(leaves, entry.leaf().value());
    }
    if (given == rows.size() && !Bytes.adopt(leaves).equals(Bytes.adopt(expected))) {
      throw new ShortRead(
          "an entry under tag " + tag + " is not the one that was put there: verify the store");
    }
    return page;
  }

  private void start(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT entry FROM tag WHERE practice = ? AND tag = ? ORDER BY entry");
        ResultSet row = Rows.bind(statement, practice, tag.value()).executeQuery()) {
      while (row.next()) {
        rows.add(row.getLong(1));
      }
    }
    long count = 0;
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT count, leaves FROM tag_sum WHERE practice = ? AND tag = ?");
        ResultSet row = Rows.bind(statement, practice, tag.value()).executeQuery()) {
      if (row.next()) {
        count = row.getLong(1);
        expected = row.getBytes(2);
      }
    }
    if (count != rows.size()) {
      throw new ShortRead(
          "tag " + tag + " has " + rows.size() + " entries, not " + count + ": verify the store");
    }
  }

  private List<Entry> page(Connection connection) throws SQLException {
    List<Entry> page = new ArrayList<>();
    if (given == rows.size()) {
      return page;
    }
    long bytes = 0;
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT "
                    + Rows.ENTRY
                    + " FROM tag JOIN entry ON entry.row = tag.entry"
                    + " WHERE tag.practice = ? AND tag.tag = ? AND tag.entry >= ?"
                    + " ORDER BY tag.entry");
        ResultSet row =
            Rows.bind(statement, practice, tag.value(), rows.get(given)).executeQuery()) {
      while (page.size() < PAGE_ROWS && bytes < PAGE_BYTES && given < rows.size() && row.next()) {
        long found = row.getLong(1);
        if (found < rows.get(given)) {
          continue; // tagged since this read began
        }
        if (found > rows.get(given)) {
          break;
        }
        Entry entry = Rows.entry(row, logs.id(row.getLong(2)));
        bytes += entry.bodySize();
        page.add(entry);
        given++;
      }
    }
    if (page.isEmpty()) {
      throw new ShortRead("an entry under tag " + tag + " is gone: verify the store");
    }
    return page;
  }
}

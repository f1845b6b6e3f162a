package carnet.journal.sqlite;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryFormat;
import carnet.journal.EntryStore.Appended;
import carnet.journal.EntryStore.Fork;
import carnet.journal.EntryStore.Placed;
import carnet.journal.Head;
import carnet.journal.Kind;
import carnet.journal.LeafHash;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.Tag;
import carnet.journal.merkle.CompactRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One batch into the tables. What it needs of logs and tags it reads once and writes once, at the
 * end.
 */
final class AppendTransaction implements AutoCloseable {
  /** Where a log stands; once it is forked, all that follows is evidence. */
  private static final class Open {
    final long row;
    final long practice;
    final CompactRange range;
    boolean grown;
    boolean forked;

    Open(long row, long practice, CompactRange range) {
      this.row = row;
      this.practice = practice;
      this.range = range;
    }
  }

  /** The first entry of an id in a practice: the one that tags lead to. */
  private record First(long row, Bytes leaf, boolean erased) {}

  private final Connection connection;
  private final Logs logs;
  private final TagSums sums;
  private final PreparedStatement insert;
  private final PreparedStatement byId;
  private final Map<PracticeId, Long> newPractices = new HashMap<>();
  private final Map<LogId, Open> open = new LinkedHashMap<>();
  private final List<Fork> forks = new ArrayList<>();
  private int added;

  AppendTransaction(Connection connection, Logs logs) throws SQLException {
    this.connection = connection;
    this.logs = logs;
    this.sums = new TagSums(connection);
    this.insert =
        connection.prepareStatement(
            "INSERT INTO entry(log, sequence, kind, body_size, leaf, id, body_hash, label, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING row");
    this.byId =
        connection.prepareStatement(
            "SELECT entry.row, entry.leaf, entry.body IS NULL FROM entry"
                + " JOIN log ON log.row = entry.log"
                + " WHERE entry.id = ? AND log.practice = ? ORDER BY entry.row LIMIT 1");
  }

  Appended append(List<Placed> batch) throws SQLException {
    for (Placed placed : batch) {
      append(placed);
    }
    sums.write();
    Map<LogId, Head> heads = new LinkedHashMap<>();
    for (Map.Entry<LogId, Open> log : open.entrySet()) {
      Open at = log.getValue();
      if (at.grown) {
        Rows.run(connection, "UPDATE log SET range = ? WHERE row = ?", at.range.encode(), at.row);
      }
      heads.put(log.getKey(), at.range.head());
    }
    return new Appended(added, heads, List.copyOf(forks));
  }

  /** Once all was taken, before the commit: no reader may meet a log that is not known. */
  void know() {
    newPractices.forEach(logs::know);
    open.forEach((log, at) -> logs.know(log, at.row));
  }

  private void append(Placed placed) throws SQLException {
    Entry entry = placed.entry();
    Open log = open(entry.log());
    LeafHash leaf = entry.leaf();
    long size = log.range.size();
    if (entry.sequence() < size) {
      Bytes kept = leafAt(log, entry.sequence());
      if (kept.equals(leaf.value())) {
        tag(placed, log, first(entry, log).orElseThrow());
      } else {
        log.forked = true;
        keepFork(log, entry, leaf, new LeafHash(kept));
      }
    } else if (log.forked) {
      keepFork(log, entry, leaf, leaf);
    } else if (entry.sequence() > size) {
      throw new IllegalArgumentException(
          "entry "
              + entry.place()
              + " leaves a hole: log ends at "
              + size
              + "; bring what is before");
    } else {
      add(placed, log, leaf);
    }
  }

  private void add(Placed placed, Open log, LeafHash leaf) throws SQLException {
    Entry entry = placed.entry();
    Optional<First> before = first(entry, log);
    boolean erased = before.isPresent() && before.get().erased();
    Rows.bind(
        insert,
        log.row,
        entry.sequence(),
        (int) entry.kind().code(),
        entry.bodySize(),
        leaf.value(),
        entry.id().value(),
        entry.bodyHash(),
        entry.label(),
        erased ? null : entry.body());
    long row;
    try (ResultSet inserted = insert.executeQuery()) {
      inserted.next();
      row = inserted.getLong(1);
    }
    log.range.append(leaf);
    log.grown = true;
    added++;
    tag(placed, log, before.orElse(new First(row, leaf.value(), erased)));
  }

  private void tag(Placed placed, Open log, First first) throws SQLException {
    Kind kind = placed.entry().kind();
    if (kind != Kind.SEALED) {
      sums.add(log.practice, Tag.ofKind(kind), first.row(), first.leaf());
    }
    for (Tag tag : placed.tags()) {
      sums.add(log.practice, tag, first.row(), first.leaf());
    }
  }

  private Optional<First> first(Entry entry, Open log) throws SQLException {
    Rows.bind(byId, entry.id().value(), log.practice);
    try (ResultSet row = byId.executeQuery()) {
      return row.next()
          ? Optional.of(new First(row.getLong(1), Rows.bytes(row, 2), row.getBoolean(3)))
          : Optional.empty();
    }
  }

  private void keepFork(Open log, Entry entry, LeafHash leaf, LeafHash kept) throws SQLException {
    boolean erased = first(entry, log).filter(First::erased).isPresent();
    forks.add(new Fork(entry.place(), kept, entry));
    Rows.run(
        connection,
        "INSERT OR IGNORE INTO fork(log, sequence, leaf, id, entry) VALUES (?, ?, ?, ?, ?)",
        log.row,
        entry.sequence(),
        leaf.value(),
        entry.id().value(),
        EntryFormat.encode(erased ? entry.erase() : entry));
  }

  private Bytes leafAt(Open log, long sequence) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT leaf FROM entry WHERE log = ? AND sequence = ?");
        ResultSet row = Rows.bind(statement, log.row, sequence).executeQuery()) {
      return row.next() ? Rows.bytes(row, 1) : Bytes.EMPTY;
    }
  }

  private Open open(LogId log) throws SQLException {
    Open known = open.get(log);
    if (known == null) {
      known = read(log);
      open.put(log, known);
    }
    return known;
  }

  private Open read(LogId log) throws SQLException {
    long practice = practice(log.practice());
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT row, range, EXISTS (SELECT 1 FROM fork WHERE fork.log = log.row)"
                    + " FROM log WHERE practice = ? AND writer = ?");
        ResultSet row = Rows.bind(statement, practice, log.writer().value()).executeQuery()) {
      if (row.next()) {
        Open known = new Open(row.getLong(1), practice, CompactRange.decode(Rows.bytes(row, 2)));
        known.forked = row.getBoolean(3);
        return known;
      }
    }
    CompactRange range = CompactRange.empty();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO log(practice, writer, range) VALUES (?, ?, ?) RETURNING row");
        ResultSet row =
            Rows.bind(statement, practice, log.writer().value(), range.encode()).executeQuery()) {
      row.next();
      return new Open(row.getLong(1), practice, range);
    }
  }

  private long practice(PracticeId practice) throws SQLException {
    Optional<Long> known =
        logs.row(practice).or(() -> Optional.ofNullable(newPractices.get(practice)));
    if (known.isPresent()) {
      return known.get();
    }
    try (PreparedStatement statement =
            connection.prepareStatement("INSERT INTO practice(id) VALUES (?) RETURNING row");
        ResultSet row = Rows.bind(statement, practice.value()).executeQuery()) {
      row.next();
      newPractices.put(practice, row.getLong(1));
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    sums.close();
    insert.close();
    byId.close();
  }
}

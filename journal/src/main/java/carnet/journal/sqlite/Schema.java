package carnet.journal.sqlite;

import carnet.journal.StoreFailed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of version 1, and how a connection is set up. */
final class Schema {
  private static final int VERSION = 1;

  /**
   * Ours, in the file's header: {@code file journal.db} names it, and no other database is taken.
   */
  private static final int APPLICATION = 0x43524e54; // CRNT

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE practice(
            row INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE)\
          """,
          """
          CREATE TABLE log(
            row INTEGER PRIMARY KEY,
            practice INTEGER NOT NULL,
            writer BLOB NOT NULL,
            range BLOB NOT NULL,
            UNIQUE(practice, writer))\
          """,
          """
          CREATE TABLE entry(
            row INTEGER PRIMARY KEY,
            log INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            body_size INTEGER NOT NULL,
            leaf BLOB NOT NULL,
            id BLOB NOT NULL,
            body_hash BLOB NOT NULL,
            label BLOB NOT NULL,
            body BLOB)\
          """,
          "CREATE UNIQUE INDEX entry_place ON entry(log, sequence, leaf)",
          "CREATE INDEX entry_id ON entry(id)",
          """
          CREATE TABLE tag(
            practice INTEGER NOT NULL,
            tag BLOB NOT NULL,
            entry INTEGER NOT NULL,
            PRIMARY KEY(practice, tag, entry)) WITHOUT ROWID\
          """,
          """
          CREATE TABLE tag_sum(
            practice INTEGER NOT NULL,
            tag BLOB NOT NULL,
            count INTEGER NOT NULL,
            leaves BLOB NOT NULL,
            PRIMARY KEY(practice, tag)) WITHOUT ROWID\
          """,
          """
          CREATE TABLE fork(
            row INTEGER PRIMARY KEY,
            log INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            leaf BLOB NOT NULL,
            id BLOB NOT NULL,
            entry BLOB NOT NULL,
            UNIQUE(log, sequence, leaf))\
          """,
          """
          CREATE TABLE checkpoint(
            log INTEGER NOT NULL,
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY(log, size, root)) WITHOUT ROWID\
          """,
          """
          CREATE TABLE letter(
            row INTEGER PRIMARY KEY,
            recipient BLOB NOT NULL,
            posted INTEGER NOT NULL,
            sealed BLOB NOT NULL)\
          """,
          "CREATE INDEX letter_recipient ON letter(recipient)");

  private Schema() {}

  /** A connection that syncs every commit and leaves nothing in temporary files. */
  static Connection connect(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size = 8192"); // before WAL, or it has no effect
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA temp_store = MEMORY");
      statement.execute("PRAGMA mmap_size = " + (1L << 30));
      statement.execute("PRAGMA secure_delete = ON"); // what is erased is overwritten
      statement.execute("PRAGMA busy_timeout = 10000");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  static void prepare(Connection connection, Path file) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    if (version == VERSION && number(connection, "PRAGMA application_id") == APPLICATION) {
      return;
    }
    if (version != 0 || number(connection, "SELECT count(*) FROM sqlite_schema") != 0) {
      throw new StoreFailed(
          "the file "
              + file
              + " is no journal of version "
              + VERSION
              + ": use the Carnet of its age");
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      statement.execute("PRAGMA application_id = " + APPLICATION);
      statement.execute("PRAGMA user_version = " + VERSION);
    }
    connection.commit();
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }
}

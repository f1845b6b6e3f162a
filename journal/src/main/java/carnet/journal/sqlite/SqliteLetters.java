package carnet.journal.sqlite;

import carnet.journal.Bytes;
import carnet.journal.ReplicaId;
import carnet.journal.exchange.Letters;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The mailbox, in the file of the store but outside its logs. */
final class SqliteLetters implements Letters {
  private static final Duration KEPT = Duration.ofDays(30);

  /** Of one recipient at a time: an answer stays a message of a few hundred KiB. */
  private static final int MOST = 32;

  private final Database database;
  private final Clock clock;

  SqliteLetters(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void post(ReplicaId to, Bytes sealed) {
    if (sealed.size() > MAX_SIZE) {
      throw new IllegalArgumentException("a letter has at most " + MAX_SIZE + " bytes");
    }
    long now = clock.instant().getEpochSecond();
    database.write(connection -> {
      Rows.run(connection, "DELETE FROM letter WHERE posted < ?", now - KEPT.toSeconds());
      return Rows.run(
          connection,
          "INSERT INTO letter(recipient, posted, sealed) VALUES (?, ?, ?)",
          to.value(),
          now,
          sealed);
    });
  }

  @Override
  public List<Letter> waiting(ReplicaId me) {
    long oldest = clock.instant().getEpochSecond() - KEPT.toSeconds();
    return database.read(connection -> {
      List<Letter> letters = new ArrayList<>();
      try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT row, sealed FROM letter WHERE recipient = ? AND posted >= ?"
                      + " ORDER BY row LIMIT "
                      + MOST);
          ResultSet found = Rows.bind(statement, me.value(), oldest).executeQuery()) {
        while (found.next()) {
          letters.add(new Letter(found.getLong(1), Rows.bytes(found, 2)));
        }
      }
      return letters;
    });
  }

  @Override
  public void received(ReplicaId me, Set<Long> numbers) {
    if (numbers.isEmpty()) {
      return;
    }
    database.write(connection -> {
      int deleted = 0;
      for (long number : numbers) {
        deleted +=
            Rows.run(
                connection,
                "DELETE FROM letter WHERE row = ? AND recipient = ?",
                number,
                me.value());
      }
      return deleted;
    });
  }
}

package carnet.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.EntryStore;
import carnet.journal.EntryStoreContract;
import carnet.journal.StoreFailed;
import carnet.journal.StoreInUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends EntryStoreContract {
  @TempDir Path directory = Path.of("");

  @Override
  protected EntryStore open() {
    return SqliteStore.open(directory.resolve("journal.db"));
  }

  @Test
  void aStoreIsOpenOnce() {
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreInUse.class)
        .hasMessageContaining("journal.db")
        .hasMessageContaining("stop the other");
  }

  @Test
  void nobodyElseReadsTheFile() throws IOException {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("journal.db"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileOfAnotherKindIsNotTaken() throws IOException {
    Path other = directory.resolve("letter.txt");
    Files.writeString(
        other, "no database, and long enough to be read as the head of a file\n".repeat(20));

    assertThatThrownBy(() -> SqliteStore.open(other)).isInstanceOf(StoreFailed.class);
    assertThat(Files.readString(other)).startsWith("no database");
  }
}

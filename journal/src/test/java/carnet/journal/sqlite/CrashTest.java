package carnet.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.journal.Committer;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.Kind;
import carnet.journal.Log;
import carnet.journal.PracticeId;
import carnet.journal.Receipt;
import carnet.journal.SigningKey;
import carnet.journal.Some;
import carnet.journal.StoreInUse;
import carnet.journal.Tag;
import carnet.journal.WriterKey;
import carnet.journal.merkle.CompactRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, killed as the system kills them. */
class CrashTest {
  private static final PracticeId PRACTICE = new PracticeId(new Some(1).bytes(16));
  private static final Tag TAG = new Some(2).tag();
  private static final int THREADS = 8;

  @TempDir Path directory = Path.of("");

  /** Appends until killed, and says each receipt once it has it. */
  static final class Appending {
    private Appending() {}

    public static void main(String[] args) throws InterruptedException {
      WriterKey key = WriterKey.of(SigningKey.fromSeed(new Some(3).bytes(32).toArray()));
      SqliteStore store = SqliteStore.open(Path.of(args[0]));
      Log log = Log.open(PRACTICE, key, store, new Committer(store));
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Some some = new Some(1000L * i + System.nanoTime());
        threads.add(
            Thread.startVirtualThread(() -> {
              while (true) {
                Draft draft =
                    new Draft(
                        Kind.SEALED, PRACTICE, some.bytes(176), some.bytes(1500), Set.of(TAG));
                Receipt receipt = log.append(draft);
                out.println(receipt.position().sequence() + " " + receipt.leaf());
              }
            }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  @Test
  void everyAcknowledgedEntryIsThereAfterKillMinusNine() throws Exception {
    Path file = directory.resolve("journal.db");
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      acknowledged.addAll(appendAndKill(file, 150));
      assertAllThere(file, acknowledged);
    }
  }

  @Test
  void aTornLastPageTakesNothingAcknowledgedWithIt() throws Exception {
    Path file = directory.resolve("journal.db");
    List<String> acknowledged = appendAndKill(file, 60);
    Path wal = directory.resolve("journal.db-wal");
    assertThat(wal).exists();
    byte[] torn = new byte[3000];
    java.util.Arrays.fill(torn, (byte) 0x5a);
    Files.write(wal, torn, StandardOpenOption.APPEND);

    assertAllThere(file, acknowledged);
  }

  @Test
  void aSecondProcessIsToldThatTheStoreIsInUse() throws Exception {
    Path file = directory.resolve("journal.db");
    Process first = fork(file);
    try (BufferedReader said = first.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isNotNull();
      assertThatThrownBy(() -> SqliteStore.open(file)).isInstanceOf(StoreInUse.class);
    } finally {
      first.destroyForcibly().waitFor();
    }
    SqliteStore.open(file).close();
  }

  private static List<String> appendAndKill(Path file, int lines) throws Exception {
    Process process = fork(file);
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < lines; i++) {
        acknowledged.add(String.valueOf(said.readLine()));
      }
      process.toHandle().destroyForcibly(); // unlike the process's own, leaves what it said
      process.waitFor();
      said.lines().filter(line -> line.matches("[0-9]+ [0-9a-f]{64}")).forEach(acknowledged::add);
    }
    return acknowledged;
  }

  private static Process fork(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Appending.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void assertAllThere(Path file, List<String> acknowledged) {
    try (SqliteStore store = SqliteStore.open(file)) {
      var log = store.heads(PRACTICE).keySet().iterator().next();
      List<Entry> entries = store.range(log, 0, Long.MAX_VALUE).toList();
      List<Bytes> leaves = entries.stream().map(entry -> entry.leaf().value()).toList();
      for (String line : acknowledged) {
        String[] said = line.split(" ", 2);
        assertThat(leaves.get(Integer.parseInt(said[0])).hex()).isEqualTo(said[1]);
      }
      CompactRange range = CompactRange.empty();
      entries.forEach(entry -> range.append(entry.leaf()));
      assertThat(store.head(log)).isEqualTo(range.head());
      assertThat(store.tagged(PRACTICE, TAG)).hasSize(entries.size());
    }
  }
}

package carnet.server.continuity;

import carnet.journal.EntryStore;
import carnet.journal.PracticeId;
import carnet.journal.copy.FolderCopy;
import carnet.journal.sqlite.SqliteStore;
import carnet.journal.verify.Finding;
import carnet.journal.verify.Verifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code carnet verify} found: how much was looked at, and what is wrong, by name. */
public record Verification(int practices, long entries, List<Finding> findings) {
  public Verification {
    findings = List.copyOf(findings);
  }

  /**
   * @throws carnet.journal.StoreInUse while a server has it open
   */
  public static Verification ofData(Path journal) {
    if (!Files.exists(journal)) {
      throw new IllegalArgumentException("no journal is at " + journal);
    }
    try (EntryStore store = SqliteStore.open(journal)) {
      List<Finding> findings = new ArrayList<>();
      long entries = 0;
      for (PracticeId practice : store.practices()) {
        entries += store.heads(practice).values().stream().mapToLong(head -> head.size()).sum();
        findings.addAll(Verifier.verify(practice, store, List.of()));
      }
      return new Verification(store.practices().size(), entries, findings);
    }
  }

  public static Verification ofCopy(Path directory) {
    FolderCopy copy = new FolderCopy(directory);
    List<Finding> findings = new ArrayList<>();
    long entries = 0;
    for (PracticeId practice : copy.practices()) {
      entries += copy.logs(practice).stream().mapToLong(copy::size).sum();
      findings.addAll(Verifier.verify(practice, copy, List.of()));
    }
    return new Verification(copy.practices().size(), entries, findings);
  }

  /** For a terminal: the damage first, one line each with its place. */
  public String text() {
    StringBuilder text = new StringBuilder();
    findings.forEach(each -> text.append(each).append('\n'));
    text.append(entries).append(" entries of ").append(practices).append(" practice(s) verified: ");
    return text.append(
            findings.isEmpty()
                ? "nothing is wrong."
                : findings.size() + " finding(s), named above.")
        .toString();
  }
}

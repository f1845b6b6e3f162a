package carnet.journal.verify;

import carnet.journal.Checkpoint;
import carnet.journal.Entry;
import carnet.journal.EntryStore;
import carnet.journal.Kind;
import carnet.journal.LeafHash;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.ShortRead;
import carnet.journal.SignedCheckpoint;
import carnet.journal.StoreFailed;
import carnet.journal.Tag;
import carnet.journal.authority.Certificate;
import carnet.journal.authority.Roster;
import carnet.journal.merkle.CompactRange;
import carnet.journal.verify.Finding.What;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Walks all logs of a practice and reports what is wrong. It believes nothing beside the root key
 * whose hash the practice's id is: certificates are checked from it, leaves are hashed anew, roots
 * compared with every checkpoint at hand.
 *
 * <p>What is kept alone cannot show that its end was cut: bring checkpoints that others hold
 * (peers, browsers, paper) as {@code held}.
 */
public final class Verifier {
  private final PracticeId practice;
  private final Kept kept;
  private final Collection<SignedCheckpoint> held;
  private final Roster roster;
  private final List<Finding> findings = new ArrayList<>();

  private Verifier(PracticeId practice, Kept kept, Collection<SignedCheckpoint> held) {
    this.practice = practice;
    this.kept = kept;
    this.held = held;
    this.roster = new Roster(practice);
  }

  /** A copy. */
  public static List<Finding> verify(
      PracticeId practice, Kept kept, Collection<SignedCheckpoint> held) {
    Verifier verifier = new Verifier(practice, kept, held);
    verifier.logs();
    return verifier.findings;
  }

  /** A store, with its tags and the forks it keeps. */
  public static List<Finding> verify(
      PracticeId practice, EntryStore store, Collection<SignedCheckpoint> held) {
    Verifier verifier = new Verifier(practice, Kept.of(store), held);
    verifier.logs();
    verifier.tags(store);
    store
        .forks(practice)
        .forEach(fork -> verifier.report(What.FORKED, fork.place().log(), fork.place().sequence()));
    return verifier.findings;
  }

  private void logs() {
    List<LogId> logs =
        kept.logs(practice).stream()
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList();
    for (LogId log : logs) {
      readAuthority(log);
    }
    for (LogId log : logs) {
      new Walk(log).run();
    }
    held.stream()
        .map(SignedCheckpoint::checkpoint)
        .filter(checkpoint -> checkpoint.size() > 0)
        .map(Checkpoint::log)
        .filter(log -> log.practice().equals(practice) && !logs.contains(log))
        .distinct()
        .forEach(log -> report(What.ROLLED_BACK, log, 0));
  }

  private void readAuthority(LogId log) {
    long size = kept.leaves(log, 0, Long.MAX_VALUE).count();
    new Reading(kept, log)
        .each(
            size,
            entry -> {
              if (entry.kind() == Kind.AUTHORITY && entry.intact()) {
                roster.accept(entry);
              }
            },
            _ -> {}); // the walk names what cannot be read
  }

  private void tags(EntryStore store) {
    for (Tag tag : store.tags(practice).toList()) {
      try (Stream<Entry> entries = store.tagged(practice, tag)) {
        entries.forEach(_ -> {});
      } catch (ShortRead | StoreFailed e) {
        findings.add(new Finding(What.SHORT_TAG, practice, Optional.empty(), -1));
      }
    }
  }

  private void report(What what, LogId log, long sequence) {
    findings.add(Finding.at(what, log, sequence));
  }

  /** One log from its first entry to its last. */
  private final class Walk {
    private final LogId log;
    private final List<LeafHash> leaves;
    private final List<SignedCheckpoint> checkpoints = new ArrayList<>();
    private final CompactRange range = CompactRange.empty();

    Walk(LogId log) {
      this.log = log;
      this.leaves = kept.leaves(log, 0, Long.MAX_VALUE).toList();
      checkpoints.addAll(kept.checkpoints(log));
      held.stream()
          .filter(each -> each.checkpoint().origin().equals(log.origin()))
          .forEach(checkpoints::add);
    }

    void run() {
      new Reading(kept, log).each(leaves.size(), this::look, this::miss);
      Optional<Certificate> writer = roster.writer(log.writer());
      // A copy killed at its first entry leaves an empty log: nobody wrote there yet.
      if (writer.isEmpty() && !leaves.isEmpty()) {
        report(What.UNKNOWN_WRITER, log, 0);
      }
      checkpoints.forEach(checkpoint -> compare(checkpoint, writer));
    }

    private void look(Entry entry) {
      long sequence = entry.sequence();
      LeafHash leaf = leaves.get((int) sequence);
      if (!entry.intact() || !entry.leaf().equals(leaf)) {
        report(What.DAMAGED, log, sequence);
      }
      if (!roster.mayWrite(log, sequence) && roster.writer(log.writer()).isPresent()) {
        report(What.NOT_ALLOWED, log, sequence);
      }
      if (entry.erased() && !roster.erases(entry)) {
        report(What.WITHHELD, log, sequence);
      }
      range.append(leaf);
    }

    private void miss(long sequence) {
      report(What.MISSING, log, sequence);
      range.append(leaves.get((int) sequence));
    }

    private void compare(SignedCheckpoint signed, Optional<Certificate> writer) {
      Checkpoint checkpoint = signed.checkpoint();
      if (writer.isPresent() && !signed.verify(writer.get().key())) {
        report(What.UNSIGNED, log, checkpoint.size());
      } else if (checkpoint.size() > leaves.size()) {
        report(What.ROLLED_BACK, log, leaves.size());
      } else if (!rootAt(checkpoint.size()).head().root().equals(checkpoint.root())) {
        report(What.CONTRADICTED, log, checkpoint.size());
      }
    }

    private CompactRange rootAt(long size) {
      if (size == range.size()) {
        return range;
      }
      CompactRange shorter = CompactRange.empty();
      leaves.subList(0, (int) size).forEach(shorter::append);
      return shorter;
    }
  }
}

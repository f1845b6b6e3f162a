package carnet.journal.exchange;

import carnet.journal.Entry;
import carnet.journal.EntryStore.Placed;
import carnet.journal.Kind;
import carnet.journal.LogId;
import carnet.journal.MalformedNote;
import carnet.journal.SignedCheckpoint;
import carnet.journal.authority.Certificate;
import carnet.journal.merkle.CompactRange;
import carnet.journal.merkle.ConsistencyProof;
import carnet.journal.verify.Finding;
import carnet.journal.verify.Finding.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes what another replica gives, after it checked everything: the writer's certificate from the
 * root down, that the writer may write there, the writer's signature on the note, and that what is
 * held here with what is given is a beginning of the note's tree. One batch at a time: look and
 * append are one step.
 */
final class Intake {
  /**
   * @param size where the log stands now
   * @param upTo how far it could be taken; a batch that reaches further can be cut there
   */
  record Outcome(long size, long upTo, int added, Optional<Finding> refused) {}

  private final Party party;
  private final Trees trees;

  Intake(Party party, Trees trees) {
    this.party = party;
    this.trees = trees;
  }

  synchronized Outcome take(Message.Batch batch) {
    LogId log = batch.log();
    long size = party.store().head(log).size();
    if (batch.entries().isEmpty() || batch.entries().getFirst().sequence() != size) {
      return new Outcome(size, Long.MAX_VALUE, 0, Optional.empty());
    }
    if (party.own().test(log)) {
      return refused(What.OWN_LOG_BEHIND, log, size);
    }
    requireContiguous(batch, size);
    Optional<Certificate> writer = writer(log, batch.entries().getFirst());
    if (writer.isEmpty()) {
      return refused(What.UNKNOWN_WRITER, log, size);
    }
    SignedCheckpoint note = parse(batch.note(), log);
    if (!note.verify(writer.get().key())) {
      return refused(What.UNSIGNED, log, size);
    }
    if (size == 0) {
      party.roster().accept(batch.entries().getFirst());
    }
    Optional<Finding> unacceptable = unacceptable(batch.entries());
    if (unacceptable.isPresent()) {
      return new Outcome(size, unacceptable.get().sequence(), 0, unacceptable);
    }
    if (!borneOut(batch, note, size)) {
      return refused(What.CONTRADICTED, log, size);
    }
    return new Outcome(
        append(batch.entries()), Long.MAX_VALUE, batch.entries().size(), Optional.empty());
  }

  /**
   * Keeps a note whose size this replica has reached, and cosigns it.
   *
   * @return what of it is wrong
   */
  synchronized Optional<Finding> take(LogId log, SignedCheckpoint note) {
    long size = note.checkpoint().size();
    if (size == 0 || size > party.store().head(log).size()) {
      return Optional.empty();
    }
    Optional<Certificate> writer = party.roster().writer(log.writer());
    if (writer.isEmpty()) {
      return Optional.of(Finding.at(What.UNKNOWN_WRITER, log, 0));
    }
    if (!note.verify(writer.get().key())) {
      return Optional.of(Finding.at(What.UNSIGNED, log, size));
    }
    if (!trees.bearsOut(log, note)) {
      party.store().keep(log, note); // two pasts under one key: evidence
      return Optional.of(Finding.at(What.CONTRADICTED, log, size));
    }
    // A writer's word about its own log is its signature; a cosignature is another's.
    party.store().keep(log, writer.get().replica().equals(party.id()) ? note : cosigned(note));
    return Optional.empty();
  }

  /** Keeps the other branch of a forked log, checked like any entries, beside ours. */
  synchronized boolean keepBranch(Message.Batch batch, CompactRange before) {
    LogId log = batch.log();
    Optional<Certificate> writer = party.roster().writer(log.writer());
    SignedCheckpoint note = parse(batch.note(), log);
    if (batch.entries().isEmpty()
        || writer.isEmpty()
        || !note.verify(writer.get().key())
        || !follows(batch, note, before)) {
      return false;
    }
    party.store().append(placed(batch.entries(), false));
    return true;
  }

  SignedCheckpoint parse(String note, LogId log) {
    SignedCheckpoint parsed = SignedCheckpoint.parse(note);
    if (!parsed.checkpoint().origin().equals(log.origin())) {
      throw new MalformedNote("a note of " + parsed.checkpoint().origin() + " is none of " + log);
    }
    return parsed;
  }

  private Optional<Certificate> writer(LogId log, Entry first) {
    return first.sequence() == 0 ? Certificate.verify(first) : party.roster().writer(log.writer());
  }

  private Optional<Finding> unacceptable(List<Entry> entries) {
    for (Entry entry : entries) {
      if (!party.roster().mayWrite(entry.log(), entry.sequence())) {
        return Optional.of(Finding.at(What.NOT_ALLOWED, entry.log(), entry.sequence()));
      }
      if (entry.erased() && !party.roster().erases(entry)) {
        return Optional.of(Finding.at(What.WITHHELD, entry.log(), entry.sequence()));
      }
    }
    return Optional.empty();
  }

  private boolean borneOut(Message.Batch batch, SignedCheckpoint note, long size) {
    return follows(batch, note, trees.of(batch.log()).range(size));
  }

  private static boolean follows(Message.Batch batch, SignedCheckpoint note, CompactRange before) {
    CompactRange range = before.copy();
    batch.entries().forEach(entry -> range.append(entry.leaf()));
    return new ConsistencyProof(range.size(), note.checkpoint().size(), batch.proof())
        .proves(range.root(), note.checkpoint().root());
  }

  private long append(List<Entry> entries) {
    party.store().append(placed(entries, true));
    boolean authority = entries.stream().anyMatch(entry -> entry.kind() == Kind.AUTHORITY);
    if (authority) {
      party.roster().acceptAll(entries.stream());
      party.roster().eraseIn(party.store());
    }
    return entries.getLast().sequence() + 1;
  }

  private List<Placed> placed(List<Entry> entries, boolean tagged) {
    List<Placed> placed = new ArrayList<>();
    for (Entry entry : entries) {
      Entry kept = party.roster().erases(entry) ? entry.erase() : entry;
      placed.add(new Placed(kept, tagged ? party.tagger().tags(entry) : Set.of()));
    }
    return placed;
  }

  private SignedCheckpoint cosigned(SignedCheckpoint note) {
    String name = Party.cosigner(party.id());
    boolean already =
        party.store().checkpoints(note.checkpoint().log()).stream()
            .anyMatch(kept ->
                kept.checkpoint().equals(note.checkpoint())
                    && kept.cosigned(name, party.key().publicKey()).isPresent());
    return already ? note : note.cosign(name, party.key(), party.clock().instant());
  }

  private static void requireContiguous(Message.Batch batch, long from) {
    long next = from;
    for (Entry entry : batch.entries()) {
      if (!entry.log().equals(batch.log()) || entry.sequence() != next) {
        throw new MalformedMessage("the entries of a batch follow each other in one log");
      }
      next++;
    }
  }

  private static Outcome refused(What what, LogId log, long size) {
    return new Outcome(size, size, 0, Optional.of(Finding.at(what, log, size)));
  }
}

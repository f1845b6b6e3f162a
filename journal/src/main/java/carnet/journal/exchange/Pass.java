package carnet.journal.exchange;

import carnet.journal.Entry;
import carnet.journal.Head;
import carnet.journal.LeafHash;
import carnet.journal.LogId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.WriterId;
import carnet.journal.merkle.CompactRange;
import carnet.journal.verify.Finding;
import carnet.journal.verify.Finding.What;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pass with one peer, by the one that asks. A log that is refused is tried again after the
 * others: what it waited for (a certificate, an erasure) may have come in one of them.
 */
final class Pass {
  private static final int ROUNDS = 4;

  private final Party party;
  private final Intake intake;
  private final Outbox outbox;
  private final Peer peer;
  private final Set<Finding> findings = new LinkedHashSet<>();
  private long pulled;
  private long pushed;

  Pass(Party party, Intake intake, Outbox outbox, Peer peer) {
    this.party = party;
    this.intake = intake;
    this.outbox = outbox;
    this.peer = peer;
  }

  Progress pull() {
    Message.Heads theirs = heads();
    List<Finding> rollbacks = Rollbacks.of(party, peer.id(), theirs);
    Set<Finding> refused = new LinkedHashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      long before = pulled;
      refused.clear();
      for (Map.Entry<WriterId, Message.Heads.Held> each : theirs.logs().entrySet()) {
        if (!each.getValue().note().isEmpty()) {
          pull(new LogId(party.practice(), each.getKey()), each.getValue().note(), refused);
        }
      }
      if (refused.isEmpty() || pulled == before) {
        break;
      }
    }
    findings.addAll(rollbacks);
    findings.addAll(refused);
    return progress();
  }

  Progress push() {
    Message.Heads theirs = heads();
    Set<Finding> refused = new LinkedHashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      long before = pushed;
      refused.clear();
      for (LogId log : party.store().heads(party.practice()).keySet()) {
        Message.Heads.Held held = theirs.logs().get(log.writer());
        push(log, held == null ? 0 : held.size(), refused);
      }
      if (refused.isEmpty() || pushed == before) {
        break;
      }
      theirs = heads();
    }
    findings.addAll(refused);
    return progress();
  }

  private Progress progress() {
    findings.forEach(party.report());
    return new Progress(pulled, pushed, List.copyOf(findings));
  }

  private Message.Heads heads() {
    if (!(ask(outbox.heads()) instanceof Message.Heads theirs)
        || !theirs.practice().equals(party.practice())) {
      throw new MalformedMessage("the heads of practice " + party.practice() + " were due");
    }
    return theirs;
  }

  private void pull(LogId log, String theirs, Set<Finding> refused) {
    SignedCheckpoint note = intake.parse(theirs, log);
    long to = note.checkpoint().size();
    long size = party.store().head(log).size();
    while (size < to) {
      if (party.own().test(log)) {
        refused.add(Finding.at(What.OWN_LOG_BEHIND, log, size));
        return;
      }
      Message.Batch batch = want(log, size, to);
      Intake.Outcome outcome = intake.take(batch);
      pulled += outcome.added();
      outcome.refused().ifPresent(refused::add);
      if (outcome.added() == 0) {
        boolean cut = outcome.upTo() > size && outcome.upTo() < to;
        if (!cut) {
          outcome
              .refused()
              .filter(finding -> finding.what() == What.CONTRADICTED)
              .flatMap(_ -> keepBranch(log, note))
              .ifPresent(refused::add);
          return;
        }
        to = outcome.upTo();
      }
      size = outcome.size();
    }
    if (to == note.checkpoint().size()) {
      takeNote(log, note, refused);
    }
  }

  /** Also where nothing is to be pulled: others' cosignatures come, ours goes back. */
  private void takeNote(LogId log, SignedCheckpoint note, Set<Finding> refused) {
    Optional<Finding> wrong = intake.take(log, note);
    wrong.ifPresent(refused::add);
    if (wrong.isPresent()) {
      keepBranch(log, note).ifPresent(refused::add);
      return;
    }
    String ours = Party.cosigner(party.id());
    if (note.cosigners().contains(ours)) {
      return;
    }
    party.store().checkpoints(log).stream()
        .filter(kept -> kept.checkpoint().equals(note.checkpoint()))
        .filter(kept -> kept.cosigners().contains(ours))
        .findFirst()
        .ifPresent(kept -> ask(new Message.Note(log, kept.encode())));
  }

  private void push(LogId log, long theirs, Set<Finding> refused) {
    long from = theirs;
    long to = Long.MAX_VALUE;
    while (true) {
      Message.Batch batch = outbox.batch(log, from, to);
      if (batch.entries().isEmpty()) {
        return;
      }
      if (!(ask(batch) instanceof Message.Stand stand) || !stand.log().equals(log)) {
        throw new MalformedMessage("the stand of log " + log + " was due");
      }
      if (!stand.note().isEmpty()) {
        intake.take(log, intake.parse(stand.note(), log)).ifPresent(refused::add);
      }
      if (stand.size() > from && stand.refused().isEmpty()) {
        pushed += stand.size() - from;
        from = stand.size();
      } else if (stand.upTo() > from && stand.upTo() < to && !stand.refused().isEmpty()) {
        refused.add(Finding.at(what(stand.refused()), log, stand.upTo()));
        to = stand.upTo();
      } else {
        if (!stand.refused().isEmpty()) {
          refused.add(Finding.at(what(stand.refused()), log, stand.size()));
        }
        return;
      }
    }
  }

  /**
   * Finds by halving where their log leaves ours, and keeps their branch as evidence. Nothing where
   * they agree as far as both go: then it was the proof that was wrong, and no fork.
   */
  private Optional<Finding> keepBranch(LogId log, SignedCheckpoint note) {
    Head ours = party.store().head(log);
    long equal = 0;
    long other = Math.min(ours.size(), note.checkpoint().size());
    while (equal < other) {
      long middle = (equal + other) >>> 1;
      if (agreeAt(log, middle)) {
        equal = middle + 1;
      } else {
        other = middle;
      }
    }
    if (equal == Math.min(ours.size(), note.checkpoint().size())) {
      return Optional.empty();
    }
    CompactRange range = CompactRange.empty();
    party.store().leaves(log, 0, equal).forEach(range::append);
    while (range.size() < note.checkpoint().size()) {
      Message.Batch batch = want(log, range.size(), note.checkpoint().size());
      if (!intake.keepBranch(batch, range)) {
        return Optional.empty();
      }
      batch.entries().forEach(entry -> range.append(entry.leaf()));
    }
    party.store().keep(log, note);
    return Optional.of(Finding.at(What.FORKED, log, equal));
  }

  private boolean agreeAt(LogId log, long sequence) {
    List<LeafHash> theirs =
        want(log, sequence, sequence + 1).entries().stream().map(Entry::leaf).toList();
    return theirs.equals(party.store().leaves(log, sequence, sequence + 1).toList());
  }

  private Message.Batch want(LogId log, long from, long to) {
    if (!(ask(new Message.Want(log, from, to)) instanceof Message.Batch batch)
        || !batch.log().equals(log)) {
      throw new MalformedMessage("entries of log " + log + " were due");
    }
    return batch;
  }

  private Message ask(Message request) {
    return MessageFormat.decode(peer.ask(MessageFormat.encode(request)));
  }

  private static What what(String name) {
    try {
      return What.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessage("a refusal of an unknown name: the peer is of a newer version");
    }
  }
}

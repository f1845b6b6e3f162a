package carnet.journal.exchange;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryFormat;
import carnet.journal.Head;
import carnet.journal.LogId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.WriterId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What this replica gives: never an entry that no signed note covers, a MiB at a time. */
final class Outbox {
  static final int BATCH_BYTES = 1 << 20;

  private final Party party;
  private final Trees trees;

  Outbox(Party party, Trees trees) {
    this.party = party;
    this.trees = trees;
  }

  Message.Heads heads() {
    Map<WriterId, Message.Heads.Held> logs =
        new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    for (Map.Entry<LogId, Head> each : party.store().heads(party.practice()).entrySet()) {
      String note = trees.borneOut(each.getKey()).map(SignedCheckpoint::encode).orElse("");
      logs.put(each.getKey().writer(), new Message.Heads.Held(each.getValue().size(), note));
    }
    return new Message.Heads(party.practice(), logs);
  }

  /** As much as one message holds; nothing where nothing signed is left to give. */
  Message.Batch batch(LogId log, long from, long to) {
    Optional<SignedCheckpoint> note = trees.borneOut(log);
    if (note.isEmpty() || from >= Math.min(to, note.get().checkpoint().size())) {
      return new Message.Batch(
          log, note.map(SignedCheckpoint::encode).orElse(""), List.of(), List.of());
    }
    long size = note.get().checkpoint().size();
    List<Entry> entries = read(log, from, Math.min(to, size));
    long end = from + entries.size();
    List<Bytes> proof = end == size ? List.of() : trees.of(log).consistency(end, size).hashes();
    return new Message.Batch(log, note.get().encode(), proof, entries);
  }

  private List<Entry> read(LogId log, long from, long to) {
    List<Entry> entries = new ArrayList<>();
    int bytes = 0;
    try (Stream<Entry> range = party.store().range(log, from, to)) {
      Iterator<Entry> each = range.iterator();
      while (each.hasNext()) {
        Entry entry = each.next();
        bytes += EntryFormat.sizeOf(entry);
        if (bytes > BATCH_BYTES && !entries.isEmpty()) {
          break;
        }
        entries.add(entry);
      }
    }
    return entries;
  }
}

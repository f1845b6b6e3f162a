package carnet.journal.copy;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryFormat;
import carnet.journal.EntryStore;
import carnet.journal.EntryStore.Placed;
import carnet.journal.LeafHash;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.Tagger;
import carnet.journal.WriterId;
import carnet.journal.verify.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A copy of logs in a folder.
 *
 * <pre>
 * &lt;practice&gt;/&lt;writer&gt;/entries-&lt;from&gt;-&lt;to&gt;.bin   entries, one after the other
 * &lt;practice&gt;/&lt;writer&gt;/leaves-&lt;from&gt;-&lt;to&gt;.bin    their leaf hashes, 32 bytes each
 * &lt;practice&gt;/&lt;writer&gt;/checkpoint               the newest signed note
 * </pre>
 *
 * Each pass adds segments and changes none, so the place may forbid to change or delete; the leaves
 * beside the entries tell which entry a flipped bit is in. A segment appears whole, by rename, or
 * not at all: a pass that was cut is taken up where the last segment ends. What is erased later
 * stays in segments written before, sealed; {@link #restore} leaves it to the roster to wipe it
 * again.
 */
public final class FolderCopy implements Kept {
  private static final long SEGMENT_BYTES = 64L << 20;
  private static final int BATCH = 512;
  private static final String CHECKPOINT = "checkpoint";

  private final Path root;

  public FolderCopy(Path root) {
    this.root = root;
  }

  /**
   * Adds what the copy lacks of a practice.
   *
   * @return how many entries were added
   */
  public long update(EntryStore store, PracticeId practice) {
    long added = 0;
    for (LogId log : store.heads(practice).keySet()) {
      List<SignedCheckpoint> checkpoints = store.checkpoints(log); // before: entries reach past it
      long from = size(log);
      try (Stream<Entry> entries = store.range(log, from, Long.MAX_VALUE)) {
        Iterator<Entry> each = entries.iterator();
        while (each.hasNext()) {
          added += writeSegment(log, each);
        }
      }
      if (!checkpoints.isEmpty()) {
        Path note = folder(log).resolve(CHECKPOINT);
        byte[] text = checkpoints.getFirst().encode().getBytes(StandardCharsets.UTF_8);
        Segment.write(note, List.of(Bytes.adopt(text)));
      }
    }
    return added;
  }

  /** Puts everything back that a store lacks; wipe afterwards what the roster says is erased. */
  public void restore(EntryStore store, PracticeId practice, Tagger tagger) {
    for (LogId log : logs(practice)) {
      List<Placed> batch = new ArrayList<>();
      long from = store.head(log).size();
      try (Stream<Entry> entries = range(log, from, Long.MAX_VALUE)) {
        entries.forEach(entry -> {
          batch.add(new Placed(entry, tagger.tags(entry)));
          if (batch.size() == BATCH) {
            store.append(List.copyOf(batch));
            batch.clear();
          }
        });
      }
      store.append(batch);
      checkpoints(log).forEach(checkpoint -> store.keep(log, checkpoint));
    }
  }

  public Set<PracticeId> practices() {
    Set<PracticeId> practices = new HashSet<>();
    names(root).filter(FolderCopy::isId).forEach(name -> practices.add(PracticeId.fromHex(name)));
    return practices;
  }

  @Override
  public Set<LogId> logs(PracticeId practice) {
    Set<LogId> logs = new HashSet<>();
    names(root.resolve(practice.hex()))
        .filter(FolderCopy::isId)
        .forEach(name -> logs.add(new LogId(practice, WriterId.fromHex(name))));
    return logs;
  }

  /** How far the copy of a log reaches without a hole. */
  public long size(LogId log) {
    return segments(log, "entries").stream().mapToLong(Segment::to).max().orElse(0);
  }

  @Override
  public Stream<Entry> range(LogId log, long from, long to) {
    List<Segment> within =
        segments(log, "entries").stream()
            .filter(segment -> segment.to() > from && segment.from() < to)
            .toList();
    return SegmentReader.stream(within)
        .filter(entry -> entry.sequence() >= from && entry.sequence() < to);
  }

  @Override
  public Stream<LeafHash> leaves(LogId log, long from, long to) {
    return segments(log, "leaves").stream()
        .filter(segment -> segment.to() > from && segment.from() < to)
        .flatMap(segment -> leaves(segment, from, to).stream());
  }

  private static List<LeafHash> leaves(Segment segment, long from, long to) {
    List<LeafHash> leaves = new ArrayList<>();
    ByteBuffer in = segment.read();
    for (long at = segment.from(); in.remaining() >= 32; at++) {
      LeafHash leaf = new LeafHash(Bytes.of(in.slice(in.position(), 32)));
      in.position(in.position() + 32);
      if (at >= from && at < to) {
        leaves.add(leaf);
      }
    }
    return leaves;
  }

  @Override
  public List<SignedCheckpoint> checkpoints(LogId log) {
    Path note = folder(log).resolve(CHECKPOINT);
    try {
      return Files.exists(note)
          ? List.of(SignedCheckpoint.parse(Files.readString(note)))
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("the copy " + note + " cannot be read", e);
    }
  }

  private long writeSegment(LogId log, Iterator<Entry> entries) {
    List<Bytes> encoded = new ArrayList<>();
    List<Bytes> leaves = new ArrayList<>();
    long from = -1;
    long bytes = 0;
    while (entries.hasNext() && bytes < SEGMENT_BYTES) {
      Entry entry = entries.next();
      from = from < 0 ? entry.sequence() : from;
      Bytes one = EntryFormat.encode(entry);
      encoded.add(one);
      leaves.add(entry.leaf().value());
      bytes += one.size();
    }
    long to = from + encoded.size();
    // The leaves first: entries are there only with what tells whether they are good.
    Segment.write(Segment.name(folder(log), "leaves", from, to), leaves);
    Segment.write(Segment.name(folder(log), "entries", from, to), encoded);
    return encoded.size();
  }

  private List<Segment> segments(LogId log, String what) {
    List<Segment> contiguous = new ArrayList<>();
    long next = 0;
    List<Segment> all =
        names(folder(log))
            .flatMap(name -> Segment.parse(folder(log), name, what).stream())
            .sorted()
            .toList();
    for (Segment segment : all) {
      if (segment.from() == next) {
        contiguous.add(segment);
        next = segment.to();
      }
    }
    return contiguous;
  }

  private Path folder(LogId log) {
    return root.resolve(log.practice().hex()).resolve(log.writer().hex());
  }

  private static boolean isId(String name) {
    return name.matches("[0-9a-f]{32}");
  }

  private static Stream<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("the copy " + folder + " cannot be listed", e);
    }
  }
}

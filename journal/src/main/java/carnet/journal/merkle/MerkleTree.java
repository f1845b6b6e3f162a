package carnet.journal.merkle;

import carnet.journal.Bytes;
import carnet.journal.EntryStore;
import carnet.journal.Hashes;
import carnet.journal.LeafHash;
import carnet.journal.LogId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The tree over leaf hashes kept elsewhere; it makes roots of any earlier size, and proofs. The
 * roots of its full subtrees of 512 leaves and more never change and are remembered (a megabyte for
 * eight million leaves), so only the first answer reads every leaf. Safe for many threads.
 */
public final class MerkleTree {
  /** Leaf hashes from an index to before another; fewer where the log ends. */
  public interface Leaves {
    Stream<LeafHash> between(long from, long to);
  }

  private static final long SMALL = 256;

  private record Subtree(long from, long size) {}

  private final Leaves leaves;
  private final Map<Subtree, Bytes> full = new ConcurrentHashMap<>();

  private MerkleTree(Leaves leaves) {
    this.leaves = leaves;
  }

  public static MerkleTree over(EntryStore store, LogId log) {
    return new MerkleTree((from, to) -> store.leaves(log, from, to));
  }

  public static MerkleTree of(List<LeafHash> leaves) {
    List<LeafHash> copy = List.copyOf(leaves);
    return new MerkleTree(
        (from, to) -> copy.subList((int) from, (int) Math.min(to, copy.size())).stream());
  }

  /** Of the first {@code size} leaves. */
  public Bytes root(long size) {
    return root(0, size);
  }

  /** Requires {@code 0 <= index < size}. */
  public InclusionProof inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no index " + index + " in a tree of size " + size);
    }
    List<Bytes> downwards = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        downwards.add(root(middle, to));
        to = middle;
      } else {
        downwards.add(root(from, middle));
        from = middle;
      }
    }
    Collections.reverse(downwards);
    return new InclusionProof(index, size, downwards);
  }

  /** Requires {@code 0 < from <= to}. */
  public ConsistencyProof consistency(long from, long to) {
    if (from <= 0 || from > to) {
      throw new IllegalArgumentException("no proof from size " + from + " to size " + to);
    }
    List<Bytes> downwards = new ArrayList<>();
    long begin = 0;
    long end = to;
    boolean whole = true; // whether what is left of the old tree is the old tree itself
    while (from != end) {
      long middle = begin + split(end - begin);
      if (from <= middle) {
        downwards.add(root(middle, end));
        end = middle;
      } else {
        downwards.add(root(begin, middle));
        begin = middle;
        whole = false;
      }
    }
    if (!whole) {
      downwards.add(root(begin, end));
    }
    Collections.reverse(downwards);
    return new ConsistencyProof(from, to, downwards);
  }

  /** The range to go on from after the first {@code size} leaves. */
  public CompactRange range(long size) {
    List<Bytes> roots = new ArrayList<>();
    long from = 0;
    for (long rest = size; rest > 0; ) {
      long subtree = Long.highestOneBit(rest);
      roots.add(root(from, from + subtree));
      from += subtree;
      rest -= subtree;
    }
    return CompactRange.of(size, roots);
  }

  private Bytes root(long from, long to) {
    long size = to - from;
    if (size <= SMALL) {
      return read(from, to);
    }
    Subtree subtree = new Subtree(from, size);
    Bytes known = full.get(subtree);
    if (known != null) {
      return known;
    }
    long middle = from + split(size);
    Bytes root = Hashes.node(root(from, middle), root(middle, to));
    if (Long.bitCount(size) == 1) {
      full.put(subtree, root);
    }
    return root;
  }

  private Bytes read(long from, long to) {
    CompactRange range = CompactRange.empty();
    leaves.between(from, to).forEach(range::append);
    if (range.size() != to - from) {
      throw new IllegalArgumentException("the log ends before size " + to);
    }
    return range.root();
  }

  /** The largest power of two below a size of 2 at least. */
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}

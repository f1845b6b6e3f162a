package carnet.journal.merkle;

import carnet.journal.Bytes;
import carnet.journal.Hashes;
import carnet.journal.Head;
import carnet.journal.LeafHash;
import carnet.journal.MalformedEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The least one must keep of a tree to add to it and know its root: the roots of its full subtrees,
 * one for each bit set in its size, the largest first. Not safe for several threads.
 *
 * <pre>
 * size 5 = 101b:    kept: root of 0..3, leaf 4
 * size 7 = 111b:    kept: root of 0..3, root of 4..5, leaf 6
 * </pre>
 *
 * Persisted form: size 8, then its hashes.
 */
public final class CompactRange {
  private final List<Bytes> roots;
  private long size;

  private CompactRange(long size, List<Bytes> roots) {
    this.size = size;
    this.roots = roots;
  }

  public static CompactRange empty() {
    return new CompactRange(0, new ArrayList<>());
  }

  static CompactRange of(long size, List<Bytes> roots) {
    return new CompactRange(size, new ArrayList<>(roots));
  }

  public static CompactRange decode(Bytes persisted) {
    if (persisted.size() < 8) {
      throw new MalformedEntry("a compact range has a size of 8 bytes first");
    }
    long size = persisted.buffer().getLong();
    int count = Long.bitCount(size);
    if (size < 0 || persisted.size() != 8 + 32 * count) {
      throw new MalformedEntry("a compact range of size " + size + " has " + count + " hashes");
    }
    List<Bytes> roots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      roots.add(persisted.slice(8 + 32 * i, 40 + 32 * i));
    }
    return new CompactRange(size, roots);
  }

  public Bytes encode() {
    Bytes head = Bytes.adopt(ByteBuffer.allocate(8).putLong(size).array());
    Bytes all = Bytes.concat(roots.toArray(Bytes[]::new));
    return Bytes.concat(head, all);
  }

  public CompactRange append(LeafHash leaf) {
    Bytes root = leaf.value();
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      root = Hashes.node(roots.removeLast(), root);
    }
    roots.add(root);
    size++;
    return this;
  }

  public CompactRange copy() {
    return new CompactRange(size, new ArrayList<>(roots));
  }

  public long size() {
    return size;
  }

  public Bytes root() {
    if (roots.isEmpty()) {
      return Head.EMPTY.root();
    }
    Bytes root = roots.getLast();
    for (int i = roots.size() - 2; i >= 0; i--) {
      root = Hashes.node(roots.get(i), root);
    }
    return root;
  }

  public Head head() {
    return new Head(size, root());
  }
}

package carnet.journal.merkle;

import carnet.journal.Bytes;
import carnet.journal.Hashes;
import java.util.List;

/**
 * That a tree of size {@code to} begins with the tree of size {@code from}: nothing of the past was
 * changed. RFC 9162, section 2.1.4. Of the empty tree nothing can be proved.
 */
public record ConsistencyProof(long from, long to, List<Bytes> hashes) {
  public ConsistencyProof {
    hashes = List.copyOf(hashes);
  }

  /** False for whatever is not a proof, sizes out of order too. */
  public boolean proves(Bytes fromRoot, Bytes toRoot) {
    if (from <= 0 || from > to || hashes.stream().anyMatch(hash -> hash.size() != 32)) {
      return false;
    }
    if (from == to) {
      return hashes.isEmpty() && fromRoot.equals(toRoot);
    }
    if (hashes.isEmpty()) {
      return false;
    }
    // A full subtree of the old tree is its own root and is not sent.
    boolean sent = Long.bitCount(from) != 1;
    Bytes first = sent ? hashes.getFirst() : fromRoot;
    return climb(first, sent ? hashes.subList(1, hashes.size()) : hashes, fromRoot, toRoot);
  }

  private boolean climb(Bytes first, List<Bytes> beside, Bytes fromRoot, Bytes toRoot) {
    long node = from - 1;
    long last = to - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    Bytes old = first;
    Bytes young = first;
    for (Bytes hash : beside) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        old = Hashes.node(hash, old);
        young = Hashes.node(hash, young);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        young = Hashes.node(young, hash);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(fromRoot) && young.equals(toRoot);
  }
}

package carnet.journal.merkle;

import carnet.journal.Bytes;
import carnet.journal.Hashes;
import carnet.journal.LeafHash;
import java.util.List;

/**
 * That a leaf stands at an index of a tree of a size: the hashes beside the way from the leaf up to
 * the root, the lowest first. RFC 9162, section 2.1.3.
 */
public record InclusionProof(long index, long size, List<Bytes> hashes) {
  public InclusionProof {
    hashes = List.copyOf(hashes);
  }

  /** False for whatever is not a proof, an index outside the tree too. */
  public boolean proves(LeafHash leaf, Bytes root) {
    if (index < 0 || index >= size || hashes.stream().anyMatch(hash -> hash.size() != 32)) {
      return false;
    }
    long node = index;
    long last = size - 1;
    Bytes reached = leaf.value();
    for (Bytes beside : hashes) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        reached = Hashes.node(beside, reached);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        reached = Hashes.node(reached, beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && reached.equals(root);
  }
}

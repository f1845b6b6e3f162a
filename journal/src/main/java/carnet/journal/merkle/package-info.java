/**
 * Merkle trees over leaf hashes as in RFC 6962, pure functions over values. Enter by {@link
 * carnet.journal.merkle.MerkleTree} to make proofs, by {@link carnet.journal.merkle.InclusionProof}
 * to check one; {@link carnet.journal.merkle.CompactRange} grows a root without its leaves.
 */
@NullMarked
package carnet.journal.merkle;

import org.jspecify.annotations.NullMarked;

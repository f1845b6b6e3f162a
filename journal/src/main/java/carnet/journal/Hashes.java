package carnet.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as the journal uses it: RFC 6962 for the tree, a prefix byte for each use. */
public final class Hashes {
  private static final Bytes LEAF = Bytes.of((byte) 0);
  private static final Bytes NODE = Bytes.of((byte) 1);
  private static final Bytes ENTRY = Bytes.of((byte) 2);

  private Hashes() {}

  /** Of the parts, joined. */
  public static Bytes sha256(Bytes... parts) {
    MessageDigest digest = digest();
    for (Bytes part : parts) {
      part.updateInto(digest);
    }
    return Bytes.adopt(digest.digest());
  }

  /** The node above two. */
  public static Bytes node(Bytes left, Bytes right) {
    return sha256(NODE, left, right);
  }

  static LeafHash leaf(Bytes envelope, Bytes labelHash, Bytes bodyHash) {
    return new LeafHash(sha256(LEAF, envelope, labelHash, bodyHash));
  }

  static EntryId entry(Bytes labelHash, Bytes bodyHash) {
    return new EntryId(sha256(ENTRY, labelHash, bodyHash));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

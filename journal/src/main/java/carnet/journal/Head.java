package carnet.journal;

/** How long a log is, and the root of its tree (RFC 6962; of no leaf: H of nothing). */
public record Head(long size, Bytes root) {
  public static final Head EMPTY = new Head(0, Hashes.sha256());

  public Head {
    if (size < 0) {
      throw new IllegalArgumentException("a log has at least 0 entries, not " + size);
    }
    root.require(32, "a root");
  }
}

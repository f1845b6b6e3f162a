package carnet.journal;

/**
 * The proof, within this process, that an entry is durable in its place: only a {@link Log} makes
 * one, after the commit. The vault gives keys against it.
 */
public final class Receipt {
  private final EntryId entry;
  private final Kind kind;
  private final Position position;
  private final LeafHash leaf;

  Receipt(Entry durable) {
    this.entry = durable.id();
    this.kind = durable.kind();
    this.position = durable.place();
    this.leaf = durable.leaf();
  }

  public EntryId entry() {
    return entry;
  }

  public Position position() {
    return position;
  }

  public LeafHash leaf() {
    return leaf;
  }

  /** Whether it is of this very draft: its kind, its practice, its bytes. */
  public boolean isFor(Draft draft) {
    return draft.kind() == kind
        && draft.practice().equals(position.log().practice())
        && draft.id().equals(entry);
  }

  @Override
  public String toString() {
    return "durable at " + position;
  }
}

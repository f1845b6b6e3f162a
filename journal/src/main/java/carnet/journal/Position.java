package carnet.journal;

/** The place of an entry: a log and a sequence from 0 without holes. */
public record Position(LogId log, long sequence) {
  public Position {
    if (sequence < 0) {
      throw new IllegalArgumentException("a sequence starts at 0, not " + sequence);
    }
  }

  @Override
  public String toString() {
    return log + "/" + sequence;
  }
}

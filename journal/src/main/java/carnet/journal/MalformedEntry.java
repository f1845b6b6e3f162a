package carnet.journal;

/** These bytes are not an entry; nothing of them was taken. */
public class MalformedEntry extends RuntimeException {
  public MalformedEntry(String message) {
    super(message);
  }
}

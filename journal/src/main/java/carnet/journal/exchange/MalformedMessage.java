package carnet.journal.exchange;

/** These bytes are no message of this version, or not the one that was due; nothing was taken. */
public class MalformedMessage extends RuntimeException {
  public MalformedMessage(String message) {
    super(message);
  }
}

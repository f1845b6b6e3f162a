package carnet.journal;

/** This text is not a signed note or not a checkpoint; nothing of it was taken. */
public class MalformedNote extends RuntimeException {
  public MalformedNote(String message) {
    super(message);
  }
}

package carnet.journal;

/** These bytes are not a payload; nothing of them was taken. */
public class MalformedPayload extends RuntimeException {
  public MalformedPayload(String message) {
    super(message);
  }

  public MalformedPayload(String message, Throwable cause) {
    super(message, cause);
  }
}

package carnet.journal;

/**
 * A tag holds fewer or other entries than were put under it: the store was damaged. Nothing that
 * was read may be shown as whole; verify the store and repair it from a copy.
 */
public class ShortRead extends RuntimeException {
  public ShortRead(String message) {
    super(message);
  }
}

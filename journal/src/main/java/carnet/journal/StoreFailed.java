package carnet.journal;

/**
 * The store could not do it, and takes no more writes until it is opened anew: whether what was
 * under way is durable is known only then. Entries acknowledged before are safe.
 */
public class StoreFailed extends RuntimeException {
  public StoreFailed(String message) {
    super(message);
  }

  public StoreFailed(String message, Throwable cause) {
    super(message, cause);
  }
}

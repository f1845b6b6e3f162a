package carnet.journal;

/** Another process (or another part of this one) has the store open. */
public class StoreInUse extends RuntimeException {
  public StoreInUse(String message) {
    super(message);
  }
}

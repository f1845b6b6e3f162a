package carnet.vault.crypto;

/** Sealed bytes did not open under this key. Says nothing of what they hold. */
public final class CannotOpen extends Exception {

  public CannotOpen(String why) {
    super(why);
  }

  public CannotOpen(String why, Throwable cause) {
    super(why, cause);
  }
}

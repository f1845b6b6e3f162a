package carnet.vault;

/** What an entry names is not whole on this replica: it has not arrived yet, or it is damaged. */
public final class ContentNotHere extends RuntimeException {
  private static final long serialVersionUID = 1;

  ContentNotHere(Throwable cause) {
    super("the content of an entry is not whole on this replica", cause);
  }
}

package carnet.vault;

import java.util.Locale;

/** The session opens nothing any more, and why. */
public final class SessionEnded extends RuntimeException {

  /**
   * What ended it: her own lock, a measure about her account, her departure, or her return with new
   * keys.
   */
  public enum Why {
    LOCKED,
    FROZEN,
    DEPARTED,
    REPLACED
  }

  private final Why why;

  public SessionEnded(Why why) {
    super("the session is " + why.name().toLowerCase(Locale.ROOT));
    this.why = why;
  }

  public Why why() {
    return why;
  }
}

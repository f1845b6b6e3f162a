package carnet.server.continuity.pairing;

/** Why a pairing does not go on; nothing was changed. */
public final class PairingRefused extends RuntimeException {
  public enum Why {
    /** No such code was given here, or it cannot be read. */
    UNKNOWN,
    EXPIRED,
    /** Another server used this code: whoever has it may not be whom one thinks. */
    USED,
    /** The digits are not those of this server's screen. */
    DIGITS,
    /** What came was not made with this code, or was changed on the way. */
    CHANGED,
    /** The steward's signature has not come yet, or nobody asked. */
    NOBODY
  }

  private final Why why;

  public PairingRefused(Why why) {
    super("pairing refused: " + why);
    this.why = why;
  }

  public Why why() {
    return why;
  }

  /** The HTTP status by which a newcomer is told. */
  public static int status(Why why) {
    return switch (why) {
      case UNKNOWN, NOBODY -> 404;
      case USED -> 409;
      case EXPIRED -> 410;
      case DIGITS, CHANGED -> 422;
    };
  }
}

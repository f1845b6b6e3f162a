package carnet.server;

/** A command cannot do what it was asked, and why: a sentence for the terminal and an exit code. */
public final class Unusable extends RuntimeException {

  public static final int IN_USE = 4;
  public static final int NO_KEYS = 5;
  public static final int OTHER_FORMAT = 6;
  public static final int NO_ACCESS = 7;
  public static final int NO_ANSWER = 8;
  public static final int REFUSED = 9;
  public static final int PORT_TAKEN = 10;

  private final int exitCode;

  public Unusable(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}

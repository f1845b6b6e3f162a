package carnet.vault;

/** An act of authority that the rules do not allow; the code is stable, screens put it in words. */
public final class NotAllowed extends RuntimeException {

  private final String code;

  public NotAllowed(String code) {
    super(code);
    this.code = code;
  }

  public String code() {
    return code;
  }
}

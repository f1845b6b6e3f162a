package carnet.journal;

/**
 * What an entry is for, in clear; the operations of each and who can read it stand in the format.
 */
public enum Kind {
  SEALED(1),
  TRACE(2),
  KEYRING(3),
  DOOR(4),
  AUTHORITY(5);

  private final byte code;

  Kind(int code) {
    this.code = (byte) code;
  }

  public byte code() {
    return code;
  }

  public static Kind of(int code) {
    for (Kind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MalformedEntry("no kind has the code " + code + ": written by a newer version?");
  }
}

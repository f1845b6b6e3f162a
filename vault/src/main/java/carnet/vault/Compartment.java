package carnet.vault;

import java.util.Locale;

/**
 * A class of data with keys of its own, by how much harm its leak does.
 *
 * <p>The code of a class stands in sealed labels and in tags: it never changes.
 */
public enum Compartment {
  IDENTITY(1),
  AGENDA(2),
  ACCOUNTS(3),
  HISTORY(4),
  TREATMENT(5),
  NOTES(6),
  AUDIT(7);

  private final byte code;

  Compartment(int code) {
    this.code = (byte) code;
  }

  public byte code() {
    return code;
  }

  /** The name on the wire and in access events. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Compartment of(byte code) {
    for (Compartment each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new IllegalArgumentException("unknown class " + code);
  }
}

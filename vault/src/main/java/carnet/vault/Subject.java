package carnet.vault;

import carnet.journal.Bytes;

/**
 * The opaque id that groups the entries of one patient, month or member.
 *
 * <p>HMAC under the practice's index key: a replica at rest can count subjects and cannot tell who
 * they are.
 */
public record Subject(Bytes value) {

  public static final Subject NONE = new Subject(Bytes.of(new byte[32]));

  public Subject {
    if (value.size() != 32) {
      throw new IllegalArgumentException("a subject has 32 bytes");
    }
  }

  public static Subject fromHex(String hex) {
    return new Subject(Bytes.fromHex(hex));
  }

  public String hex() {
    return value.hex();
  }

  /** What a subject stands for; the code is part of what is hashed. */
  public enum Of {
    PATIENT(1),
    MONTH(2),
    MEMBER(3),
    PRACTICE(4);

    final byte code;

    Of(int code) {
      this.code = (byte) code;
    }
  }
}

package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.authority.Signer;

/** A person's account in a practice: 16 random bytes. */
public record MemberId(Bytes value) {

  /** The author of what no person wrote: a replica's own acts. */
  public static final MemberId NOBODY = new MemberId(Bytes.of(new byte[16]));

  public MemberId {
    if (value.size() != 16) {
      throw new IllegalArgumentException("a member id has 16 bytes");
    }
  }

  public static MemberId fromHex(String hex) {
    return new MemberId(Bytes.fromHex(hex));
  }

  public String hex() {
    return value.hex();
  }

  /** As what she signs it names her. */
  String signer() {
    return Signer.nameOfMember(value);
  }

  @Override
  public String toString() {
    return hex();
  }
}

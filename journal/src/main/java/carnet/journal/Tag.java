package carnet.journal;

/**
 * Sixteen opaque bytes by which a store groups entries of one practice without knowing whom. The
 * vault makes them under a key of this replica.
 */
public record Tag(Bytes value) {
  public Tag {
    value.require(16, "a tag");
  }

  public static Tag fromHex(String hex) {
    return new Tag(Bytes.fromHex(hex));
  }

  /** The tag that a store itself gives to every entry of a kind other than {@link Kind#SEALED}. */
  public static Tag ofKind(Kind kind) {
    byte[] value = new byte[16];
    value[15] = kind.code();
    return new Tag(Bytes.adopt(value));
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public String toString() {
    return hex();
  }
}

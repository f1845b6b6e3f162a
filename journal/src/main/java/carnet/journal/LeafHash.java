package carnet.journal;

/**
 * What an entry is in its place: the leaf of its Merkle tree, H(0x00 ‖ envelope ‖ H(label) ‖
 * H(body)).
 */
public record LeafHash(Bytes value) {
  public LeafHash {
    value.require(32, "a leaf hash");
  }

  public static LeafHash fromHex(String hex) {
    return new LeafHash(Bytes.fromHex(hex));
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public String toString() {
    return hex();
  }
}

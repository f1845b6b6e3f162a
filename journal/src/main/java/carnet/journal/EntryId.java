package carnet.journal;

/**
 * What an entry is, wherever it stands: H(0x02 ‖ H(label) ‖ H(body)). The same under two writers
 * counts once.
 */
public record EntryId(Bytes value) {
  public EntryId {
    value.require(32, "an entry id");
  }

  public static EntryId fromHex(String hex) {
    return new EntryId(Bytes.fromHex(hex));
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public String toString() {
    return hex();
  }
}

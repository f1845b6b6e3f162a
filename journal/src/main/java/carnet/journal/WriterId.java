package carnet.journal;

/** The only author of one log: the first 16 bytes of the hash of its public key. */
public record WriterId(Bytes value) {
  public WriterId {
    value.require(16, "a writer id");
  }

  public static WriterId fromHex(String hex) {
    return new WriterId(Bytes.fromHex(hex));
  }

  public static WriterId of(Bytes publicKey) {
    return new WriterId(Hashes.sha256(publicKey).slice(0, 16));
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public String toString() {
    return hex();
  }
}

package carnet.journal;

/**
 * A practice (tenant): the first 16 bytes of H("carnet/1/practice" ‖ its root public key), so that
 * nobody can bring another root.
 */
public record PracticeId(Bytes value) {
  public PracticeId {
    value.require(16, "a practice id");
  }

  public static PracticeId fromHex(String hex) {
    return new PracticeId(Bytes.fromHex(hex));
  }

  private static final Bytes DOMAIN = Bytes.utf8("carnet/1/practice");

  public static PracticeId of(Bytes rootPublicKey) {
    return new PracticeId(Hashes.sha256(DOMAIN, rootPublicKey).slice(0, 16));
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public String toString() {
    return hex();
  }
}

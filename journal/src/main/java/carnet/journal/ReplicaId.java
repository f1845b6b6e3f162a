package carnet.journal;

/** One running Carnet server: the first 16 bytes of the hash of its Ed25519 public key. */
public record ReplicaId(Bytes value) {
  public ReplicaId {
    value.require(16, "a replica id");
  }

  public static ReplicaId fromHex(String hex) {
    return new ReplicaId(Bytes.fromHex(hex));
  }

  public static ReplicaId of(Bytes publicKey) {
    return new ReplicaId(Hashes.sha256(publicKey).slice(0, 16));
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public String toString() {
    return hex();
  }
}

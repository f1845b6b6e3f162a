package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Hashes;

/** Names one key by its hash, so that two replicas that renew at once do not collide: 16 bytes. */
public record EpochId(Bytes value) {

  public static final EpochId NONE = new EpochId(Bytes.of(new byte[16]));

  public EpochId {
    if (value.size() != 16) {
      throw new IllegalArgumentException("an epoch id has 16 bytes");
    }
  }

  /** The id of a key: of a pair, by its public half; of a secret, by itself. */
  public static EpochId of(Bytes key) {
    return new EpochId(Hashes.sha256(key).slice(0, 16));
  }

  public static EpochId fromHex(String hex) {
    return new EpochId(Bytes.fromHex(hex));
  }

  public String hex() {
    return value.hex();
  }

  @Override
  public String toString() {
    return hex();
  }
}

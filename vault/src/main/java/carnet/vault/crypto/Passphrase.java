package carnet.vault.crypto;

import carnet.journal.Bytes;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Stretches a passphrase with Argon2id (RFC 9106).
 *
 * <p>Costs are stored beside what they made; a cost below the floor is refused whoever stored it.
 * Holds a carrier thread for 0.2 s: call it on a platform thread.
 */
public record Passphrase(int memoryKib, int passes, int lanes) {

  private static final int FLOOR_MEMORY_KIB = 19 * 1024;
  private static final int FLOOR_PASSES = 2;

  /** What new factors cost: 64 MiB, 3 passes. */
  public static final Passphrase STANDARD = new Passphrase(64 * 1024, 3, 1);

  /**
   * The least that is accepted (OWASP): 19 MiB, 2 passes. For tests, and for what was stored
   * elsewhere.
   */
  public static final Passphrase FLOOR = new Passphrase(FLOOR_MEMORY_KIB, FLOOR_PASSES, 1);

  public Passphrase {
    if (memoryKib < FLOOR_MEMORY_KIB || passes < FLOOR_PASSES || lanes < 1) {
      throw new IllegalArgumentException("argon2id below the floor of 19 MiB and 2 passes");
    }
    if (memoryKib > 1024 * 1024 || passes > 32 || lanes > 8) {
      throw new IllegalArgumentException("argon2id above what a replica can serve");
    }
  }

  /** 32 bytes; the characters are normalised (NFKC) so that two keyboards agree. */
  public Secret stretch(char[] passphrase, Bytes salt) {
    byte[] text =
        Normalizer.normalize(new String(passphrase), Normalizer.Form.NFKC)
            .getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[32];
    try {
      Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
      argon2.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memoryKib)
              .withIterations(passes)
              .withParallelism(lanes)
              .withSalt(salt.toArray())
              .build());
      argon2.generateBytes(text, out);
      return Secret.owning(out);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }
}

package carnet.server.paper;

import java.time.LocalDate;

/**
 * The recovery kit of a practice.
 *
 * @param practice its name, as its members know it
 * @param practiceId opaque, to tell two kits apart
 * @param rootKey 32 bytes; the caller keeps and zeroes them
 */
public record Kit(
    String practice, String practiceId, byte[] rootKey, LocalDate made, boolean demo) {
  public Kit {
    if (rootKey.length != KitCode.BYTES) {
      throw new IllegalArgumentException(
          "a root key has " + KitCode.BYTES + " bytes, not " + rootKey.length);
    }
  }
}

package carnet.server.continuity.pairing;

import carnet.journal.Bytes;
import carnet.journal.Hashes;
import carnet.journal.PracticeId;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import java.math.BigInteger;
import java.util.Locale;

/**
 * What a steward reads out or pastes: where to knock, which practice it must be, and 16 random
 * bytes that only the two servers know. Text: address {@code #} 52 letters and digits of RFC 4648
 * base32, in groups of four; the part after {@code #} never leaves a browser.
 */
public record PairingCode(String address, PracticeId practice, Bytes secret) {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LETTERS = 52;

  public String text() {
    BigInteger bits = new BigInteger(1, Bytes.concat(practice.value(), secret).toArray());
    bits = bits.shiftLeft(4);
    StringBuilder letters = new StringBuilder();
    for (int i = LETTERS - 1; i >= 0; i--) {
      letters.append(ALPHABET.charAt(bits.shiftRight(5 * i).intValue() & 31));
      if (i % 4 == 0 && i > 0) {
        letters.append('-');
      }
    }
    return address + "#" + letters;
  }

  /**
   * @param address where the text names none
   * @throws PairingRefused where it is no code
   */
  public static PairingCode parse(String text, String address) {
    int mark = text.indexOf('#');
    String where = mark > 0 ? text.substring(0, mark) : address;
    String letters = text.substring(mark + 1).toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    if (letters.length() != LETTERS || where.isBlank()) {
      throw new PairingRefused(PairingRefused.Why.UNKNOWN);
    }
    BigInteger bits = BigInteger.ZERO;
    for (int i = 0; i < LETTERS; i++) {
      int value = ALPHABET.indexOf(letters.charAt(i));
      if (value < 0) {
        throw new PairingRefused(PairingRefused.Why.UNKNOWN);
      }
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(value));
    }
    byte[] raw = bits.shiftRight(4).toByteArray();
    byte[] value = new byte[32];
    int size = Math.min(32, raw.length);
    System.arraycopy(raw, raw.length - size, value, 32 - size, size);
    Bytes all = Bytes.of(value);
    return new PairingCode(where.strip(), new PracticeId(all.slice(0, 16)), all.slice(16, 32));
  }

  /** Under which name the newcomer's letter waits; it does not tell the code. */
  Bytes mailbox() {
    return Hashes.sha256(Bytes.utf8("carnet/1/pair"), secret).slice(0, 16);
  }

  Bytes mac(String purpose, Bytes content) {
    try (Secret key = Secret.copyOf(secret.toArray())) {
      return Kdf.mac(key, "carnet/1/pair/" + purpose, content);
    }
  }

  /** Six digits that both screens show, of the newcomer's public keys and the code. */
  String digits(Bytes keys) {
    Bytes hash = Hashes.sha256(Bytes.utf8("carnet/1/pair/digits"), keys, secret);
    long number = hash.slice(0, 8).buffer().getLong() >>> 1;
    return "%06d".formatted(number % 1_000_000);
  }
}

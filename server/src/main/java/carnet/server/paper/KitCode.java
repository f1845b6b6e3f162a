package carnet.server.paper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A root key as four short lines that a person can copy by hand and a person can read aloud.
 *
 * <p>Crockford's base 32 (no I, L, O, U). Each line is 15 symbols in groups of five: 13 for 8 bytes
 * (the lowest bit of the 65 is zero), then two that check the line: the first ten bits of SHA-256
 * over the line's number and its bytes. So a slip is found in the line where it is, and two lines
 * exchanged are found too.
 */
public final class KitCode {
  static final int BYTES = 32;
  private static final int LINES = 4;
  private static final int PER_LINE = BYTES / LINES;
  private static final int SYMBOLS = 13;
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private KitCode() {}

  /** A line that does not check; {@code line} counts from one. */
  public static final class Misread extends IllegalArgumentException {
    public final int line;

    Misread(int line, String message) {
      super(message);
      this.line = line;
    }
  }

  public static List<String> lines(byte[] rootKey) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      byte[] part = Arrays.copyOfRange(rootKey, i * PER_LINE, (i + 1) * PER_LINE);
      String symbols = symbols(part) + check(i, part);
      lines.add(
          symbols.substring(0, 5) + " " + symbols.substring(5, 10) + " " + symbols.substring(10));
      Arrays.fill(part, (byte) 0);
    }
    return lines;
  }

  /**
   * Reads four typed lines; spaces, hyphens and case do not matter, I and L are read as 1, O as 0.
   */
  public static byte[] read(List<String> lines) {
    if (lines.size() != LINES) {
      throw new Misread(
          Math.min(lines.size(), LINES) + 1,
          "a kit has four lines, " + lines.size() + " were given");
    }
    byte[] key = new byte[BYTES];
    for (int i = 0; i < LINES; i++) {
      byte[] part = part(i, lines.get(i));
      System.arraycopy(part, 0, key, i * PER_LINE, PER_LINE);
      Arrays.fill(part, (byte) 0);
    }
    return key;
  }

  private static byte[] part(int index, String line) {
    String typed =
        line.replaceAll("[\\s-]", "")
            .toUpperCase(Locale.ROOT)
            .replace('I', '1')
            .replace('L', '1')
            .replace('O', '0');
    if (typed.length() != SYMBOLS + 2) {
      throw new Misread(
          index + 1, "line " + (index + 1) + " has " + typed.length() + " symbols instead of 15");
    }
    long bits = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      int value = ALPHABET.indexOf(typed.charAt(i));
      if (value < 0) {
        throw new Misread(
            index + 1, "line " + (index + 1) + ": symbol " + (i + 1) + " is none of the kit's");
      }
      bits = i < SYMBOLS - 1 ? bits << 5 | value : bits << 4 | value >> 1;
    }
    byte[] part = new byte[PER_LINE];
    for (int i = 0; i < PER_LINE; i++) {
      part[i] = (byte) (bits >>> (56 - 8 * i));
    }
    if (!typed.equals(symbols(part) + check(index, part))) {
      throw new Misread(index + 1, "line " + (index + 1) + " does not check: read it again");
    }
    return part;
  }

  private static String symbols(byte[] part) {
    long bits = 0;
    for (byte b : part) {
      bits = bits << 8 | (b & 0xff);
    }
    StringBuilder out = new StringBuilder(SYMBOLS);
    for (int i = 0; i < SYMBOLS - 1; i++) {
      out.append(ALPHABET.charAt((int) (bits >>> (59 - 5 * i)) & 31));
    }
    return out.append(ALPHABET.charAt((int) (bits & 15) << 1)).toString();
  }

  private static String check(int index, byte[] part) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update((byte) index);
      byte[] sum = sha.digest(part);
      int ten = (sum[0] & 0xff) << 2 | (sum[1] & 0xff) >> 6;
      return "" + ALPHABET.charAt(ten >> 5) + ALPHABET.charAt(ten & 31);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}

package carnet.server.practice;

/**
 * The number of a professional in the French directory of them (RPPS): eleven digits, of which the
 * last is the Luhn key of the ten before (ISO/IEC 7812-1, annex B).
 */
public final class Rpps {

  private static final int LENGTH = 11;

  private Rpps() {}

  static boolean isLong(String digits) {
    return digits.matches("[0-9]{" + LENGTH + "}");
  }

  /** Requires eleven digits. */
  static boolean isKeyed(String digits) {
    return key(digits.substring(0, LENGTH - 1)) == digits.charAt(LENGTH - 1) - '0';
  }

  /**
   * The digit that closes these: from the right, each second one doubled, the first of them too.
   */
  public static int key(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return (10 - sum % 10) % 10;
  }
}

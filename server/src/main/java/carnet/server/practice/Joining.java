package carnet.server.practice;

import carnet.server.Problem;
import carnet.vault.Enrolment;
import java.util.Arrays;

/**
 * A person who shows that she kept her seed: her enrolment, and her passphrase once more, for the
 * session that follows.
 *
 * @param what she joins with: the code of an invitation, or nothing at founding
 */
record Joining<T>(Enrolment person, char[] passphrase, T what) {

  private static final int SHORTEST = 12;

  /** Long rather than strange: twelve characters, and not the login. */
  static char[] passphrase(String given, String login) {
    if (given.length() < SHORTEST) {
      throw Problem.invalid(
          "/passphrase",
          "Au moins douze caractères : quelques mots sans lien entre eux font l’affaire.",
          "At least twelve characters: a few unrelated words will do.");
    }
    if (given.equalsIgnoreCase(login) || given.chars().distinct().count() < 4) {
      throw Problem.invalid(
          "/passphrase",
          "Cette phrase se devine trop vite.",
          "This passphrase is guessed too fast.");
    }
    return given.toCharArray();
  }

  void wipe() {
    person.close();
    Arrays.fill(passphrase, '\0');
  }
}

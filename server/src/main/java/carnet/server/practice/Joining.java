package carnet.server.practice;

import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.unlock.Caller;
import carnet.vault.Enrolment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A person who shows that she kept her seed: her enrolment, and her passphrase once more, for the
 * session that follows.
 *
 * @param what she joins with: the code of an invitation, or nothing at founding
 */
record Joining<T>(Enrolment person, char[] passphrase, T what) {

  private static final int SHORTEST = 12;

  /** Eleven digits with their key, as on every sheet that she will sign; or none. */
  static @Nullable String rpps(@Nullable String given, String field) {
    if (given == null || given.isBlank()) {
      return null;
    }
    String digits = given.replaceAll("\\s", "");
    if (!Rpps.isLong(digits)) {
      throw Problem.invalid(
          field, "Un numéro RPPS a onze chiffres.", "An RPPS number has eleven digits.");
    }
    if (!Rpps.isKeyed(digits)) {
      throw Problem.invalid(
          field,
          "Ce numéro RPPS n’existe pas : un chiffre est faux, relisez-le.",
          "There is no such RPPS number: a digit is wrong, read it again.");
    }
    return digits;
  }

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

  /**
   * What she began, out of the drafts once she proves that she kept the seed; else it stays there.
   */
  static <T> Joining<T> proved(
      Drafts<Joining<T>> drafts, FoundController.Confirm asked, Caller caller, House house) {
    String id = Fields.text(asked.draft(), "/draft");
    String code = Fields.text(asked.code(), "/code");
    Joining<T> begun = drafts.of(id, caller.device()).orElseThrow(Joining::tooLate);
    if (!begun.person().proves(code.strip(), house.clock().now())) {
      throw Problem.invalid(
          "/code",
          "Ce code n’est pas celui de cette clé : attendez le suivant et recommencez.",
          "This code is not of this seed: wait for the next and try again.");
    }
    return drafts.take(id, caller.device()).orElseThrow(Joining::tooLate);
  }

  static Problem tooLate() {
    return Problem.invalid(
        "/draft", "Cette demande a expiré : recommencez-la.", "This request expired: begin again.");
  }

  void wipe() {
    person.close();
    Arrays.fill(passphrase, '\0');
  }
}

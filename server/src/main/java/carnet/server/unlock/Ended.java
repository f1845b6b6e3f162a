package carnet.server.unlock;

import carnet.server.Problem;
import org.springframework.http.HttpStatus;

/** Why a session is no more, as {@code signed-out} tells it. */
public enum Ended {
  NONE("no-session", "Aucune session n’est ouverte ici.", "No session is open here."),
  LEFT("left", "La session a été fermée.", "The session was closed."),
  ELSEWHERE(
      "ended-elsewhere",
      "Une nouvelle session a été ouverte sur cet appareil.",
      "A new session was opened on this device."),
  EXPIRED("expired", "La session a expiré.", "The session expired."),
  COPIED(
      "copied",
      "Cette session a été copiée ; elle a été fermée partout.",
      "This session was copied; it was ended everywhere."),
  DEPARTED("departed", "Ce compte a quitté le cabinet.", "This account has left the practice."),
  REPLACED(
      "replaced",
      "Ce compte a repris avec de nouveaux facteurs ; les anciens n’ouvrent plus rien.",
      "This account began again with new factors; the old ones open nothing."),
  FROZEN(
      "frozen",
      "Ce compte est gelé ; un second membre peut lever la mesure.",
      "This account is frozen; a second member can lift the measure.");

  private final String code;
  private final String french;
  private final String english;

  Ended(String code, String french, String english) {
    this.code = code;
    this.french = french;
    this.english = english;
  }

  public Problem problem() {
    return Problem.of(
            "signed-out",
            HttpStatus.UNAUTHORIZED,
            "La session est fermée.",
            "The session has ended.")
        .reason(code, french, english);
  }

  public static Problem lockedProblem() {
    return Problem.of(
            "locked", HttpStatus.LOCKED, "La session est verrouillée.", "The session is locked.")
        .wayOut("Revenez par un code ou une clé d’accès.", "Return by a code or a passkey.");
  }
}

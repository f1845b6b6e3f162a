package carnet.server.containment;

import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.vault.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What weighs much is done with a fresh code. */
public final class Confirmed {

  private Confirmed() {}

  /**
   * @throws Problem factor-wrong; the try is traced
   */
  public static void by(House house, Session session, @Nullable String code) {
    if (!house.unlock().confirm(session, Fields.text(code, "/code", 12))) {
      throw Problem.of(
              "factor-wrong",
              HttpStatus.UNAUTHORIZED,
              "Ce code n’est pas le bon, ou a déjà servi : attendez le suivant.",
              "This code is wrong or was used: wait for the next one.")
          .field("/code");
    }
  }
}

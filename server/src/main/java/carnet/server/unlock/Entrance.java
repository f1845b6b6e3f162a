package carnet.server.unlock;

import carnet.journal.Bytes;
import carnet.server.Platform;
import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.vault.Access;
import carnet.vault.Devices;
import carnet.vault.Session;
import carnet.vault.Unlock;
import carnet.vault.crypto.Secret;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Signing in, by whichever factors: slows guesses, says to strangers less than it knows, admits.
 */
@Component
public final class Entrance {

  private final House house;
  private final Platform platform;
  private final Unlocked unlocked;
  private final Tries tries;

  Entrance(House house, Platform platform, Unlocked unlocked, Tries tries) {
    this.house = house;
    this.platform = platform;
    this.unlocked = unlocked;
    this.tries = tries;
  }

  /** Takes the passphrase over and wipes it. */
  public SessionAnswer byPassphrase(String login, char[] passphrase, String code, Caller caller) {
    String id = unlocked.newId();
    try {
      Session session =
          unlocking(
              caller,
              () ->
                  platform.run(() ->
                      house
                          .unlock()
                          .byPassphrase(login, passphrase, code.strip(), caller.from(id))));
      return admit(session, id);
    } finally {
      java.util.Arrays.fill(passphrase, '\0');
    }
  }

  SessionAnswer byPasskey(Bytes credential, Secret prf, Caller caller) {
    String id = unlocked.newId();
    return admit(
        unlocking(caller, () -> house.unlock().byPasskey(credential, prf, caller.from(id))), id);
  }

  private SessionAnswer admit(Session session, String id) {
    String login = Devices.loginOf(house.vault(), session.member().id()).orElse("");
    return SessionAnswer.of(unlocked.admit(session, login, id));
  }

  SessionAnswer back(Visit visit, Secret returnKey, String code, Caller caller) {
    Access.From from = caller.from(visit.id);
    return SessionAnswer.of(
        unlocked.back(
            visit,
            (same, asleep) ->
                unlocking(
                    caller,
                    () ->
                        house.unlock().back(same.member, asleep, returnKey, code.strip(), from))));
  }

  SessionAnswer backByPasskey(Visit visit, Bytes credential, Secret prf, Caller caller) {
    Access.From from = caller.from(visit.id);
    return SessionAnswer.of(
        unlocked.back(
            visit,
            (same, _) -> {
              Session session =
                  unlocking(caller, () -> house.unlock().byPasskey(credential, prf, from));
              if (!session.member().id().equals(same.member)) {
                session.close();
                throw factorWrong();
              }
              return session;
            }));
  }

  /**
   * What weighs much is done with a fresh code.
   *
   * @throws Problem factor-wrong; the try is counted and traced
   */
  public void confirm(SignedIn by, String code, Caller caller) {
    tries.require(caller);
    if (house.unlock().confirm(by.session(), code.strip())) {
      tries.right(caller);
    } else {
      tries.wrong(caller);
      throw Problem.of(
              "factor-wrong",
              HttpStatus.UNAUTHORIZED,
              "Ce code n’est pas le bon, ou a déjà servi : attendez le suivant.",
              "This code is wrong or was used: wait for the next one.")
          .field("/code");
    }
  }

  /** Before a guess that is not of a factor: the kit's words. */
  public void requireFewTries(Caller caller) {
    tries.require(caller);
  }

  public void wrongTry(Caller caller) {
    tries.wrong(caller);
  }

  private Session unlocking(Caller caller, Supplier<Unlock.Answer> asking) {
    tries.require(caller);
    return switch (asking.get()) {
      case Unlock.Answer.Welcome(Session session) -> {
        tries.right(caller);
        yield session;
      }
      case Unlock.Answer.Refused(Unlock.Why why) -> throw refused(why, caller);
    };
  }

  /** Past DEVICE the device is hers: she is told what concerns her account. */
  private Problem refused(Unlock.Why why, Caller caller) {
    return switch (why) {
      case DEVICE -> {
        tries.wrong(caller);
        yield Problem.of(
                "device-unknown",
                HttpStatus.FORBIDDEN,
                "Ce navigateur n’est pas encore inscrit pour cet identifiant.",
                "This browser is not enrolled for this login yet.")
            .wayOut(
                "Demandez son inscription, puis approuvez-la depuis un appareil déjà inscrit.",
                "Ask to enrol it, then approve it from a device that is enrolled.");
      }
      case FACTOR -> {
        tries.wrong(caller);
        yield factorWrong();
      }
      case CODE_USED -> {
        tries.wrong(caller);
        yield factorWrong()
            .wayOut(
                "Ce code a déjà servi : attendez le suivant.",
                "This code has served already: wait for the next.");
      }
      case DEPARTED ->
          factorWrong()
              .reason(
                  "departed",
                  "Ce compte a quitté le cabinet.",
                  "This account has left the practice.");
      case FROZEN ->
          Problem.of(
                  "frozen", HttpStatus.FORBIDDEN, "Ce compte est gelé.", "This account is frozen.")
              .wayOut(
                  "Un second membre peut lever la mesure, dans Sécurité.",
                  "A second member can lift the measure, under Security.");
      case GRANTS_DUE ->
          Problem.of(
                  "grants-due",
                  HttpStatus.CONFLICT,
                  "Votre compte est prêt ; il s’ouvrira dès qu’un membre du cabinet se sera connecté.",
                  "Your account is ready; it opens once a member of the practice has signed in.")
              .wayOut(
                  "Demandez à un collègue de se connecter, puis réessayez.",
                  "Ask a colleague to sign in, then try again.");
    };
  }

  static Problem factorWrong() {
    return Problem.of(
        "factor-wrong",
        HttpStatus.UNAUTHORIZED,
        "L’identifiant, la phrase ou le code ne convient pas.",
        "The login, the passphrase or the code is not right.");
  }
}

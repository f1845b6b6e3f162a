package carnet.server.demo;

import carnet.server.Browser;
import carnet.server.DataDirectory;
import carnet.server.DrivenClock;
import carnet.server.Server;
import carnet.server.Settings;
import carnet.server.practice.House;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.file.Path;
import java.text.ParseException;
import org.apache.commons.codec.binary.Base32;
import tools.jackson.databind.JsonNode;

/** The demonstration served to tests, at ten o'clock of a Tuesday; Argon2 at its floor. */
public final class Demonstration implements AutoCloseable {

  public final DrivenClock clock = new DrivenClock();
  private final JsonNode members;
  private final Links links;
  private final Server.Running server;

  public Demonstration(Path directory, int patients) {
    DataDirectory place =
        DataDirectory.open(directory.resolve("data"), directory.resolve("keys"), true);
    Settings settings = Settings.of(0, "Cabinet", true).with(Passphrase.FLOOR, clock);
    members =
        Demo.toJson(Furnishing.furnish(place, settings, patients, each -> {})).path("members");
    House house = House.open(place, settings);
    links = new Links(house, members);
    server = Server.start(house, context -> context.registerBean(Links.class, () -> links));
  }

  public String address() {
    return server.address();
  }

  /** Makes one browser a device of all members; their codes of before are used for it. */
  public String link() {
    clock.pass(Totp.STEP.multipliedBy(2));
    return address() + "/#/demo/" + links.fresh();
  }

  public String passphrase(String login) {
    return member(login).path("passphrase").asString();
  }

  /** The next code of her authenticator: the clock moves on, so that it was never used. */
  public String code(String login) {
    clock.pass(Totp.STEP);
    try (Secret seed = Secret.owning(new Base32().decode(member(login).path("totp").asString()))) {
      return Totp.code(seed, clock.instant());
    }
  }

  /** A browser of hers that no page uses, signed in. */
  public Browser signedIn(String login) {
    try {
      Browser hers =
          new Browser(address(), clock, ECKey.parse(member(login).path("deviceKey").toString()));
      hers.login = login;
      hers.seed = Secret.owning(new Base32().decode(member(login).path("totp").asString()));
      hers.signIn(passphrase(login), hers.code()).ok();
      return hers;
    } catch (ParseException wrong) {
      throw new AssertionError("no device key", wrong);
    }
  }

  private JsonNode member(String login) {
    for (JsonNode each : members) {
      if (each.path("login").asString().equals(login)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no such member");
  }

  @Override
  public void close() {
    server.context().close();
  }
}

package carnet.server.story;

import carnet.server.outside.Browser;
import carnet.server.outside.Browser.Answer;
import carnet.server.outside.Cast.Player;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;

/** A doctor who begins today: nothing but the day's list ties her to any patient yet. */
record Locum(Player player, Browser browser) {

  private static final String PASSPHRASE = "quatre tilleuls devant la fenêtre";

  /** Invited by a member who is signed in; signed in herself at the end. */
  static Locum arrives(Scene scene, Browser host) {
    String address = scene.host().address();
    ECKey key = deviceKey();
    Browser browser = new Browser(key);
    String login = "r.marchand" + scene.random().nextInt(10_000);
    Answer invited =
        granted(
            host.post(
                address,
                "/api/invitations",
                Map.of("family", "MARCHAND", "given", "Rose", "profession", "gp", "login", login)));
    Answer draft =
        granted(
            browser.post(
                address,
                "/api/invitations/accept",
                Map.of(
                    "code",
                    invited.body().path("code").asString(),
                    "login",
                    login,
                    "passphrase",
                    PASSPHRASE)));
    byte[] seed = new Base32().decode(draft.body().path("totp").path("secret").asString());
    Player known = new Player("", login, "gp", PASSPHRASE, seed, key);
    Answer session =
        granted(
            browser.enter(
                address,
                "/api/invitations/confirm",
                Map.of(
                    "draft",
                    draft.body().path("draft").asString(),
                    "code",
                    scene.cast().code(known))));
    String id = session.body().path("member").path("id").asString();
    return new Locum(new Player(id, login, "gp", PASSPHRASE, seed, key), browser);
  }

  private static Answer granted(Answer answer) {
    if (!answer.ok()) {
      throw new IllegalStateException("the locum cannot begin: " + answer.code());
    }
    return answer;
  }

  private static ECKey deviceKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

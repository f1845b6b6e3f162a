package carnet.server.story;

import carnet.server.client.Browser;
import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast.Player;
import com.nimbusds.jose.jwk.ECKey;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;

/** A doctor who begins today: nothing but the day's list ties her to any patient yet. */
record Locum(Player player, Browser browser) {

  private static final String PASSPHRASE = "quatre tilleuls devant la fenêtre";

  /** Invited by a steward who is signed in; signed in herself at the end. */
  static Locum arrives(Scene scene, Player steward, Browser host, String family, String given) {
    String address = scene.host().address();
    ECKey key = Browser.freshKey();
    Browser browser = new Browser(key);
    String login =
        (given.charAt(0) + "." + family).toLowerCase(Locale.ROOT) + scene.random().nextInt(10_000);
    Answer invited =
        host.post(
                address,
                "/api/invitations",
                Map.of(
                    "family",
                    family,
                    "given",
                    given,
                    "profession",
                    "gp",
                    "login",
                    login,
                    "code",
                    scene.cast().code(steward)))
            .required();
    Answer draft =
        browser
            .post(
                address,
                "/api/invitations/accept",
                Map.of(
                    "code",
                    invited.body().path("code").asString(),
                    "login",
                    login,
                    "passphrase",
                    PASSPHRASE))
            .required();
    byte[] seed = new Base32().decode(draft.body().path("totp").path("secret").asString());
    Player known = new Player("", login, "gp", PASSPHRASE, seed, key);
    Answer session =
        browser
            .enter(
                address,
                "/api/invitations/confirm",
                Map.of(
                    "draft",
                    draft.body().path("draft").asString(),
                    "code",
                    scene.cast().code(known)))
            .required();
    String id = session.body().path("member").path("id").asString();
    return new Locum(new Player(id, login, "gp", PASSPHRASE, seed, key), browser);
  }
}

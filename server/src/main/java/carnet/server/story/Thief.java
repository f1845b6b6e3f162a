package carnet.server.story;

import carnet.server.client.Browser;
import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast;
import carnet.server.client.Cast.Player;
import carnet.server.client.Pause;
import java.time.Duration;
import java.util.List;

/**
 * The first step: passphrase; then also the seed; then a copy of the whole profile; of the GP, and
 * of the doctor who left.
 */
final class Thief implements Step {
  @Override
  public void play(Scene scene) {
    factors(scene);
    profile(scene);
  }

  private static void factors(Scene scene) {
    String host = scene.host().address();
    Cast cast = scene.cast();
    Player left = cast.with("a.riviere");
    for (Player victim : List.of(cast.with("c.moreau"), left)) {
      Sentence sentence = victim.equals(left) ? scene.departed : scene.password;
      Answer guess = Browser.unknown().signIn(host, victim.login(), victim.passphrase(), "000000");
      sentence.check(!guess.ok(), victim.login() + ": passphrase alone, " + guess.code());
      Answer seed =
          Browser.unknown().signIn(host, victim.login(), victim.passphrase(), cast.code(victim));
      sentence.check(
          !seed.ok(), victim.login() + ": passphrase and seed, another browser, " + seed.code());
    }
    scene.say("The thief has passphrase, then seed: nothing opens from his browser.");
    Answer old = left.browser().signIn(host, left.login(), left.passphrase(), cast.code(left));
    scene.departed.check(!old.ok(), left.login() + ": every factor and the device, " + old.code());
    scene.say("The doctor who left, with all he ever had: refused.");
  }

  private static void profile(Scene scene) {
    String host = scene.host().address();
    Player gp = scene.cast().with("c.moreau");
    Browser victim = gp.browser();
    Answer in = victim.signIn(host, gp.login(), gp.passphrase(), scene.cast().code(gp));
    scene.password.check(in.ok(), gp.login() + " herself signs in");
    for (String route : List.of("/api/day", "/api/session", "/api/measures", "/api/messages")) {
      Answer stray = Browser.unknown().get(host, route);
      scene.password.check(stray.status() == 401, route + " without a session, " + stray.code());
    }
    Browser copy = victim.copy();
    copy.renew(host);
    // A lost answer is forgiven for 30 s; past them the second use of a renewal is a collision.
    Pause.of(Duration.ofSeconds(31));
    victim.renew(host);
    copy.renew(host);
    Answer theirs = copy.get(host, "/api/session");
    Answer hers = victim.get(host, "/api/session");
    scene.password.check(
        !(theirs.ok() && hers.ok()),
        "the copied profile and the original do not both go on: copy "
            + theirs.status()
            + ", original "
            + hers.status());
    scene.say("A copied profile collides with the original at the first renewals.");
  }
}

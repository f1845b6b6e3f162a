package carnet.server.story;

import carnet.server.client.Browser;
import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast;
import carnet.server.client.Cast.Player;
import carnet.server.story.Installation.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The first step: passphrase; then also the seed; then a copy of the whole profile; then all of it
 * at once; of the GP, and of the doctor who left. At every server that runs.
 */
final class Thief implements Step {

  /** How many charts the copied profile asks for before its owner's page renews. */
  private static final int CHARTS = 4;

  private record Route(String method, String path) {
    Answer ask(Browser by, String address, Object body) {
      return method.equals("GET") ? by.get(address, path) : by.post(address, path, body);
    }
  }

  @Override
  public void play(Scene scene) {
    Player gp = scene.cast().with("c.moreau");
    Player left = scene.cast().with("a.riviere");
    for (Server each : scene.installation().running()) {
      secrets(scene.password, each, gp, scene.cast());
      secrets(scene.departed, each, left, scene.cast());
    }
    scene.say(
        "The thief has passphrase, then seed, of "
            + gp.login()
            + " and of "
            + left.login()
            + ", who left: from a browser of his own "
            + (scene.password.against().isEmpty() && scene.departed.against().isEmpty()
                ? "nothing opens."
                : "he is let in."));
    departed(scene, left);
    profile(scene, gp);
  }

  /** From his own browser, by every way in that there is. */
  private static void secrets(Sentence sentence, Server at, Player victim, Cast cast) {
    String host = at.address();
    String whom = victim.login() + " at the " + at.name() + ", another browser: ";
    Browser thief = Browser.unknown();
    refused(
        sentence,
        whom + "passphrase alone",
        thief.signIn(host, victim.login(), victim.passphrase(), "000000"));
    refused(
        sentence,
        whom + "passphrase and seed",
        thief.signIn(host, victim.login(), victim.passphrase(), cast.codeInVain(victim)));
    Answer waiting =
        thief.post(
            host, "/api/enrolments", Map.of("login", victim.login(), "label", "Mon ordinateur"));
    String enrolment = waiting.body().path("id").asString("none");
    String state =
        thief.get(host, "/api/enrolments/" + enrolment).body().path("state").asString("refused");
    sentence.check(
        !state.equals("approved"), whom + "his browser asks to be enrolled, and is " + state);
    refused(
        sentence,
        whom + "both again after that",
        thief.signIn(host, victim.login(), victim.passphrase(), cast.codeInVain(victim)));
    refused(
        sentence,
        whom + "a passkey of his own",
        thief.enter(
            host,
            "/api/sign-in/passkey",
            Map.of("credential", Map.of("id", "bm9uZQ", "type", "public-key"), "prf", nothing())));
    refused(sentence, whom + "a renewal nobody gave", thief.renew(host));
    List<Route> routes = routes("0".repeat(32));
    List<String> opened = new ArrayList<>();
    for (Route each : routes) {
      String code = cast.codeInVain(victim);
      if (each.ask(thief, host, Map.of("code", code)).ok()) {
        opened.add(each.path());
      }
    }
    sentence.check(
        opened.isEmpty(),
        whom
            + routes.size()
            + " routes asked without a session, "
            + (opened.isEmpty() ? "none answers" : "these answer: " + opened));
  }

  private static void refused(Sentence sentence, String what, Answer answer) {
    sentence.check(!answer.ok(), what + ": " + answer.status() + " " + answer.code());
  }

  private static String nothing() {
    return "A".repeat(43);
  }

  /** Where content stands: day, charts in FHIR, papers, lists, and what leaves as a whole. */
  private static List<Route> routes(String patient) {
    String chart = "/api/patients/" + patient;
    return List.of(
        new Route("GET", "/api/session"),
        new Route("GET", "/api/day"),
        new Route("GET", "/api/messages"),
        new Route("GET", "/api/measures"),
        new Route("GET", "/api/members"),
        new Route("GET", "/api/documents/mine"),
        new Route("POST", "/api/search"),
        new Route("POST", chart + "/chart"),
        new Route("GET", chart + "/draft"),
        new Route("GET", chart + "/accesses"),
        new Route("GET", chart + "/documents/" + patient),
        new Route("GET", chart + "/prescriptions/" + patient + "/pdf"),
        new Route("POST", "/api/incidents"),
        new Route("POST", "/api/exports"),
        new Route("POST", "/api/export"),
        new Route("POST", "/api/import"));
  }

  /** The doctor who left, with his browser and all that he ever had. */
  private static void departed(Scene scene, Player left) {
    for (Server each : scene.installation().running()) {
      Browser profile = left.browser();
      Answer in =
          profile.signIn(
              each.address(), left.login(), left.passphrase(), scene.cast().codeInVain(left));
      scene.departed.check(
          !in.ok(),
          left.login()
              + " at the "
              + each.name()
              + ", every factor and his own device: "
              + in.status()
              + " "
              + in.code());
      List<Route> routes = routes("0".repeat(32));
      long answered =
          routes.stream().filter(one -> one.ask(profile, each.address(), Map.of()).ok()).count();
      scene.departed.check(
          answered == 0,
          left.login() + "'s profile opens " + answered + " of " + routes.size() + " routes");
    }
    scene.say(
        "The doctor who left, with his own browser and every factor: "
            + (scene.departed.against().isEmpty() ? "refused." : "let in."));
  }

  /** Device key and tokens, copied while she works; she goes on working. */
  private static void profile(Scene scene, Player gp) {
    String host = scene.host().address();
    Browser hers = gp.browser();
    String code = scene.cast().code(gp);
    refused(
        scene.password,
        "passphrase and code a moment before she uses it, another browser",
        Browser.unknown().signIn(host, gp.login(), gp.passphrase(), code));
    Answer in = hers.signIn(host, gp.login(), gp.passphrase(), code);
    scene.password.check(
        in.ok(),
        gp.login()
            + " herself signs in, with the very code that was of no use to him: "
            + in.status()
            + " "
            + in.code());
    Browser copy = hers.copy();
    int charts = 0;
    for (JsonNode row : hers.get(host, "/api/day").body().path("rows")) {
      String patient = row.path("patient").path("id").asString("");
      if (charts < CHARTS
          && !patient.isEmpty()
          && copy.post(host, "/api/patients/" + patient + "/chart", Map.of()).ok()) {
        charts++;
      }
    }
    Answer export = copy.post(host, "/api/exports", Map.of("code", code, "reason", "sauvegarde"));
    refused(scene.password, "the copied profile asks to export with a code that was used", export);
    Answer elsewhere = Browser.unknown().get(host, "/api/session");
    refused(scene.password, "her session asked for by another device", elsewhere);
    for (Server each : scene.installation().running()) {
      if (!each.address().equals(host)) {
        refused(
            scene.password,
            "the copied tokens at the " + each.name(),
            copy.get(each.address(), "/api/day"));
      }
    }
    collision(scene, gp, hers, copy, charts);
    old(scene, everything(scene, gp));
  }

  /** Her page renews as it does every few minutes, and the copy in the same second. */
  private static void collision(Scene scene, Player gp, Browser hers, Browser copy, int charts) {
    String host = scene.host().address();
    Answer first = hers.renew(host);
    Answer second = copy.renew(host);
    Answer theirs = copy.get(host, "/api/day");
    String why = why(hers.get(host, "/api/day"));
    boolean ended = first.ok() && !second.ok() && theirs.status() == 401 && why.equals("copied");
    scene.password.check(
        ended,
        "the copied profile opened "
            + charts
            + " charts, renewed in lockstep with the original ("
            + second.status()
            + "); asked for the day's list, the copy gets "
            + theirs.status()
            + " and she is told: "
            + why);
    scene.say(
        "A copy of "
            + gp.login()
            + "'s whole profile reads "
            + charts
            + " charts until her page renews; then "
            + (ended ? "both end and she is told that it was copied." : "it goes on."));
  }

  /**
   * All three at once: he is she, for whoever looks. But her device has one session, so she learns
   * it with her next request, and a sign-in of hers ends his.
   */
  private static Browser everything(Scene scene, Player gp) {
    String host = scene.host().address();
    Browser hers = gp.browser();
    Answer in = hers.signIn(host, gp.login(), gp.passphrase(), scene.cast().code(gp));
    scene.password.check(in.ok(), gp.login() + " signs in again");
    Browser thief = gp.browser();
    Answer his = thief.signIn(host, gp.login(), gp.passphrase(), scene.cast().code(gp));
    boolean took = takesOut(scene, thief, gp);
    String told = why(hers.get(host, "/api/day"));
    Answer back = hers.signIn(host, gp.login(), gp.passphrase(), scene.cast().code(gp));
    String end = why(thief.get(host, "/api/day"));
    boolean ended =
        !took
            && his.ok()
            && back.ok()
            && told.equals("ended-elsewhere")
            && end.equals("ended-elsewhere");
    scene.password.check(
        ended,
        "passphrase, seed and device at once: he is in ("
            + his.status()
            + "), she is told with her next request ("
            + told
            + "), signs in ("
            + back.status()
            + "), and he is out ("
            + end
            + ")");
    scene.say(
        "With all of it at once he signs in as her; "
            + (ended
                ? "he exports nothing, she is told with her next click, signs in, and he is out."
                : "he stays in."));
    return hers;
  }

  /** He asks for everything; another member sees it, and refuses. */
  private static boolean takesOut(Scene scene, Browser thief, Player gp) {
    String host = scene.host().address();
    Answer asked =
        thief.post(
            host, "/api/exports", Map.of("code", scene.cast().code(gp), "reason", "sauvegarde"));
    String before = asked.body().path("state").asString(asked.code());
    Answer export = thief.post(host, "/api/export", Map.of("code", scene.cast().code(gp)));
    refused(
        scene.password,
        "with all of it he asks to export the practice (" + before + ") and takes it",
        export);
    Player other = scene.cast().with("i.benali");
    Browser colleague = other.browser();
    colleague.signIn(host, other.login(), other.passphrase(), scene.cast().code(other)).required();
    String id = asked.body().path("id").asString("none");
    Answer refusal =
        colleague.post(
            host, "/api/exports/" + id + "/refuse", Map.of("code", scene.cast().code(other)));
    String after =
        colleague
            .get(host, "/api/exports")
            .body()
            .valueStream()
            .filter(each -> each.path("id").asString("").equals(id))
            .map(each -> each.path("state").asString())
            .findFirst()
            .orElse("not shown");
    scene.password.check(
        before.equals("waiting") && refusal.ok() && after.equals("refused"),
        other.login() + " sees that an export is asked and refuses it: " + after);
    return export.ok();
  }

  private static String why(Answer ended) {
    return ended.status() == 401
        ? ended.body().path("reasons").path(0).path("code").asString("nothing")
        : "nothing, " + ended.status();
  }

  /** She leaves: what a copy of that day holds is worth nothing. */
  private static void old(Scene scene, Browser hers) {
    String host = scene.host().address();
    Browser copy = hers.copy();
    hers.delete(host, "/api/session");
    List<String> opened = new ArrayList<>();
    for (Route each : routes("0".repeat(32))) {
      if (each.ask(copy, host, Map.of("code", "000000", "reason", "sauvegarde")).ok()) {
        opened.add(each.path());
      }
    }
    Answer renewed = copy.renew(host);
    scene.password.check(
        opened.isEmpty() && !renewed.ok(),
        "after she left, the old tokens on her own device open "
            + (opened.isEmpty() ? "no route" : opened)
            + "; renewal "
            + renewed.status()
            + " "
            + renewed.code());
    scene.say(
        "After she has left, the tokens of the copied profile open "
            + (opened.isEmpty() && !renewed.ok() ? "nothing." : "what they did before."));
  }
}

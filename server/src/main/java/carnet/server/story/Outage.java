package carnet.server.story;

import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.EntryStore;
import carnet.journal.PracticeId;
import carnet.journal.sqlite.SqliteStore;
import carnet.server.client.Browser;
import carnet.server.client.Cast.Player;
import carnet.server.client.Pause;
import carnet.server.client.Program;
import carnet.server.story.Installation.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The fifth step: the host is killed while a doctor types, and again within half a second of an
 * acknowledgement. She goes on at the office with all that she typed, signs, prints; the host comes
 * back to equal logs, and everything is there once.
 */
final class Outage implements Step {
  private static final Duration NOTICED = Duration.ofSeconds(5);
  private static final Duration WORKING = Duration.ofSeconds(30);

  /** A moment of the typing at which the host dies. */
  private enum Moment {
    AMID_A_WORD("while the GP types"),
    AFTER_AN_ANSWER("within half a second of an acknowledgement");

    final String words;

    Moment(String words) {
      this.words = words;
    }
  }

  private record Killed(String login, Moment moment) {}

  @Override
  public void play(Scene scene) {
    List<Consultation> seen = new ArrayList<>();
    for (Killed each :
        List.of(
            new Killed("t.lefevre", Moment.AMID_A_WORD),
            new Killed("c.moreau", Moment.AFTER_AN_ANSWER))) {
      Optional<Consultation> one = killed(scene, each.login(), each.moment());
      if (one.isEmpty()) {
        return; // she could not go on: nothing was done that could be compared
      }
      seen.add(one.get());
      scene.hostReturns();
      Scene.await("the office hears the host", () -> hears(scene.office()));
    }
    Browser back = backAtTheHost(scene, seen.getFirst());
    onceEach(scene, seen);
    Scene.awaitEqual(back, scene.host().address());
    Scene.awaitEqual(seen.getLast().doctor(), scene.office().address());
    equalLogs(scene);
  }

  private static Optional<Consultation> killed(Scene scene, String login, Moment moment) {
    Player gp = scene.cast().with(login);
    String host = scene.host().address();
    Browser browser = gp.browser();
    browser.signIn(host, login, gp.passphrase(), scene.cast().code(gp)).required();
    Consultation seen = Consultation.begin(browser, host, "Patiente de " + login.substring(2));
    Scene.awaitEqual(browser, host);
    Typing typing = Typing.begin(seen, host, scene.random());
    typing.awaitKept();
    if (moment == Moment.AMID_A_WORD) {
      typing.awaitMoreThanKept();
    } else {
      Pause.of(Duration.ofMillis(scene.random().nextInt(400)));
    }
    long cut = System.nanoTime();
    scene.host().kill();
    noticed(scene, cut, moment);
    String whole = typing.end();
    return atTheOffice(scene, gp, seen, typing, whole, cut, moment)
        ? Optional.of(seen)
        : Optional.empty();
  }

  private static void noticed(Scene scene, long cut, Moment moment) {
    String host = scene.host().address();
    String office = scene.office().address();
    Scene.await(
        "the host is missed", () -> Program.status(host).isEmpty() && !hears(scene.office()));
    double after = seconds(cut);
    scene.stopped.check(
        after <= NOTICED.toSeconds() && Program.status(office).isPresent(),
        "host killed %s: missed after %.1f s, the office answers".formatted(moment.words, after));
  }

  /** Whether the office hears the host, by its own status. */
  private static boolean hears(Server office) {
    return Program.status(office.address())
        .map(status -> status.path("peers").path(0).path("reachable").asBoolean())
        .orElse(false);
  }

  /**
   * @return whether she could work there
   */
  private static boolean atTheOffice(
      Scene scene,
      Player gp,
      Consultation seen,
      Typing typing,
      String whole,
      long cut,
      Moment moment) {
    String office = scene.office().address();
    Sentence sentence = scene.stopped;
    Browser browser = seen.doctor();
    Browser.Answer in = browser.signIn(office, gp.login(), gp.passphrase(), scene.cast().code(gp));
    sentence.check(in.ok(), gp.login() + " signs in at the office: " + in.status());
    if (!in.ok()) {
      return false;
    }
    JsonNode draft = seen.draft(office).body();
    String kept = typing.kept();
    sentence.check(
        draft.path("exam").asString("").startsWith(kept.strip()),
        "what was acknowledged as held by two is at the office: %d of %d letters typed"
            .formatted(kept.length(), whole.length()));
    Browser.Answer again = seen.keep(office, whole, false);
    double after = seconds(cut);
    sentence.check(
        again.ok() && after <= WORKING.toSeconds(),
        "host killed %s: the draft goes on at the office after %.1f s, every letter of it"
            .formatted(moment.words, after));
    sentence.check(seen.keep(office, whole, true).ok(), "the note is signed at the office");
    byte[] paper = seen.prescribe(office);
    sentence.check(
        new String(paper, 0, 5, StandardCharsets.US_ASCII).equals("%PDF-"),
        "a prescription is printed at the office: a PDF of " + paper.length + " bytes");
    sentence.check(
        words(seen, office).equals(List.of(whole)), "the chart at the office has it once, whole");
    scene.say(
        sentence,
        "The host is killed %s: on at the office after %.1f s, signed and printed there."
            .formatted(moment.words, after));
    return true;
  }

  /** What the notes of that patient say, in a chart. */
  private static List<String> words(Consultation seen, String address) {
    return seen.chart(address)
        .path("entry")
        .valueStream()
        .map(entry -> entry.path("resource"))
        .filter(each -> each.path("resourceType").asString("").equals("Composition"))
        .map(Outage::exam)
        .toList();
  }

  private static String exam(JsonNode note) {
    return note.path("section")
        .valueStream()
        .map(each -> each.path("text").path("div").asString(""))
        .filter(each -> each.contains(Typing.FIRST))
        .map(each -> each.replaceAll("<[^>]*>", "").strip())
        .findFirst()
        .orElse("");
  }

  /** She works at the host again, and finds there what she left at the office. */
  private static Browser backAtTheHost(Scene scene, Consultation seen) {
    Player gp = scene.cast().with("t.lefevre");
    String host = scene.host().address();
    Browser browser = gp.browser();
    browser.signIn(host, gp.login(), gp.passphrase(), scene.cast().code(gp)).required();
    Consultation there = new Consultation(browser, seen.patient(), seen.note());
    String office = scene.office().address();
    Scene.awaitEqual(seen.doctor(), office);
    scene.stopped.check(
        versions(there.chart(host)).equals(versions(seen.chart(office))),
        "the host's chart is the office's, with what was signed without it");
    return browser;
  }

  private static void onceEach(Scene scene, List<Consultation> seen) {
    for (Consultation each : seen) {
      List<String> office = versions(each.chart(scene.office().address()));
      scene.stopped.check(
          new HashSet<>(office).size() == office.size() && !office.isEmpty(),
          "a chart after the host's return: " + office.size() + " resources, each once");
    }
  }

  private static List<String> versions(JsonNode chart) {
    return chart
        .path("entry")
        .valueStream()
        .map(entry -> entry.path("resource"))
        .map(each -> each.path("resourceType").asString() + "/" + each.path("id").asString())
        .sorted()
        .toList();
  }

  /** Both are stopped, and their journals compared. */
  private static void equalLogs(Scene scene) {
    scene.office().program().close();
    scene.host().program().close();
    Map<?, ?> host = heads(scene.host());
    Map<?, ?> office = heads(scene.office());
    scene.stopped.check(
        host.equals(office) && !host.isEmpty(),
        "the heads of " + host.size() + " logs are equal at host and office");
    scene.stopped.check(
        twice(scene.office()) == 0 && twice(scene.host()) == 0,
        "no entry is in the journal twice, at either");
    scene.say(scene.stopped, "The host returns: logs are equal, exactly one copy of everything.");
  }

  private static Map<?, ?> heads(Server server) {
    try (SqliteStore store = open(server)) {
      return store.heads(practice(store));
    }
  }

  private static int twice(Server server) {
    try (SqliteStore store = open(server)) {
      HashSet<EntryId> ids = new HashSet<>();
      int[] twice = {0};
      store
          .heads(practice(store))
          .forEach((log, head) -> {
            try (Stream<Entry> entries = store.range(log, 0, head.size())) {
              entries.filter(each -> !ids.add(each.id())).forEach(_ -> twice[0]++);
            }
          });
      return twice[0];
    }
  }

  private static PracticeId practice(EntryStore store) {
    return store.practices().iterator().next();
  }

  private static SqliteStore open(Server server) {
    return SqliteStore.open(server.data().resolve("journal.db"));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}

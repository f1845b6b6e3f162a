package carnet.server.story;

import carnet.server.client.Browser;
import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast;
import carnet.server.client.Cast.Player;
import carnet.server.client.Pause;
import carnet.server.story.Installation.Server;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The second step: a desk was left unlocked, and whoever sits down there is a member for all that
 * anybody can tell. He pages through names and opens charts until he is stopped, while the others
 * work.
 *
 * <p>The account is a locum's who began today, so that the story knows by itself what explains a
 * patient to her: the lists of yesterday, today and tomorrow name some, and who has arrived today
 * may be seen by any doctor.
 */
final class Desk implements Step {

  private static final int CHARTS = 15;
  private static final int NAMES = 60;
  private static final int PATIENCE = 500;
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private final int enough;

  /**
   * @param enough charts after which he goes by himself
   */
  Desk(int enough) {
    this.enough = enough;
  }

  /** He stays until he is stopped. */
  Desk() {
    this(Integer.MAX_VALUE);
  }

  @Override
  public void play(Scene scene) {
    Cast cast = scene.cast();
    List<Player> clinicians = List.of(cast.with("c.moreau"), cast.with("i.benali"));
    Player secretary = cast.with("s.garnier");
    try (Colleagues colleagues = Colleagues.arrive(scene, clinicians, secretary)) {
      List<Player> everyone = new ArrayList<>(clinicians);
      everyone.add(secretary);
      Browser second = colleagues.of(secretary);
      Player steward = clinicians.getFirst();
      Locum locum = Locum.arrives(scene, steward, colleagues.of(steward), "Marchand", "Rose");
      Set<String> expected = expected(scene, second);
      Set<String> here = Loot.arrived(second.get(scene.host().address(), "/api/day"));
      locum.browser().get(scene.host().address(), "/api/day");
      Pause.of(Duration.ofMillis(5));
      scene.say(
          LocalTime.now(ZONE).truncatedTo(ChronoUnit.MINUTES)
              + ". "
              + locum.player().login()
              + ", a locum since today, leaves her desk unlocked and her telephone on it; somebody"
              + " sits down.");
      colleagues.work(scene.random(), everyone);
      Theft theft = new Theft(scene, locum, enough);
      theft.goOn();
      colleagues.afterwards(System.nanoTime(), 12);
      told(scene, theft, expected, here);
      if (theft.frozen != null) {
        frozen(scene, locum, theft.frozen, second);
      }
      colleagues.stop();
      others(scene, colleagues, theft.over);
      if (theft.frozen != null) {
        lifted(scene, locum.player(), secretary, second);
      }
    }
  }

  /** Whose names the practice's own lists show: to see them again is nothing. */
  private static Set<String> expected(Scene scene, Browser who) {
    Set<String> names = new HashSet<>();
    LocalDate today = LocalDate.now(ZONE);
    for (int day = -1; day <= 1; day++) {
      names.addAll(
          Loot.onDay(who.get(scene.host().address(), "/api/day?date=" + today.plusDays(day))));
    }
    return names;
  }

  /** The thief at work, one request after another. */
  private static final class Theft {
    private static final List<String> SYLLABLES = syllables();

    private final Scene scene;
    private final String host;
    private final Locum locum;
    private final int enough;
    private final Deque<String> prefixes;
    private final Deque<String> found = new ArrayDeque<>();
    private final Set<String> met = new HashSet<>();
    private final double greed;
    private int searches;
    private int codes;
    private long over;
    private @Nullable Answer frozen;

    Theft(Scene scene, Locum locum, int enough) {
      this.scene = scene;
      this.host = scene.host().address();
      this.locum = locum;
      this.enough = enough;
      RandomGenerator random = scene.random();
      List<String> all = new ArrayList<>(SYLLABLES);
      Collections.shuffle(all, java.util.Random.from(random));
      this.prefixes = new ArrayDeque<>(all);
      this.greed = 0.2 + 0.7 * random.nextDouble();
    }

    private static List<String> syllables() {
      List<String> all = new ArrayList<>();
      for (char consonant : "bcdfghjlmnprstv".toCharArray()) {
        for (char vowel : "aeiou".toCharArray()) {
          all.add("" + consonant + vowel);
        }
      }
      return all;
    }

    void goOn() {
      Loot loot = scene.loot;
      loot.begins(locum.player());
      loot.day(locum.browser().get(host, "/api/day"));
      for (int turn = 0; turn < PATIENCE && frozen == null; turn++) {
        boolean opens = !found.isEmpty() && scene.random().nextDouble() < greed;
        if (loot.charts().size() >= enough || (!opens && prefixes.isEmpty())) {
          break;
        }
        if (opens) {
          open(found.poll());
        } else {
          search(prefixes.poll());
        }
      }
      loot.ends();
      over = System.nanoTime();
    }

    private void search(String prefix) {
      Answer answer = ask("/api/search", Map.of("text", prefix));
      if (answer.ok()) {
        searches++;
        scene.loot.search(answer);
        for (JsonNode hit : answer.body().path("hits")) {
          String patient = hit.path("id").asString();
          if (met.add(patient)) {
            found.add(patient);
          }
        }
      }
    }

    private void open(String patient) {
      Answer answer = ask("/api/patients/" + patient + "/chart", Map.of());
      if (answer.ok()) {
        scene.loot.chart(patient, answer);
      }
    }

    private Answer ask(String path, Map<String, Object> body) {
      Answer answer = locum.browser().post(host, path, body);
      if (answer.code().equals("step-up")) {
        String code = scene.cast().code(locum.player());
        codes++;
        locum.browser().post(host, "/api/session/step-up", Map.of("code", code));
        answer = locum.browser().post(host, path, body);
      }
      if (answer.code().equals("frozen")) {
        frozen = answer;
      }
      return answer;
    }
  }

  private void told(Scene scene, Theft theft, Set<String> expected, Set<String> here) {
    Loot loot = scene.loot;
    long names = loot.names().stream().filter(each -> !expected.contains(each)).count();
    long charts = loot.charts().stream().filter(each -> !here.contains(each)).count();
    scene.say(
        "He searched "
            + theft.searches
            + " times, saw "
            + loot.names().size()
            + " names and opened "
            + loot.charts().size()
            + " charts; where a code was asked, "
            + theft.codes
            + " times, he read it from the telephone.");
    if (enough == Integer.MAX_VALUE) {
      scene.contained.check(
          theft.frozen != null && charts <= CHARTS && names <= NAMES,
          "the stolen account is stopped: "
              + (theft.frozen == null ? "never" : "frozen")
              + " after "
              + charts
              + " charts and "
              + names
              + " names that nothing explains (at most "
              + CHARTS
              + " and "
              + NAMES
              + ")");
    }
  }

  private static void frozen(Scene scene, Locum locum, Answer refusal, Browser second) {
    String host = scene.host().address();
    String reason = refusal.body().path("reasons").path(0).path("text").asString("");
    String wayOut = refusal.body().path("wayOut").asString("");
    scene.contained.check(
        !reason.isEmpty() && !wayOut.isEmpty(),
        "told why and what to do: " + reason + " " + wayOut);
    scene.say("Frozen: " + reason + " " + wayOut);
    Answer next = locum.browser().get(host, "/api/day");
    scene.contained.check(
        next.status() == 401 && reasonOf(next).equals("frozen"),
        "its session is over: " + next.status() + " " + reasonOf(next));
    Player account = locum.player();
    for (Server each : scene.installation().running()) {
      Answer in =
          account
              .browser()
              .signIn(
                  each.address(),
                  account.login(),
                  account.passphrase(),
                  scene.cast().code(account));
      scene.contained.check(
          in.code().equals("frozen"),
          "it cannot sign in at the " + each.name() + " with every factor: " + in.code());
    }
    JsonNode measure = measure(scene, second, account);
    scene.contained.check(
        !measure.path("reasons").path(0).path("text").asString("").isEmpty()
            && measure.path("stopsNot").size() > 0
            && measure.path("mayLift").asBoolean(),
        "a colleague sees the measure, what it does not stop, and may lift it: "
            + measure.path("stopsNot").path(0).asString("no measure"));
  }

  private static String reasonOf(Answer answer) {
    return answer.body().path("reasons").path(0).path("code").asString(answer.code());
  }

  private static JsonNode measure(Scene scene, Browser second, Player account) {
    for (JsonNode each : second.get(scene.host().address(), "/api/measures").body()) {
      if (each.path("member").path("id").asString("").equals(account.id())) {
        return each;
      }
    }
    return Browser.JSON.createObjectNode();
  }

  private static void others(Scene scene, Colleagues colleagues, long since) {
    List<Colleagues.Asked> all = colleagues.asked();
    List<Colleagues.Asked> refused = all.stream().filter(each -> !each.ok()).toList();
    long after = all.stream().filter(each -> each.at() >= since).count();
    String count =
        all.size()
            + " requests of three colleagues meanwhile ("
            + after
            + " after he was stopped), slowest "
            + colleagues.slowest().toMillis()
            + " ms";
    scene.say("The others work on: " + count + ", " + refused.size() + " refused.");
    scene.contained.check(
        refused.isEmpty(),
        count
            + ": "
            + (refused.isEmpty()
                ? "all were answered, nobody was asked anything"
                : refused.size() + " were not, first: " + first(refused.getFirst())));
    List<String> silent = colleagues.silentSince(since);
    scene.contained.check(
        silent.isEmpty(),
        silent.isEmpty() ? "each of them went on after it" : "they went on no more: " + silent);
  }

  private static String first(Colleagues.Asked asked) {
    return asked.login() + ", " + asked.what() + ": " + asked.status() + " " + asked.code();
  }

  private static void lifted(Scene scene, Player account, Player secretary, Browser second) {
    String host = scene.host().address();
    JsonNode measure = measure(scene, second, account);
    Answer lift =
        second.post(
            host,
            "/api/measures/" + measure.path("id").asString("") + "/lift",
            Map.of("code", scene.cast().code(secretary), "why", "son poste est refermé"));
    boolean gone = measure(scene, second, account).isEmpty();
    scene.contained.check(
        lift.ok() && gone,
        secretary.login()
            + " lifts the measure with a code of her own: "
            + lift.status()
            + (gone ? ", none stands any more" : ", it still stands"));
    scene.say(
        "The locum has her desk back; the secretary "
            + (lift.ok() && gone ? "lifts the measure." : "cannot lift the measure."));
  }
}

package carnet.server.story;

import carnet.server.client.Browser;
import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast.Player;
import carnet.server.client.Pause;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The others, who go on working meanwhile, each on a thread of her own: the day's list, charts of
 * those whom they expect, notes, messages. Everything they ask is written down.
 */
final class Colleagues implements AutoCloseable {

  private static final Duration BREATH = Duration.ofMillis(150);
  private static final Duration RENEWED = Duration.ofMinutes(2);

  /** One request and how it was answered; times in nanoseconds of this process. */
  record Asked(String login, String what, int status, String code, long at, long took) {
    boolean ok() {
      return status / 100 == 2;
    }
  }

  private final String address;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Browser> browsers = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  private Colleagues(String address) {
    this.address = address;
  }

  /** Signs them in; the secretary sees to it that each clinician expects somebody today. */
  static Colleagues arrive(Scene scene, List<Player> clinicians, Player secretary) {
    Colleagues all = new Colleagues(scene.host().address());
    all.signIn(scene, secretary);
    for (Player each : clinicians) {
      all.signIn(scene, each);
      all.expects(each, secretary);
    }
    return all;
  }

  private void signIn(Scene scene, Player who) {
    Browser browser = who.browser();
    Answer in = browser.signIn(address, who.login(), who.passphrase(), scene.cast().code(who));
    if (!in.ok()) {
      throw new IllegalStateException(who.login() + " cannot sign in: " + in.code());
    }
    browsers.put(who.login(), browser);
  }

  Browser of(Player who) {
    return browsers.getOrDefault(who.login(), who.browser());
  }

  private void expects(Player clinician, Player secretary) {
    Browser desk = of(secretary);
    if (!patients(desk.get(address, "/api/day"), clinician).isEmpty()) {
      return;
    }
    String patient =
        desk.post(address, "/api/search", Map.of("text", "ma"))
            .body()
            .path("hits")
            .path(0)
            .path("id")
            .asString();
    Answer booked =
        desk.post(
            address,
            "/api/day",
            Map.of(
                "patient",
                patient,
                "practitioner",
                clinician.id(),
                "start",
                Instant.now().toString(),
                "minutes",
                15,
                "motive",
                "Consultation"));
    if (!booked.ok()) {
      throw new IllegalStateException("nobody can be booked: " + booked.code());
    }
  }

  /** All begin; each with chance of her own, so that threads do not change what is played. */
  void work(RandomGenerator random, List<Player> who) {
    for (Player each : who) {
      Random hers = new Random(random.nextLong());
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name(each.login())
              .start(() -> {
                long renewed = System.nanoTime();
                while (!over) {
                  round(each, hers);
                  if (System.nanoTime() - renewed > RENEWED.toNanos()) {
                    note(each, "renewal", () -> of(each).renew(address));
                    renewed = System.nanoTime();
                  }
                }
              }));
    }
  }

  private void round(Player who, Random random) {
    Browser browser = of(who);
    Answer day = note(who, "day's list", () -> browser.get(address, "/api/day"));
    boolean writes = random.nextInt(3) == 0;
    if (who.role().equals("secretary")) {
      note(who, "messages", () -> browser.get(address, "/api/messages"));
      if (!writes) {
        return;
      }
      note(
          who,
          "message",
          () ->
              browser.post(
                  address,
                  "/api/messages",
                  Map.of("to", List.of(who.id()), "text", "Rappeler le laboratoire.")));
      return;
    }
    List<String> hers = patients(day, who);
    if (!hers.isEmpty()) {
      String patient = hers.get(random.nextInt(hers.size()));
      note(
          who,
          "chart",
          () -> browser.post(address, "/api/patients/" + patient + "/chart", Map.of()));
      if (writes) {
        note(
            who,
            "note",
            () -> browser.post(address, "/api/patients/" + patient + "/notes", draft()));
      }
    }
  }

  private static Map<String, Object> draft() {
    return Map.of(
        "id",
        UUID.randomUUID().toString().replace("-", ""),
        "parents",
        List.of(),
        "motive",
        "Suivi",
        "exam",
        "",
        "conclusion",
        "",
        "plan",
        "Revoir dans trois mois.",
        "sign",
        false);
  }

  /** A nurse sees everyone's patients. */
  private static List<String> patients(Answer day, Player who) {
    List<String> hers = new ArrayList<>();
    for (JsonNode row : day.body().path("rows")) {
      String with = row.path("practitioner").path("id").asString("");
      String patient = row.path("patient").path("id").asString("");
      if (!patient.isEmpty() && (who.role().equals("nurse") || with.equals(who.id()))) {
        hers.add(patient);
      }
    }
    return hers;
  }

  private Answer note(Player who, String what, Supplier<Answer> asking) {
    long before = System.nanoTime();
    Answer answer;
    try {
      answer = asking.get();
    } catch (UncheckedIOException none) {
      answer = new Answer(0, JsonNodeFactory.instance.objectNode(), new byte[0]);
    }
    long after = System.nanoTime();
    asked.add(new Asked(who.login(), what, answer.status(), answer.code(), before, after - before));
    Pause.of(BREATH);
    return answer;
  }

  /** Waits until each has asked so many things since that moment. */
  void afterwards(long since, int each) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end
        && threads.stream()
            .anyMatch(thread -> count(thread.getName(), since) < each && thread.isAlive())) {
      Pause.of(BREATH);
    }
  }

  private long count(String login, long since) {
    return asked.stream().filter(one -> one.login().equals(login) && one.at() >= since).count();
  }

  /** Every one of them, working or stopped by an error, must have been answered since. */
  List<String> silentSince(long since) {
    return threads.stream().map(Thread::getName).filter(login -> count(login, since) == 0).toList();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Duration slowest() {
    return Duration.ofNanos(
        asked.stream().map(Asked::took).max(Comparator.naturalOrder()).orElse(0L));
  }

  @Override
  public void close() {
    stop();
  }

  /** Each ends what she is at; what they asked remains. */
  void stop() {
    over = true;
    for (Thread each : threads) {
      try {
        each.join(Duration.ofSeconds(30));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

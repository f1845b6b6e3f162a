package carnet.server.story;

import carnet.server.client.Browser;
import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast.Player;
import carnet.server.story.Loot.Tally;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The third step: whose records were touched? The practice's list of the stolen account is held
 * against the thief's own log, and its proofs are given to a reader that trusts no server.
 */
final class Touched implements Step {

  @Override
  public void play(Scene scene) {
    String host = scene.host().address();
    Browser asker = asker(scene);
    Loot loot = scene.loot;
    String id = whole(scene, asker);
    Map<String, Tally> seen = loot.between(loot.from(), loot.to());
    Answer json = asker.get(host, "/api/incidents/" + id + ".json");
    compare(scene, "as JSON", seen, listed(json.body().path("rows")));
    Answer csv = asker.get(host, "/api/incidents/" + id + ".csv");
    compare(scene, "as CSV", seen, Table.read(new String(csv.bytes(), StandardCharsets.UTF_8)));
    proved(scene, json);
  }

  /** The delegate, or where he may not, the steward. */
  private static Browser asker(Scene scene) {
    String host = scene.host().address();
    Browser last = Browser.unknown();
    for (String login : List.of("m.colin", "c.moreau")) {
      Player player = scene.cast().with(login);
      last = player.browser();
      Answer in = last.signIn(host, login, player.passphrase(), scene.cast().code(player));
      Answer may = ask(scene, last, scene.loot.from(), scene.loot.from());
      if (may.ok()) {
        scene.say(login + " asks whose records were touched.");
        return last;
      }
      scene.say(login + " may not ask for the list: " + (in.ok() ? may : in).code() + ".");
    }
    return last;
  }

  private static Answer ask(Scene scene, Browser asker, Instant from, Instant to) {
    return asker.post(
        scene.host().address(),
        "/api/incidents",
        Map.of("member", scene.loot.account().id(), "from", from.toString(), "to", to.toString()));
  }

  private static String whole(Scene scene, Browser asker) {
    Loot loot = scene.loot;
    Answer all = ask(scene, asker, loot.from(), loot.to());
    Map<String, Tally> seen = loot.between(loot.from(), loot.to());
    compare(scene, "between two instants", seen, listed(all.body().path("rows")));
    Instant middle = loot.middle();
    Answer half = ask(scene, asker, loot.from(), middle);
    compare(
        scene,
        "of the first half",
        loot.between(loot.from(), middle),
        listed(half.body().path("rows")));
    Set<String> charts =
        new HashSet<>(
            seen.entrySet().stream()
                .filter(each -> each.getValue().classes().contains("history"))
                .map(Map.Entry::getKey)
                .toList());
    scene.say(
        "The list names "
            + all.body().path("rows").size()
            + " patients; the thief's own log "
            + seen.size()
            + ", of whom "
            + charts.size()
            + " with their history.");
    JsonNode more = all.body().path("mayHaveMore");
    scene.touched.check(
        all.ok() && more.isEmpty(),
        "the list says what it rests on: "
            + all.body().path("checkpoints").size()
            + " signed logs, "
            + (more.isEmpty() ? "none of which may have more" : "and " + more + " may have more"));
    return all.body().path("id").asString("");
  }

  /** What was given; what was asked and refused showed nothing, and is listed apart. */
  private static Map<String, Tally> listed(JsonNode rows) {
    Map<String, Tally> all = new TreeMap<>();
    for (JsonNode row : rows) {
      int given =
          row.path("seen").asInt() + row.path("printed").asInt() + row.path("exported").asInt();
      if (given > 0) {
        Set<String> classes = new TreeSet<>();
        row.path("classesRead").forEach(each -> classes.add(each.asString()));
        all.put(row.path("patient").path("id").asString(), new Tally(classes, given));
      }
    }
    return all;
  }

  private static void compare(
      Scene scene, String what, Map<String, Tally> seen, Map<String, Tally> listed) {
    Set<String> missing = new TreeSet<>(seen.keySet());
    missing.removeAll(listed.keySet());
    Set<String> more = new TreeSet<>(listed.keySet());
    more.removeAll(seen.keySet());
    List<String> other =
        seen.entrySet().stream()
            .filter(each -> listed.containsKey(each.getKey()))
            .filter(each -> !each.getValue().equals(listed.get(each.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    scene.touched.check(
        !seen.isEmpty() && seen.equals(listed),
        "the list "
            + what
            + " and the thief's log, patient by patient and class by class: "
            + listed.size()
            + " and "
            + seen.size()
            + "; missing "
            + missing.size()
            + ", too many "
            + more.size()
            + ", otherwise "
            + other.size());
  }

  private static void proved(Scene scene, Answer json) {
    Finding finding = verified(scene, json);
    int traces = json.body().path("traces").size();
    scene.touched.check(
        finding.holds() && finding.proofs() == traces && traces > 0,
        finding.by()
            + ": "
            + finding.proofs()
            + " of "
            + traces
            + " proofs hold against the folder copy"
            + (finding.holds() ? "" : "; " + finding.words()));
    scene.say(
        "Its proofs, by " + finding.by() + ": " + finding.proofs() + " of " + traces + " hold.");
  }

  /** By the independent reader where it can run, else by code that shares nothing with it. */
  private static Finding verified(Scene scene, Answer json) {
    Path root = scene.installation().root();
    Copied copy = new Copied(scene.copy());
    copy.awaits(json.body().path("checkpoints"));
    return IndependentReader.found()
        .map(reader -> reader.verify(root, json.bytes()))
        .orElseGet(() -> copy.verify(json.body()));
  }

  /** The list as a spreadsheet has it. */
  private static final class Table {
    private Table() {}

    static Map<String, Tally> read(String csv) {
      Map<String, Tally> all = new TreeMap<>();
      csv.lines()
          .skip(1)
          .map(line -> Arrays.asList(line.substring(1, line.length() - 1).split("\";\"", -1)))
          .filter(cells -> given(cells) > 0)
          .forEach(cells ->
              all.put(
                  cells.getFirst(),
                  new Tally(new TreeSet<>(List.of(cells.get(5).split(" "))), given(cells))));
      return all;
    }

    private static int given(List<String> cells) {
      return Integer.parseInt(cells.get(6))
          + Integer.parseInt(cells.get(7))
          + Integer.parseInt(cells.get(8));
    }
  }
}

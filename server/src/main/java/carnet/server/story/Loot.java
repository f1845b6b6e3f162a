package carnet.server.story;

import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast.Player;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The thief's own log: at each answer, which patients it showed him and which classes of each. It
 * knows nothing but the answers; the list of the incident is held against it.
 */
final class Loot {

  /** Once that a patient was shown. */
  private record Glance(Instant at, String patient, Set<String> classes) {}

  /** All that was shown of a patient. */
  record Tally(Set<String> classes, int seen) {}

  private final List<Glance> glances = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> charts = new HashSet<>();
  private @Nullable Player account;
  private Instant from = Instant.EPOCH;
  private Instant to = Instant.EPOCH;

  /** From now on everything is written down. */
  void begins(Player stolen) {
    account = stolen;
    from = now();
  }

  void ends() {
    to = now();
  }

  Player account() {
    return Objects.requireNonNull(account, "nothing was stolen yet");
  }

  Instant from() {
    return from;
  }

  Instant to() {
    return to;
  }

  /** An instant between two answers, half of what he saw before it. */
  Instant middle() {
    return glances.get(glances.size() / 2).at();
  }

  void search(Answer answer) {
    Set<String> shown = new HashSet<>();
    answer.body().path("hits").forEach(hit -> shown.add(hit.path("id").asString()));
    names.addAll(shown);
    note(shown, Set.of("identity"));
  }

  void day(Answer answer) {
    note(onDay(answer), Set.of("identity", "agenda"));
  }

  /** Whom a day's list names. */
  static Set<String> onDay(Answer answer) {
    return onDay(answer, _ -> true);
  }

  /** Who is in the waiting room. */
  static Set<String> arrived(Answer answer) {
    return onDay(answer, row -> row.path("state").asString("").equals("arrived"));
  }

  private static Set<String> onDay(Answer answer, Predicate<JsonNode> which) {
    Set<String> shown = new HashSet<>();
    for (JsonNode row : answer.body().path("rows")) {
      String patient = row.path("patient").path("id").asString("");
      if (!patient.isEmpty() && which.test(row)) {
        shown.add(patient);
      }
    }
    return shown;
  }

  void chart(String patient, Answer answer) {
    Set<String> classes = new HashSet<>();
    for (JsonNode tag : answer.body().path("meta").path("tag")) {
      if (tag.path("system").asString("").equals("urn:carnet:holds")) {
        classes.add(tag.path("code").asString());
      }
    }
    charts.add(patient);
    note(Set.of(patient), classes);
  }

  private void note(Set<String> shown, Set<String> classes) {
    Instant at = now();
    shown.forEach(each -> glances.add(new Glance(at, each, classes)));
  }

  /** Everybody that a search named. */
  Set<String> names() {
    return Set.copyOf(names);
  }

  Set<String> charts() {
    return Set.copyOf(charts);
  }

  /** By patient, what was shown in that time, both ends included. */
  Map<String, Tally> between(Instant start, Instant end) {
    Map<String, Tally> all = new TreeMap<>();
    glances.stream()
        .filter(each -> !each.at().isBefore(start) && !each.at().isAfter(end))
        .forEach(each ->
            all.merge(
                each.patient(),
                new Tally(new TreeSet<>(each.classes()), 1),
                (before, one) -> {
                  Set<String> both = new TreeSet<>(before.classes());
                  both.addAll(one.classes());
                  return new Tally(both, before.seen() + 1);
                }));
    return all;
  }

  /** As fine as the servers tell time. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}

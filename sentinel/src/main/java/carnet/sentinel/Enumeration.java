package carnet.sentinel;

import carnet.sentinel.Account.Seen;
import carnet.sentinel.Tie.Strength;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Patients are gone through, one after another, without a reason. Two counts hold hard, whatever
 * the pace and whatever factor was given: unexplained charts and unexplained names of a sliding
 * day. A quick pace asks for a factor earlier. Old relations are counted apart and generously; too
 * many names among them ask for a factor only.
 */
record Enumeration() implements Rule {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Set<String> LOW = Set.of("identity", "agenda");

  @Override
  public Optional<Finding> look(Look look) {
    Map<Seen, List<String>> sorted = sort(look);
    Optional<Finding> worst = Optional.empty();
    for (Map.Entry<Seen, List<String>> one : sorted.entrySet()) {
      Finding finding = weigh(look, one.getKey(), one.getValue());
      if (worst.isEmpty() || isWorse(finding, worst.get())) {
        worst = Optional.of(finding);
      }
    }
    return worst;
  }

  /** Counts an access that took place. */
  static void count(Look look) {
    sort(look)
        .forEach(
            (seen, patients) -> patients.forEach(one -> look.who().saw(seen, one, look.access())));
  }

  /** Which of the patients shown count, and as what. */
  private static Map<Seen, List<String>> sort(Look look) {
    Event access = look.access();
    String patient = access.patient();
    Map<Seen, List<String>> sorted = new EnumMap<>(Seen.class);
    if (!access.kind().isAccess() || look.who().role().equals("app")) {
      return sorted;
    }
    if (access.kind().showsNames()) {
      String what = access.said("what").orElse("");
      boolean agenda =
          access.kind() == Kind.NAMES_SHOWN && (what.equals("day") || what.equals("agenda"));
      access.listed("patients").forEach(name -> name(look, name, agenda, sorted));
    } else if (patient != null && access.clazz() != null && LOW.contains(access.clazz())) {
      name(look, patient, false, sorted);
    } else if (patient != null) {
      chart(look, patient, sorted);
    }
    return sorted;
  }

  private static void name(
      Look look, String patient, boolean agenda, Map<Seen, List<String>> sorted) {
    Strength strength = look.explanations().name(look.who(), patient, look.access().time(), agenda);
    put(strength, Seen.NAMES, Seen.FAR_NAMES, patient, sorted);
  }

  private static void chart(Look look, String patient, Map<Seen, List<String>> sorted) {
    Instant time = look.access().time();
    Strength strength =
        look.explanations().chart(look.who(), patient, time, look.settings()).strength();
    put(strength, Seen.CHARTS, Seen.FAR_CHARTS, patient, sorted);
  }

  private static void put(
      Strength strength, Seen none, Seen far, String patient, Map<Seen, List<String>> sorted) {
    if (strength != Strength.NEAR) {
      Seen seen = strength == Strength.NONE ? none : far;
      sorted.computeIfAbsent(seen, any -> new ArrayList<>()).add(patient);
    }
  }

  private static Finding weigh(Look look, Seen seen, List<String> patients) {
    Settings.Bounds bounds = look.settings().bounds();
    return switch (seen) {
      case CHARTS ->
          weigh(look, seen, patients, bounds.charts(), bounds.chartsAnHour() - 1, Verdict.FREEZE);
      case NAMES ->
          weigh(look, seen, patients, bounds.names(), bounds.namesAnHour(), Verdict.FREEZE);
      case FAR_CHARTS ->
          weigh(look, seen, patients, bounds.farCharts(), bounds.farChartsAnHour(), Verdict.FREEZE);
      case FAR_NAMES ->
          weigh(look, seen, patients, bounds.farNames(), bounds.farNamesAnHour(), Verdict.STEP_UP);
    };
  }

  private static Finding weigh(
      Look look, Seen seen, List<String> patients, int bound, int anHour, Verdict beyond) {
    Event access = look.access();
    Instant factor = look.who().places().lastFactor(access.device());
    Instant day = access.time().minus(Window.DAY);
    Instant from = beyond == Verdict.STEP_UP ? later(day, factor) : day;
    int before = sum(look, look.who().distinct(seen, Set.of(), access, from));
    int after = sum(look, look.who().distinct(seen, patients, access, from));
    Instant hour = later(access.time().minus(HOUR), factor);
    int quick = sum(look, look.who().distinct(seen, patients, access, hour));
    boolean grows = after > before;
    if (grows && after > bound) {
      String code = beyond == Verdict.FREEZE ? "enumeration" : "burst";
      int count = beyond == Verdict.FREEZE ? before : after;
      return new Finding(beyond, Reason.counted(code, seen.what, count, bound), 1);
    }
    double score = Math.min(1, (double) after / bound);
    boolean isQuick = grows && quick > anHour;
    return new Finding(
        isQuick ? Verdict.STEP_UP : Verdict.ALLOW,
        Reason.counted("burst", seen.what, quick, anHour),
        score);
  }

  private static int sum(Look look, Set<String> patients) {
    return patients.stream().mapToInt(look.explanations()::weight).sum();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static boolean isWorse(Finding one, Finding other) {
    int order = one.verdict().compareTo(other.verdict());
    return order > 0 || (order == 0 && one.score() > other.score());
  }
}

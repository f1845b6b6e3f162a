package carnet.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one account: its role, where it works from, what it saw in the last day, and
 * what is in force.
 *
 * <p>What was seen from the member's own devices and from foreign ones is counted apart, so that
 * shutting a foreign device leaves her own day to her. Until then both count together: the bound is
 * the account's.
 */
final class Account {
  /** What is counted, unexplained or with an old explanation only. */
  enum Seen {
    CHARTS("charts"),
    NAMES("names"),
    FAR_CHARTS("farCharts"),
    FAR_NAMES("farNames");

    final String what;

    Seen(String what) {
      this.what = what;
    }
  }

  /** What an account may do so many times a day. */
  enum Budget {
    SELF_MADE,
    BREAKGLASS,
    ROLE_MISSES
  }

  record Duty(Instant from, Instant to) {}

  private String name = "";
  private String role = "";
  private String profession = "";
  private @Nullable Instant departed;
  private @Nullable Instant lastDeed;
  private @Nullable Integer wokeAfterDays;
  private Places places = new Places();
  private Map<String, Window> windows = new LinkedHashMap<>();
  private Map<String, Instant> granted = new LinkedHashMap<>();
  private List<Duty> duties = new ArrayList<>();
  private Map<String, Measure> measures = new LinkedHashMap<>();

  static Account named(String name) {
    Account account = new Account();
    account.name = name;
    return account;
  }

  String name() {
    return name;
  }

  boolean is(@Nullable String other) {
    return name.equals(other);
  }

  String role() {
    return role;
  }

  boolean isClinician() {
    return role.equals("clinician");
  }

  /** Secretaries and nurses work for the patients of everyone. */
  boolean helpsColleagues() {
    return role.equals("secretary") || role.equals("delegate") || profession.equals("nurse");
  }

  void becomes(Event event) {
    role = event.said("role").orElse(role);
    profession = event.said("profession").orElse(profession);
    event.said("last_login").flatMap(Days::instant).ifPresent(this::did);
    places.areUsual(event.listed("devices"), event.listed("networks"));
  }

  void departs(@Nullable Instant time) {
    departed = time;
  }

  Optional<Instant> departed() {
    return Optional.ofNullable(departed);
  }

  void hasDuty(Instant from, Instant to) {
    duties.add(new Duty(from, to));
  }

  boolean onDuty(Instant time) {
    return duties.stream()
        .anyMatch(duty -> !time.isBefore(duty.from()) && time.isBefore(duty.to()));
  }

  void grant(List<String> classes, Instant until) {
    classes.forEach(clazz -> granted.put(clazz, until));
  }

  void revoke(List<String> classes) {
    granted.keySet().removeAll(classes.isEmpty() ? Set.copyOf(granted.keySet()) : classes);
  }

  boolean isGranted(String clazz, Instant time) {
    Instant until = granted.get(clazz);
    return until != null && time.isBefore(until);
  }

  /**
   * Days without a deed, when they make the account dormant and nobody has vouched for it since.
   */
  Optional<Integer> dormantDays(Instant time, Duration limit) {
    if (wokeAfterDays != null) {
      return Optional.of(wokeAfterDays);
    }
    if (lastDeed == null || Duration.between(lastDeed, time).compareTo(limit) < 0) {
      return Optional.empty();
    }
    return Optional.of((int) Duration.between(lastDeed, time).toDays());
  }

  Places places() {
    return places;
  }

  void deed(Instant time, Duration limit) {
    wokeAfterDays = dormantDays(time, limit).orElse(null);
    did(time);
  }

  private void did(Instant time) {
    lastDeed = lastDeed == null || time.isAfter(lastDeed) ? time : lastDeed;
  }

  void factorGiven(@Nullable String device, @Nullable String network, Instant time) {
    wokeAfterDays = null;
    places.factorGiven(device, network, time);
    measures
        .values()
        .removeIf(measure ->
            measure.action() == Measure.Action.STEP_UP
                && (device == null || measure.touches(device)));
  }

  void saw(Seen seen, String patient, Event event) {
    String key = key(seen, places.isForeign(event.device(), event.time()));
    windows.computeIfAbsent(key, any -> new Window()).meet(patient, event.time());
  }

  /**
   * Distinct patients of the kind met since {@code from}, with those that would be met by this
   * event.
   */
  Set<String> distinct(Seen seen, Collection<String> more, Event event, Instant from) {
    Set<String> all = new LinkedHashSet<>(more);
    all.addAll(window(seen, false).with(Set.of(), from, event.time()));
    if (places.isForeign(event.device(), event.time())
        || measures.values().stream().noneMatch(Account::shutsADevice)) {
      all.addAll(window(seen, true).with(Set.of(), from, event.time()));
    }
    return all;
  }

  private static boolean shutsADevice(Measure measure) {
    return measure.action() == Measure.Action.FREEZE && measure.device() != null;
  }

  boolean openedBefore(String patient, Instant time) {
    return window(Seen.CHARTS, false).metAt(patient).isBefore(time)
        || window(Seen.CHARTS, true).metAt(patient).isBefore(time);
  }

  void forgetChart(String patient) {
    window(Seen.CHARTS, false).forget(patient);
    window(Seen.CHARTS, true).forget(patient);
  }

  void forgetName(String patient) {
    window(Seen.NAMES, false).forget(patient);
    window(Seen.NAMES, true).forget(patient);
  }

  /** Whether the budget of the day had room for this thing, which is then spent. */
  boolean spends(Budget budget, String thing, Instant time, int bound) {
    Window spent = windows.computeIfAbsent(budget.name(), any -> new Window());
    if (!spent.holds(thing, time) && spent.size(time) >= bound) {
      return false;
    }
    spent.meet(thing, time);
    return true;
  }

  int spent(Budget budget, Instant time) {
    Window window = windows.get(budget.name());
    return window == null ? 0 : window.size(time);
  }

  private Window window(Seen seen, boolean foreign) {
    return windows.getOrDefault(key(seen, foreign), new Window());
  }

  private static String key(Seen seen, boolean foreign) {
    return seen + (foreign ? " FOREIGN" : "");
  }

  /** The gravest measure that touches this device; on every device when null. */
  Optional<Measure> standing(@Nullable String device) {
    return gravest(measures.values().stream().filter(measure -> measure.touches(device)).toList());
  }

  Optional<Measure> gravest() {
    return gravest(measures.values());
  }

  boolean isHeld() {
    return measures.values().stream().anyMatch(measure -> measure.action() == Measure.Action.HOLD);
  }

  private static Optional<Measure> gravest(Collection<Measure> among) {
    return among.stream()
        .max((one, other) ->
            one.action() == other.action()
                ? Boolean.compare(one.device() == null, other.device() == null)
                : one.action().compareTo(other.action()));
  }

  /** Puts a measure in force; false when one as grave already stands there. */
  boolean put(Measure measure) {
    boolean hold = measure.action() == Measure.Action.HOLD;
    String key = hold ? "hold" : String.valueOf(measure.device());
    Measure old = measures.get(key);
    if (old != null && old.action().compareTo(measure.action()) >= 0) {
      return false;
    }
    measures.put(key, measure);
    return true;
  }

  void release() {
    measures.values().removeIf(measure -> measure.action() == Measure.Action.HOLD);
  }

  /** A second member vouches: nothing stands, and counting starts anew. */
  void reopen(Instant time) {
    measures.clear();
    windows.clear();
    wokeAfterDays = null;
    did(time);
  }

  void sweep(Instant now) {
    windows.values().removeIf(window -> window.isSpent(now));
    duties.removeIf(duty -> duty.to().isBefore(now));
    granted.values().removeIf(until -> !now.isBefore(until));
  }
}

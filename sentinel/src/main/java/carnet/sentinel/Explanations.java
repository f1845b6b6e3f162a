package carnet.sentinel;

import carnet.sentinel.Tie.Strength;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why members of one practice may know its patients, folded from events only.
 *
 * <p>What somebody else did explains at once. What an account did itself (booking, noting, filing)
 * explains its own reading of a patient it had no tie with only after a while and for so many
 * patients a day: else a thief would book an appointment for everyone and read on. A walk-in who
 * was seen long enough and signed for counts as known.
 *
 * <p>Bounded: one tie a patient, account and code (and appointment); ties past their end are swept
 * once a day.
 */
final class Explanations {
  /** A chart's explanation and how much it explains. */
  record Explained(Strength strength, Explanation explanation) {}

  private static final List<String> BEST_FIRST =
      List.of(
          "appointment",
          "arrival",
          "round",
          "own-entry",
          "message",
          "document",
          "filing",
          "grant",
          "recall");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LENT = Duration.ofDays(2);

  private Map<String, Map<String, Tie>> ties = new LinkedHashMap<>();
  private Map<String, Integer> weights = new LinkedHashMap<>();

  /** Why this account may open this chart. */
  Explained chart(Account who, String patient, Instant time, Settings settings) {
    Explained best = new Explained(Strength.NONE, Explanation.NONE);
    List<Tie> bestFirst =
        known(patient).stream().sorted(Comparator.comparingInt(Explanations::rank)).toList();
    for (Tie tie : bestFirst) {
      Strength strength = tie.forChart(who, time);
      if (strength.compareTo(best.strength()) > 0) {
        best = new Explained(strength, Words.of(tie, time, settings.zone()));
      }
    }
    return best;
  }

  /**
   * Whether this account may see this name: any appointment of the practice will do, and old work
   * of its own.
   */
  Strength name(Account who, String patient, Instant time, boolean inAgenda) {
    Strength best = inAgenda ? Strength.FAR : Strength.NONE;
    for (Tie tie : known(patient)) {
      Strength strength = tie.forName(who, time, inAgenda);
      best = strength.compareTo(best) > 0 ? strength : best;
    }
    return best;
  }

  /**
   * How much an unexplained opening weighs: a patient who does not exist is opened by nobody in
   * good faith.
   */
  int weight(String patient) {
    return weights.getOrDefault(patient, 1);
  }

  /**
   * A document, message or filing of the last two days, or a grant, may open a class outside the
   * role.
   */
  boolean lentTo(Account who, String patient, Instant time) {
    return known(patient).stream()
        .anyMatch(tie ->
            who.is(tie.to())
                && (tie.code().equals("grant")
                    ? tie.strength(time) == Strength.NEAR
                    : List.of("document", "message", "filing").contains(tie.code())
                        && time.isBefore(tie.at().plus(LENT))));
  }

  void fold(Event event, Account who, Settings settings) {
    String patient = event.patient();
    if (patient == null) {
      return;
    }
    Instant time = event.time();
    Settings.Ages ages = settings.ages();
    switch (event.kind()) {
      case PATIENT_FLAG -> flag(event, patient);
      case APPOINTMENT_BOOKED -> appointment(event, patient, who, settings);
      case APPOINTMENT_CANCELLED -> cancel(event, patient, settings);
      case ARRIVAL -> {
        Instant midnight = Days.start(Days.of(time, settings).plusDays(1), settings);
        tie(
            event,
            who,
            settings,
            new Tie("arrival", null, event.account(), time, time, time, midnight, midnight));
      }
      case ROUND_PLANNED -> {
        LocalDate day =
            Days.read(event.detail().get("date"), settings).orElse(Days.of(time, settings));
        Instant from = Days.start(day.minusDays(1), settings);
        Instant until = Days.start(day.plusDays(2), settings);
        String to = event.said("with").orElse(event.account());
        tie(
            event,
            who,
            settings,
            new Tie("round", to, event.account(), time, from, from, until, until));
      }
      case ENCOUNTER_SIGNED, PRESCRIPTION_ISSUED, RECORD_WRITE ->
          tie(event, who, settings, own("own-entry", event, DAY, ages.ownEntry()));
      case DOCUMENT_RECEIVED, MESSAGE_RECEIVED -> {
        boolean message = event.kind() == Kind.MESSAGE_RECEIVED;
        tie(
            event,
            who,
            settings,
            own(message ? "message" : "filing", event, ages.received(), ages.receivedFar()));
        String with = event.said("with").orElse(null);
        if (!event.account().equals(with)) {
          tie(event, who, settings, received(message ? "message" : "document", with, event, ages));
        }
      }
      case GRANT_GIVEN -> grant(event, who, settings);
      case GRANT_REVOKED -> event.said("to").ifPresent(to -> drop(patient, "grant/" + to));
      case RECALL_LISTED -> {
        Instant until = time.plus(ages.recall());
        tie(
            event,
            who,
            settings,
            new Tie("recall", null, event.account(), time, time, time, until, until));
      }
      case BREAKGLASS -> {
        if (who.spends(Account.Budget.BREAKGLASS, patient, time, settings.bounds().breakglass())) {
          keep(
              patient,
              new Tie(
                  "breakglass",
                  event.account(),
                  "",
                  time,
                  time,
                  time,
                  time.plus(DAY),
                  time.plus(DAY)));
        }
      }
      default -> {}
    }
  }

  void sweep(Instant now) {
    ties.values().forEach(of -> of.values().removeIf(tie -> tie.strength(now) == Strength.NONE));
    ties.values().removeIf(Map::isEmpty);
  }

  int size() {
    return ties.values().stream().mapToInt(Map::size).sum();
  }

  private void flag(Event event, String patient) {
    if (Boolean.TRUE.equals(event.detail().get("honey"))) {
      weights.put(patient, 5);
    } else if (Boolean.TRUE.equals(event.detail().get("protected"))) {
      weights.put(patient, 2);
    }
  }

  private void appointment(Event event, String patient, Account who, Settings settings) {
    Instant start = Days.instant(event.detail().get("start"), settings).orElse(event.time());
    LocalDate day = Days.of(start, settings);
    String with = event.said("with").orElse(event.account());
    Instant from = Days.start(day.minusDays(1), settings);
    Instant near = Days.start(day.plusDays(2), settings);
    Tie tie =
        new Tie(
            "appointment",
            with,
            event.account(),
            event.time(),
            start,
            from,
            near,
            start.plus(Tie.AGENDA));
    Tie ripening = tie(event, who, settings, tie);
    keep(patient, own("booking", event, DAY, settings.ages().ownEntry()).ripeFrom(ripening.ripe()));
  }

  private void cancel(Event event, String patient, Settings settings) {
    String start = event.said("start").orElse("");
    String with = event.said("with").orElse("");
    Map<String, Tie> of = ties.getOrDefault(patient, new LinkedHashMap<>());
    of.values()
        .removeIf(tie ->
            tie.code().equals("appointment")
                && (with.isEmpty() || with.equals(tie.to()))
                && (start.isEmpty()
                    || Days.instant(start, settings).filter(tie.at()::equals).isPresent()));
  }

  private void grant(Event event, Account who, Settings settings) {
    String to = event.said("to").orElse(event.account());
    if (!to.equals(event.account())) {
      Instant until =
          Days.instant(event.detail().get("until"), settings)
              .orElse(event.time().plus(Duration.ofDays(7)));
      Instant time = event.time();
      tie(
          event,
          who,
          settings,
          new Tie("grant", to, event.account(), time, time, time, until, until));
    }
  }

  private static Tie own(String code, Event event, Duration near, Duration far) {
    return received(code, event.account(), event, near, far);
  }

  private static Tie received(String code, @Nullable String to, Event event, Settings.Ages ages) {
    return received(code, to, event, ages.received(), ages.receivedFar());
  }

  private static Tie received(
      String code, @Nullable String to, Event event, Duration near, Duration far) {
    Instant time = event.time();
    return new Tie(code, to, event.account(), time, time, time, time.plus(near), time.plus(far));
  }

  /** Keeps a tie, which its maker may have to wait for. */
  private Tie tie(Event event, Account who, Settings settings, Tie tie) {
    String patient = Objects.requireNonNull(event.patient());
    Tie kept = tie.ripeFrom(ripe(event, patient, who, settings, tie));
    keep(patient, kept);
    return kept;
  }

  private Instant ripe(Event event, String patient, Account who, Settings settings, Tie tie) {
    Instant time = event.time();
    if (chart(who, patient, time, settings).strength() != Strength.NONE) {
      return time;
    }
    if (tie.code().equals("recall")) {
      return time.plus(DAY);
    }
    if (!who.spends(Account.Budget.SELF_MADE, patient, time, settings.bounds().selfMade())) {
      return time.plus(Tie.OVER_BUDGET);
    }
    who.forgetName(patient);
    boolean signs =
        event.kind() == Kind.ENCOUNTER_SIGNED || event.kind() == Kind.PRESCRIPTION_ISSUED;
    if (signs && who.openedBefore(patient, time.minus(settings.ages().consultation()))) {
      who.forgetChart(patient);
      return time;
    }
    return time.plus(settings.ages().ripening());
  }

  private void keep(String patient, Tie tie) {
    String key =
        tie.code() + "/" + tie.to() + (tie.code().equals("appointment") ? "/" + tie.at() : "");
    ties.computeIfAbsent(patient, any -> new LinkedHashMap<>())
        .merge(
            key,
            tie,
            (old, newer) -> old.ripe().isBefore(newer.ripe()) ? newer.ripeFrom(old.ripe()) : newer);
  }

  private void drop(String patient, String key) {
    ties.getOrDefault(patient, new LinkedHashMap<>()).remove(key);
  }

  private Collection<Tie> known(String patient) {
    return ties.getOrDefault(patient, Map.of()).values();
  }

  private static int rank(Tie tie) {
    int at = BEST_FIRST.indexOf(tie.code());
    return at < 0 ? BEST_FIRST.size() : at;
  }
}

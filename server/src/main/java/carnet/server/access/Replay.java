package carnet.server.access;

import carnet.sentinel.Event;
import carnet.sentinel.Explanation;
import carnet.sentinel.Judgement;
import carnet.sentinel.Kind;
import carnet.sentinel.Sentinel;
import carnet.sentinel.Verdict;
import carnet.vault.Subject;
import carnet.vault.Traces.Trace;
import carnet.vault.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What the sentinel counted before a restart, from the traces of two days. At rest nobody's agenda
 * is open: what explained an access then stands in its trace, and is told as it was judged.
 */
final class Replay {

  private static final int DAYS = 2;

  private final String practice;
  private final Sentinel sentinel;

  private Replay(String practice, Sentinel sentinel) {
    this.practice = practice;
    this.sentinel = sentinel;
  }

  static void of(Vault vault, Sentinel sentinel, Instant now) {
    Replay replay = new Replay(vault.practice().hex(), sentinel);
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Trace> traces = new ArrayList<>();
    today
        .minusDays(DAYS)
        .datesUntil(today.plusDays(1))
        .forEach(day -> {
          try (var of = vault.traces().on(day)) {
            of.forEach(traces::add);
          }
        });
    traces.sort(Comparator.comparing(Trace::at));
    traces.forEach(replay::tell);
  }

  private void tell(Trace trace) {
    if (!SentinelGate.isKnown(trace.kind())) {
      return;
    }
    boolean given = trace.decision() == carnet.vault.Verdict.Decision.ALLOW;
    List<Subject> subjects = given ? unexplained(trace) : trace.subjects();
    Event event =
        TraceEvents.event(
                practice,
                trace.member().hex(),
                trace.at(),
                trace.kind(),
                subjects,
                trace.classes(),
                trace.detail())
            .from(trace.device(), trace.network(), trace.session());
    if (given) {
      if (explained(trace) && event.patient() != null) {
        return; // It was ordinary: it counts for nothing, and its reason is not at hand.
      }
      sentinel.learn(event);
    } else {
      Judgement judged =
          new Judgement(
              Verdict.valueOf(trace.decision().name()),
              trace.reasons().stream().map(SentinelGate::reason).toList(),
              1,
              Explanation.NONE);
      Event.refused(event, judged).ifPresent(sentinel::learn);
    }
  }

  private static boolean explained(Trace trace) {
    return !"none".equals(trace.explanation().getOrDefault("code", "none"));
  }

  /** Of the names shown, those that nothing tied then. */
  private static List<Subject> unexplained(Trace trace) {
    boolean names =
        Set.of(Kind.NAMES_SHOWN.wire(), Kind.PATIENT_SEARCH.wire()).contains(trace.kind());
    if (!names || !(trace.explanation().get("unexplained") instanceof List<?> which)) {
      return trace.subjects();
    }
    List<Subject> found = new ArrayList<>();
    for (Object each : which) {
      if (each instanceof Number index && index.intValue() < trace.subjects().size()) {
        found.add(trace.subjects().get(index.intValue()));
      }
    }
    return found;
  }
}

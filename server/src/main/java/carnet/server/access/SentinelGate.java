package carnet.server.access;

import carnet.sentinel.Event;
import carnet.sentinel.Judgement;
import carnet.sentinel.Kind;
import carnet.sentinel.Reason;
import carnet.sentinel.Sentinel;
import carnet.sentinel.Settings;
import carnet.server.practice.House;
import carnet.vault.Access;
import carnet.vault.Gate;
import carnet.vault.Measures;
import carnet.vault.Session;
import carnet.vault.Subject;
import carnet.vault.Vault;
import carnet.vault.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Asks the sentinel about each access before its trace is written, and shuts an account by an act
 * of the keyring when it says so: every replica obeys.
 *
 * <p>Tells it the facts first ({@link Facts}). Counters survive a restart: the traces of two days
 * are replayed. Safe for many threads.
 */
@Component
public final class SentinelGate implements Gate {

  private final House house;
  private final Sentinel sentinel = new Sentinel(Settings.standard());
  private final Facts facts;

  SentinelGate(House house) {
    this.house = house;
    this.facts = new Facts(house, sentinel);
    house.whenFounded(founded -> {
      facts.membersNow();
      Replay.of(founded.vault(), sentinel, facts.now());
      facts.reopened();
      founded.vault().judgedBy(this);
      founded.vault().keyring().onChange(facts::membersNow);
    });
  }

  /** What rooms tell of what happened, as it happens. */
  public Facts facts() {
    return facts;
  }

  @Override
  public Verdict judge(Session who, Access what) {
    facts.before(who, what);
    Event event = event(who, what);
    List<String> strangers = sentinel.unrelated(event);
    Judgement judged = sentinel.admit(event);
    return new Verdict(
        Verdict.Decision.valueOf(judged.verdict().name()),
        explanation(what, judged, strangers),
        judged.reasons().stream().map(SentinelGate::written).toList(),
        judged.score());
  }

  @Override
  public void happened(Session who, Access what, Verdict verdict) {
    if (verdict.decision() != Verdict.Decision.FREEZE) {
      return;
    }
    Vault vault = house.vault();
    boolean standing =
        vault.keyring().standing(who.member().id()).isPresent()
            || vault.keyring().shut(who.member().id(), who.from().device());
    if (!standing) {
      String device =
          sentinel
              .standing(vault.practice().hex(), who.member().id().hex())
              .map(carnet.sentinel.Measure::device)
              .orElse(null);
      Measures.freeze(vault, who.member().id(), device, verdict.reasons(), verdict.score());
    }
  }

  /**
   * Of these patients, those that nothing ties to this member: a broad search shows few of them.
   */
  public Set<Subject> strangers(Session who, List<Subject> found) {
    Access search = new Access("patient.search", found, Set.of(), Map.of());
    facts.before(who, search);
    Set<Subject> strangers = new HashSet<>();
    sentinel.unrelated(event(who, search)).forEach(hex -> strangers.add(Subject.fromHex(hex)));
    return strangers;
  }

  private Event event(Session who, Access what) {
    Access.From from = who.from();
    return TraceEvents.event(
            house.vault().practice().hex(),
            who.member().id().hex(),
            facts.now(),
            what.kind(),
            what.subjects(),
            what.classes(),
            what.detail())
        .from(from.device(), from.network(), from.session());
  }

  /**
   * What the trace keeps: codes, words without a name, and which of the names shown nothing ties.
   */
  private static Map<String, Object> explanation(
      Access what, Judgement judged, List<String> strangers) {
    Map<String, Object> kept = new HashMap<>();
    boolean names = what.kind().equals("names.shown") || what.kind().equals("patient.search");
    if (names) {
      kept.put("code", "names");
      List<Integer> unexplained = new ArrayList<>();
      for (int i = 0; i < what.subjects().size(); i++) {
        if (strangers.contains(what.subjects().get(i).hex())) {
          unexplained.add(i);
        }
      }
      kept.put("unexplained", unexplained);
    } else if (TraceEvents.isPart(what.kind())) {
      kept.put("code", what.kind());
    } else {
      kept.put("code", judged.explanation().code());
      if (!judged.explanation().isNone()) {
        kept.put("text", judged.explanation().french());
      }
    }
    return kept;
  }

  private static Map<String, Object> written(Reason reason) {
    Map<String, Object> facts = new HashMap<>(reason.facts());
    facts.put("code", reason.code());
    return facts;
  }

  /** The sentinel's reason, from how a trace or a measure keeps it. */
  public static Reason reason(Map<String, Object> written) {
    Map<String, Object> facts = new HashMap<>(written);
    Object code = facts.remove("code");
    return new Reason(code instanceof String text ? text : "decided", facts);
  }

  /** A second member opened the account again. */
  public void lifted(Session by, carnet.vault.MemberId account) {
    sentinel.learn(
        Event.unfrozen(
            facts.now(), house.vault().practice().hex(), by.member().id().hex(), account.hex()));
  }

  /** For tests and the screen: whether the sentinel itself holds anything against an account. */
  Optional<carnet.sentinel.Measure> standing(carnet.vault.MemberId account) {
    return sentinel.standing(house.vault().practice().hex(), account.hex());
  }

  static boolean isKnown(String kind) {
    for (Kind each : Kind.values()) {
      if (each.wire().equals(kind)) {
        return true;
      }
    }
    return false;
  }
}

package carnet.sentinel;

import carnet.sentinel.Account.Budget;
import carnet.sentinel.Rule.Finding;
import carnet.sentinel.Rule.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges accesses before they happen and folds what happened. Holds any number of practices; one
 * account's doings never bear on another's. Every event brings its time, there is no clock; the
 * same events give the same state.
 *
 * <p>Use {@link #admit} where accesses of one account can overlap: judging and learning apart, two
 * of them could both be the fifteenth. Otherwise: {@link #judge}; allowed, do it and {@link #learn}
 * it; not allowed, learn {@link Event#refused}, or the measure will not stand.
 *
 * <p>Thread-safe: one lock for all, held for microseconds. State is bounded by accounts, by the
 * practice's patients and by sliding windows.
 */
public final class Sentinel {
  private final Settings settings;
  private final Map<String, Practice> practices;

  public Sentinel(Settings settings) {
    this(settings, new LinkedHashMap<>());
  }

  private Sentinel(Settings settings, Map<String, Practice> practices) {
    this.settings = settings;
    this.practices = practices;
  }

  /** Goes on from a snapshot: it judges, and later snapshots, as if it had never stopped. */
  public static Sentinel resume(Settings settings, Snapshot snapshot) {
    return new Sentinel(settings, new LinkedHashMap<>(snapshot.state()));
  }

  public synchronized Snapshot snapshot() {
    return Snapshot.of(practices);
  }

  /** Decides and changes nothing. Only accesses and sign-ins can meet anything but ALLOW. */
  public synchronized Judgement judge(Event access) {
    Practice practice = practices.getOrDefault(access.practice(), new Practice());
    return judge(access, practice, practice.known(access.account()));
  }

  /**
   * Folds an event that happened, whatever it is; an access beyond a bound puts the measure in
   * force.
   */
  public synchronized void learn(Event fact) {
    var _ = fold(fact);
  }

  /** Judges an access and folds it, as given or as refused, in one step. */
  public synchronized Judgement admit(Event access) {
    Judgement judgement = judge(access);
    learn(Event.refused(access, judgement).orElse(access));
    return judgement;
  }

  /**
   * The gravest measure in force for an account, on whatever device: see {@link Measure#device}.
   */
  public synchronized Optional<Measure> standing(String practice, String account) {
    return practices.getOrDefault(practice, new Practice()).known(account).gravest();
  }

  /**
   * Of these patients, those that this account has no relation with: a short search shows few of
   * them.
   */
  public synchronized List<String> unrelated(Event search) {
    Practice practice = practices.getOrDefault(search.practice(), new Practice());
    Account who = practice.known(search.account());
    return search.listed("patients").stream()
        .filter(one ->
            practice.explanations().name(who, one, search.time(), false) == Tie.Strength.NONE)
        .toList();
  }

  /** Folds, and tells the measure that came in force by it. */
  synchronized Optional<Measure> fold(Event fact) {
    if (fact.kind() == Kind.OTHER) {
      return Optional.empty();
    }
    Practice practice = practices.computeIfAbsent(fact.practice(), any -> new Practice());
    practice.sweep(fact.time(), settings);
    if (fact.kind() == Kind.ADMIN_CHANGE) {
      return decided(fact, practice);
    }
    Account who = practice.kept(fact.account());
    if (!fact.kind().isDeed()) {
      said(fact, who);
      practice.explanations().fold(fact, who, settings);
      return Optional.empty();
    }
    Judgement judgement = judge(fact, practice, who);
    Optional<Measure> measure =
        action(judgement.verdict()).flatMap(it -> enforce(it, fact, who, judgement.reasons()));
    if (judgement.verdict() != Verdict.FREEZE) {
      did(fact, practice, who);
    }
    return measure;
  }

  private Judgement judge(Event access, Practice practice, Account who) {
    Optional<Measure> standing = who.standing(access.device());
    boolean judged = access.kind().isAccess() || access.kind() == Kind.LOGIN_OK;
    Explanation explanation = explanation(access, practice, who);
    if (standing.filter(it -> it.action() == Measure.Action.FREEZE).isPresent()) {
      return new Judgement(Verdict.FREEZE, standing.get().reasons(), 1, explanation);
    }
    if (!judged && who.departed().isEmpty()) {
      return new Judgement(Verdict.ALLOW, List.of(), 0, explanation);
    }
    Look look = new Look(access, who, practice.explanations(), settings);
    List<Finding> findings = Rule.ALL.stream().flatMap(rule -> rule.look(look).stream()).toList();
    Verdict verdict = findings.stream().map(Finding::verdict).reduce(Verdict.ALLOW, Verdict::or);
    double score = findings.stream().mapToDouble(Finding::score).max().orElse(0);
    List<Reason> reasons =
        findings.stream()
            .filter(one -> one.verdict() != Verdict.ALLOW)
            .sorted(Comparator.comparing(Finding::verdict).reversed())
            .map(Finding::reason)
            .toList();
    boolean asked = standing.filter(it -> it.action() == Measure.Action.STEP_UP).isPresent();
    if (asked && access.kind().isAccess() && verdict == Verdict.ALLOW) {
      return new Judgement(Verdict.STEP_UP, standing.get().reasons(), score, explanation);
    }
    return new Judgement(verdict, reasons, score, explanation);
  }

  private Explanation explanation(Event access, Practice practice, Account who) {
    String patient = access.patient();
    return patient == null
        ? Explanation.NONE
        : practice.explanations().chart(who, patient, access.time(), settings).explanation();
  }

  private static Optional<Measure.Action> action(Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> Optional.empty();
      case STEP_UP -> Optional.of(Measure.Action.STEP_UP);
      case FREEZE -> Optional.of(Measure.Action.FREEZE);
    };
  }

  /** The account of nobody is shut whole; else a foreign device is shut before the account. */
  private static Optional<Measure> enforce(
      Measure.Action action, Event access, Account who, List<Reason> reasons) {
    boolean missed =
        reasons.stream()
            .anyMatch(it ->
                it.code().equals("roleNeverReads")
                    && Objects.equals(it.facts().get("class"), access.clazz()));
    if (missed) {
      var _ =
          who.spends(
              Budget.ROLE_MISSES, access.time().toString(), access.time(), Integer.MAX_VALUE);
    }
    boolean nobodys =
        reasons.stream()
            .anyMatch(it -> it.code().equals("departed") || it.code().equals("dormant"));
    boolean scoped =
        switch (action) {
          case STEP_UP -> true;
          case FREEZE -> !nobodys && who.places().isForeign(access.device(), access.time());
          case HOLD -> false;
        };
    @Nullable String device = scoped ? access.device() : null;
    Measure measure =
        new Measure(access.practice(), who.name(), action, access.time(), reasons, device);
    boolean stands =
        who.standing(access.device())
            .filter(it -> it.action() == Measure.Action.FREEZE)
            .isPresent();
    return !stands && who.put(measure) ? Optional.of(measure) : Optional.empty();
  }

  /** A member or the sentinel decided about an account; nobody reopens her own. */
  private static Optional<Measure> decided(Event change, Practice practice) {
    String what = change.said("what").orElse("");
    String about = change.said("account").orElse("");
    if (about.isEmpty()) {
      return Optional.empty();
    }
    Account whom = practice.kept(about);
    boolean another = !about.equals(change.account());
    switch (what) {
      case "unfreeze" -> {
        if (another) {
          whom.reopen(change.time());
        }
      }
      case "release" -> {
        if (another) {
          whom.release();
        }
      }
      case "stepup" -> {
        return enforce(Measure.Action.STEP_UP, change, whom, EventLine.reasons(change));
      }
      case "freeze" -> {
        return enforce(Measure.Action.FREEZE, change, whom, EventLine.reasons(change));
      }
      case "hold" -> {
        return enforce(Measure.Action.HOLD, change, whom, EventLine.reasons(change));
      }
      default -> {}
    }
    return Optional.empty();
  }

  private void said(Event fact, Account who) {
    Instant time = fact.time();
    switch (fact.kind()) {
      case ACCOUNT_STATE, ACCOUNT_ROLE -> who.becomes(fact);
      case ACCOUNT_CREATED -> {
        who.departs(null);
        who.becomes(fact);
      }
      case ACCOUNT_DEPARTED -> who.departs(time);
      case DUTY_PLANNED ->
          who.hasDuty(
              Days.instant(fact.detail().get("from"), settings).orElse(time),
              Days.instant(fact.detail().get("to"), settings)
                  .orElse(time.plus(Duration.ofDays(1))));
      default -> {}
    }
  }

  private void did(Event deed, Practice practice, Account who) {
    Instant time = deed.time();
    who.deed(time, settings.ages().dormant());
    who.places().adoptFirst(deed.device(), deed.network(), time);
    if (givesFactor(deed)) {
      who.factorGiven(deed.device(), deed.network(), time);
    }
    boolean fresh =
        who.places().lastFactor(deed.device()).isAfter(time.minus(settings.ages().factorFresh()));
    if (fresh && deed.device() != null && who.places().knowsDevice(deed.device())) {
      who.places().trust(null, deed.network(), time);
    }
    Enumeration.count(new Look(deed, who, practice.explanations(), settings));
    practice.explanations().fold(deed, who, settings);
    grants(deed, practice);
  }

  /** A grant without a patient lends classes, not patients. */
  private void grants(Event deed, Practice practice) {
    Optional<String> to = deed.said("to").filter(it -> !it.equals(deed.account()));
    if (deed.patient() != null || to.isEmpty()) {
      return;
    }
    if (deed.kind() == Kind.GRANT_GIVEN) {
      Optional<Instant> until = Days.instant(deed.detail().get("until"), settings);
      practice
          .kept(to.get())
          .grant(deed.listed("classes"), until.orElse(deed.time().plus(Duration.ofDays(7))));
    } else if (deed.kind() == Kind.GRANT_REVOKED) {
      practice.kept(to.get()).revoke(deed.listed("classes"));
    }
  }

  /** A factor asked again, or a sign-in with more than a password. */
  static boolean givesFactor(Event event) {
    return event.kind() == Kind.FACTOR_OK
        || (event.kind() == Kind.LOGIN_OK
            && event.listed("factors").stream().anyMatch(it -> !it.equals("password")));
  }
}

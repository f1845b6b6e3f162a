package carnet.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A small practice that lives in front of a sentinel: every access is admitted, and what was not
 * given is kept.
 */
final class Story {
  static final String CABINET = "cabinet";

  final Sentinel sentinel;
  final List<Event> told = new ArrayList<>();
  final List<String> notGiven = new ArrayList<>();
  Instant now;

  Story(String localTime) {
    this(localTime, new Sentinel(Settings.standard()));
  }

  Story(String localTime, Sentinel sentinel) {
    this.sentinel = sentinel;
    this.now = at(localTime);
  }

  /**
   * Two doctors, a nurse, a secretary and a delegate, each known on the own device and on the
   * office's network.
   */
  static Story cabinet(String localTime) {
    Story story = new Story(localTime);
    story
        .member("gp1", "clinician", "gp")
        .member("gp2", "clinician", "gp")
        .member("nurse", "clinician", "nurse");
    return story.member("secretary", "secretary", "").member("delegate", "delegate", "");
  }

  static Instant at(String localTime) {
    return LocalDateTime.parse(localTime).atZone(ZoneId.of("Europe/Paris")).toInstant();
  }

  Story member(String account, String role, String profession) {
    return tell(
        event(account, Kind.ACCOUNT_STATE)
            .with("role", role)
            .with("profession", profession)
            .with("last_login", now.toString())
            .with("devices", List.of(account + "-pc"))
            .with("networks", List.of("AS3215/FR")));
  }

  Event event(String account, Kind kind) {
    return Event.of(now, CABINET, account, kind)
        .from(account + "-pc", "AS3215/FR", account + "-session");
  }

  Event opening(String account, String patient) {
    return event(account, Kind.PATIENT_OPEN).about(patient);
  }

  Event search(String account, List<String> patients) {
    return event(account, Kind.PATIENT_SEARCH)
        .with("patients", patients)
        .with("hits", patients.size());
  }

  Story later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Story minutes(int minutes) {
    return later(Duration.ofMinutes(minutes));
  }

  Story tell(Event fact) {
    told.add(fact);
    sentinel.learn(fact);
    return this;
  }

  Story login(String account) {
    return tell(event(account, Kind.LOGIN_OK).with("factors", List.of("passkey")));
  }

  Judgement ask(Event access) {
    Judgement judgement = sentinel.admit(access);
    told.add(Event.refused(access, judgement).orElse(access));
    if (judgement.verdict() != Verdict.ALLOW) {
      notGiven.add(
          access.time()
              + " "
              + access.account()
              + " "
              + access.kind().wire()
              + " "
              + judgement.verdict()
              + judgement.reasons().stream().map(Reason::english).toList());
    }
    return judgement;
  }

  Story booked(String by, String patient, Instant start, String with) {
    return tell(
        event(by, Kind.APPOINTMENT_BOOKED)
            .about(patient)
            .with("start", start.toString())
            .with("with", with));
  }

  static List<String> patients(String prefix, int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> prefix + number).toList();
  }
}

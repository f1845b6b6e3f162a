package carnet.server.access;

import carnet.record.PatientId;
import carnet.record.agenda.Agenda.Slot;
import carnet.sentinel.Event;
import carnet.sentinel.Kind;
import carnet.sentinel.Sentinel;
import carnet.server.practice.House;
import carnet.vault.Access;
import carnet.vault.HybridClock;
import carnet.vault.Member;
import carnet.vault.MemberId;
import carnet.vault.Session;
import carnet.vault.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The practice's own life, told to the sentinel: who works here, who is expected, who wrote for
 * whom, which factor was given. Opaque ids only. Bounded; safe for many threads.
 */
public final class Facts {

  private static final int MOST = 20_000;

  /**
   * Beyond so many names only the agenda explains: looking each up would cost more than it tells.
   */
  private static final int LOOKED_UP = 12;

  private final House house;
  private final Sentinel sentinel;
  private final Map<String, Instant> told = new LinkedHashMap<>();
  private final Map<String, String> members = new LinkedHashMap<>();
  private final Set<String> measures = new HashSet<>();

  Facts(House house, Sentinel sentinel) {
    this.house = house;
    this.sentinel = sentinel;
  }

  Instant now() {
    return house.clock().now();
  }

  /**
   * Everyone's state, where it changed; and measures that a second member ended, here or elsewhere.
   */
  synchronized void membersNow() {
    for (Member each : house.vault().keyring().members()) {
      String state = each.role() + " " + each.profession() + " " + each.state();
      if (!state.equals(members.put(each.id().hex(), state))) {
        sentinel.learn(
            event(each.id(), Kind.ACCOUNT_STATE)
                .with("role", each.role().wire())
                .with("profession", each.profession()));
        if (each.state() == Member.State.DEPARTED) {
          sentinel.learn(
              Event.of(each.since(), practice(), each.id().hex(), Kind.ACCOUNT_DEPARTED));
        } else if (each.state() == Member.State.ACTIVE) {
          sentinel.learn(
              event(each.id(), Kind.ACCOUNT_CREATED)
                  .with("role", each.role().wire())
                  .with("profession", each.profession()));
        }
      }
    }
    Set<String> standing = new HashSet<>();
    house.vault().keyring().measures().forEach(each -> standing.add(each.member().hex()));
    measures.stream()
        .filter(each -> !standing.contains(each))
        .forEach(each -> sentinel.learn(Event.unfrozen(now(), practice(), "another-member", each)));
    measures.clear();
    measures.addAll(standing);
  }

  /** A freeze that was replayed from its trace, and that the keyring says was lifted since. */
  void reopened() {
    for (Member each : house.vault().keyring().members()) {
      boolean frozen = sentinel.standing(practice(), each.id().hex()).isPresent();
      if (frozen && house.vault().keyring().standing(each.id()).isEmpty()) {
        sentinel.learn(Event.unfrozen(now(), practice(), "another-member", each.id().hex()));
      }
    }
  }

  /** All that bears on this access and that the sentinel may not know yet. */
  void before(Session who, Access what) {
    factor(who);
    agenda(who);
    if (what.subjects().size() <= LOOKED_UP) {
      what.subjects().forEach(each -> wrote(who.member().id(), each));
    }
  }

  private void factor(Session who) {
    Access.From from = who.from();
    if (news("factor " + from.session(), who.factorAt())) {
      sentinel.learn(
          Event.of(who.factorAt(), practice(), who.member().id().hex(), Kind.FACTOR_OK)
              .from(from.device(), from.network(), from.session()));
    }
  }

  private void agenda(Session who) {
    LocalDate today = LocalDate.ofInstant(now(), House.ZONE);
    for (LocalDate day : List.of(today.minusDays(1), today, today.plusDays(1))) {
      for (Slot slot : house.practice().agenda(who).day(day)) {
        if (slot.patient().isPresent() && news("slot " + slot.version(), slot.start())) {
          slot(who, slot);
        }
      }
    }
  }

  private void slot(Session who, Slot slot) {
    Subject patient = house.practice().subject(who, PatientId.of(slot.patient().orElseThrow()));
    var state = house.practice().current(who, slot.appointment());
    String author = state.map(each -> each.author()).filter(this::works).orElse("another");
    Instant at =
        state
            .map(each -> HybridClock.instant(each.clock()))
            .filter(t -> t.isBefore(now()))
            .orElse(now());
    boolean gone = Set.of("cancelled", "noshow", "entered-in-error").contains(slot.status());
    for (var each : slot.practitioners()) {
      Event booked = Event.booked(at, practice(), author, patient.hex(), slot.start(), each.id());
      sentinel.learn(
          gone
              ? Event.of(at, practice(), author, Kind.APPOINTMENT_CANCELLED)
                  .about(patient.hex())
                  .with("start", slot.start().toString())
                  .with("with", each.id())
              : booked);
    }
    if (slot.status().equals("arrived")) {
      sentinel.learn(Event.of(at, practice(), author, Kind.ARRIVAL).about(patient.hex()));
    }
  }

  /** Who left explains nothing by a deed of her own; that her patients are expected still does. */
  private boolean works(String author) {
    return house.vault().keyring().members().stream()
        .anyMatch(each -> each.id().hex().equals(author) && each.mayWork());
  }

  private void wrote(MemberId who, Subject subject) {
    house
        .vault()
        .lastWrote(who, subject)
        .filter(at -> news("wrote " + who.hex() + " " + subject.hex(), at))
        .ifPresent(at ->
            sentinel.learn(
                Event.of(at, practice(), who.hex(), Kind.RECORD_WRITE).about(subject.hex())));
  }

  /** An encounter was signed, or a prescription issued, by this member for this patient. */
  public void signed(Session by, PatientId patient, boolean prescription) {
    sentinel.learn(
        event(by.member().id(), prescription ? Kind.PRESCRIPTION_ISSUED : Kind.ENCOUNTER_SIGNED)
            .about(subject(by, patient)));
  }

  /** A message or a document about a patient reached a member. */
  public void received(Session from, PatientId patient, MemberId to, boolean message) {
    sentinel.learn(
        event(from.member().id(), message ? Kind.MESSAGE_RECEIVED : Kind.DOCUMENT_RECEIVED)
            .about(subject(from, patient))
            .with("with", to.hex()));
  }

  private String subject(Session by, PatientId patient) {
    return house.practice().subject(by, patient).hex();
  }

  private Event event(MemberId who, Kind kind) {
    return Event.of(now(), practice(), who.hex(), kind);
  }

  private String practice() {
    return house.vault().practice().hex();
  }

  /** Whether this was not told yet, in this state. */
  private synchronized boolean news(String what, Instant state) {
    if (state.equals(told.get(what))) {
      return false;
    }
    told.put(what, state);
    if (told.size() > MOST) {
      told.remove(told.keySet().iterator().next());
    }
    return true;
  }
}

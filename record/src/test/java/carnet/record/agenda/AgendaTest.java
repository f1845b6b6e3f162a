package carnet.record.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.record.ResourceKey;
import carnet.record.States;
import carnet.record.fold.Folded;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AgendaTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  private final Agenda agenda = agenda();

  @Test
  void aDayShowsItsAppointmentsInThePracticesOwnTime() {
    book("b", "2026-11-24T10:00:00+01:00", 15, "booked", "d1", "p2");
    book("a", "2026-11-23T23:30:00Z", 15, "booked", "d1", "p1");
    book("c", "2026-11-25T08:00:00+01:00", 15, "booked", "d1", "p3");
    assertThat(ids(agenda.day(DAY))).containsExactly("a", "b");
    assertThat(agenda.day(DAY).getFirst().patient()).contains(new ResourceKey("Patient", "p1"));
  }

  @Test
  void twoAtOnceForOnePractitionerAreBothKeptAndFlagged() {
    book("a", "2026-11-24T10:00:00+01:00", 15, "booked", "d1", "p1");
    book("b", "2026-11-24T10:10:00+01:00", 15, "booked", "d1", "p2");
    book("c", "2026-11-24T10:25:00+01:00", 15, "booked", "d1", "p3");
    book("d", "2026-11-24T10:00:00+01:00", 15, "booked", "d2", "p4");
    book("e", "2026-11-24T10:00:00+01:00", 15, "cancelled", "d2", "p5");
    assertThat(agenda.day(DAY))
        .filteredOn(Agenda.Slot::doubled)
        .extracting(s -> s.appointment().id())
        .containsExactly("a", "b");
  }

  @Test
  void aMovedAppointmentLeavesItsOldDay() {
    book("a", "2026-11-24T10:00:00+01:00", 15, "booked", "d1", "p1");
    book("a", "2026-11-25T10:00:00+01:00", 15, "booked", "d1", "p1");
    assertThat(agenda.day(DAY)).isEmpty();
    assertThat(agenda.expects(new ResourceKey("Patient", "p1"), DAY.plusDays(1))).isTrue();
    agenda.apply(States.deleted("Appointment", "a"));
    assertThat(agenda.day(DAY.plusDays(1))).isEmpty();
  }

  @Test
  void aWishWithoutATimeIsKeptAside() {
    agenda.apply(States.state("{'resourceType':'Appointment','id':'w','status':'waitlist'}"));
    agenda.apply(
        States.state("{'resourceType':'Appointment','id':'x','status':'booked','start':'demain'}"));
    assertThat(agenda.wishes()).extracting(ResourceKey::id).containsExactlyInAnyOrder("w", "x");
  }

  @Property(tries = 100)
  void aRebuildInAnyOrderGivesTheSameDay(@ForAll long seed) {
    Random random = new Random(seed);
    List<Folded> states = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String at =
          String.format("2026-11-24T%02d:%02d:00+01:00", 8 + random.nextInt(3), random.nextInt(60));
      states.add(
          States.state(appointment("a" + i, at, 15, "booked", "d" + random.nextInt(3), "p" + i)));
    }
    Agenda one = agenda();
    states.forEach(one::apply);
    Collections.shuffle(states, random);
    Agenda two = agenda();
    states.forEach(two::apply);
    assertThat(two.day(DAY)).isEqualTo(one.day(DAY));
  }

  private static Agenda agenda() {
    return new Agenda(ZoneId.of("Europe/Paris"), Agenda.References.LITERAL);
  }

  private void book(
      String id, String start, int minutes, String status, String doctor, String patient) {
    agenda.apply(States.state(appointment(id, start, minutes, status, doctor, patient)));
  }

  private static String appointment(
      String id, String start, int minutes, String status, String doctor, String patient) {
    return "{'resourceType':'Appointment','id':'"
        + id
        + "','status':'"
        + status
        + "','start':'"
        + start
        + "','minutesDuration':"
        + minutes
        + ",'participant':[{'actor':{'reference':'Practitioner/"
        + doctor
        + "'}},{'actor':{'reference':'Patient/"
        + patient
        + "'}}]}";
  }

  private static List<String> ids(List<Agenda.Slot> day) {
    return day.stream().map(slot -> slot.appointment().id()).toList();
  }
}

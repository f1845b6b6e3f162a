package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.EntryId;
import carnet.vault.Keyring.Request.State;
import carnet.vault.crypto.Passphrase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole practice leaves by two persons, or by one and a day. */
class ExportTest {

  private static final Duration DAY = Duration.ofHours(24);

  private House house;
  private Session moreau;
  private Session durand;
  private Session petit;

  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
    moreau = house.session("moreau");
    house.join(moreau, "durand", Role.CLINICIAN, "gp", false);
    house.join(moreau, "petit", Role.SECRETARY, "secretary", false);
    moreau.payDues();
    durand = house.session("durand");
    petit = house.session("petit");
    house.clock.pass(DAY);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void itWaitsUntilAnotherMemberAcceptsItAndThenLastsADay() {
    EntryId asked = ask(moreau);
    assertThat(state(asked)).isEqualTo(State.WAITING);

    Exports.second(petit, asked);

    assertThat(state(asked)).isEqualTo(State.GRANTED);
    house.clock.pass(DAY.minusSeconds(60));
    assertThat(state(asked)).isEqualTo(State.GRANTED);
    house.clock.pass(Duration.ofSeconds(60));
    assertThat(state(asked)).isEqualTo(State.OVER);
    assertThat(Exports.open(moreau)).isEmpty();
  }

  @Test
  void itIsGrantedToWhoAskedAndToNobodyElse() {
    Exports.second(petit, ask(moreau));

    assertThat(Exports.open(moreau)).isPresent();
    assertThat(Exports.open(durand)).isEmpty();
  }

  @Test
  void whoAskedDoesNotAcceptItHerself() {
    EntryId asked = ask(moreau);

    assertThatThrownBy(() -> Exports.second(moreau, asked)).hasMessage("export.takes-another");
    house.act(moreau, Acts.SECOND, new Acts.Second(asked.hex()), heads());

    assertThat(state(asked)).isEqualTo(State.WAITING);
  }

  @Test
  void afterADayWithoutARefusalItIsGrantedForADayAndNoLonger() {
    EntryId asked = ask(moreau);

    house.clock.pass(DAY);
    assertThat(state(asked)).isEqualTo(State.GRANTED);
    assertThatThrownBy(() -> Exports.second(petit, asked)).hasMessage("export.not-waiting");
    house.clock.pass(DAY);

    assertThat(state(asked)).isEqualTo(State.OVER);
    house.act(petit, Acts.SECOND, new Acts.Second(asked.hex()), heads());
    assertThat(state(asked)).isEqualTo(State.OVER);
  }

  @Test
  void oneRefusalEndsItWheneverItComesAlsoHerOwn() {
    EntryId first = ask(moreau);
    Exports.refuse(durand, first);
    assertThat(state(first)).isEqualTo(State.REFUSED);
    assertThatThrownBy(() -> Exports.second(petit, first)).hasMessage("export.not-waiting");

    EntryId second = ask(moreau);
    Exports.second(petit, second);
    Exports.refuse(durand, second);
    assertThat(state(second)).isEqualTo(State.REFUSED);

    EntryId third = ask(moreau);
    Exports.refuse(moreau, third);
    house.clock.pass(DAY);
    assertThat(state(third)).isEqualTo(State.REFUSED);
  }

  @Test
  void askedAgainItIsFoundAgainWithItsReason() {
    EntryId asked = ask(moreau);

    Keyring.Request<Keyring.Records> again = Exports.ask(moreau, "une autre raison");

    assertThat(again.id()).isEqualTo(asked);
    assertThat(again.what().reason()).isEqualTo("changement de logiciel");
  }

  @Test
  void whoIsAloneInThePracticeIsGrantedItAtOnceAndForADay(@TempDir Path other) {
    try (House alone = new House(other)) {
      Session founder = alone.session("moreau");

      Keyring.Request<Keyring.Records> asked = Exports.ask(founder, "copie");

      assertThat(asked.state(alone.vault.clock().now())).isEqualTo(State.GRANTED);
      alone.clock.pass(DAY);
      assertThat(asked.state(alone.vault.clock().now())).isEqualTo(State.OVER);
    }
  }

  /** Whoever has a steward's factors can remove one member a day, and would be alone. */
  @Test
  void whoRemovedHerOnlyColleagueIsNotAloneBeforeADayHasPassed(@TempDir Path other) {
    try (House two = new House(other)) {
      Session founder = two.session("moreau");
      MemberId gone = two.join(founder, "petit", Role.SECRETARY, "secretary", false);
      two.clock.pass(DAY);
      Departure.remove(founder, gone, "left");

      Keyring.Request<Keyring.Records> early = Exports.ask(founder, "copie");
      assertThat(early.state(two.vault.clock().now())).isEqualTo(State.WAITING);
      Exports.refuse(founder, early.id());
      two.clock.pass(DAY);

      assertThat(Exports.ask(founder, "copie").state(two.vault.clock().now()))
          .isEqualTo(State.GRANTED);
    }
  }

  /** Whoever has a steward's factors can let in whom he likes. */
  @Test
  void whoWasLetInTodayAcceptsNothingBeforeADayHasPassed() {
    house.join(moreau, "blanc", Role.SECRETARY, "secretary", false);
    moreau.payDues();
    Session blanc = house.session("blanc");
    EntryId asked = ask(moreau);

    assertThatThrownBy(() -> Exports.second(blanc, asked))
        .hasMessage("export.takes-a-member-of-a-day");
    house.act(blanc, Acts.SECOND, new Acts.Second(asked.hex()), heads());
    assertThat(state(asked)).isEqualTo(State.WAITING);

    Exports.refuse(blanc, asked);
    assertThat(state(asked)).isEqualTo(State.REFUSED);
  }

  /** ... and accept what he asks in that one's name. */
  @Test
  void whatWasAskedByWhomSomebodyLetInTodayWaitsForADay() {
    house.join(moreau, "blanc", Role.SECRETARY, "secretary", false);
    moreau.payDues();
    EntryId asked = ask(house.session("blanc"));

    assertThat(Requests.mayAccept(house.vault, export(asked))).isEmpty();
    assertThatThrownBy(() -> Exports.second(moreau, asked))
        .hasMessage("export.takes-a-member-of-a-day");
    house.act(moreau, Acts.SECOND, new Acts.Second(asked.hex()), heads());
    assertThat(state(asked)).isEqualTo(State.WAITING);
    house.clock.pass(DAY);
    assertThat(state(asked)).isEqualTo(State.GRANTED);
  }

  /** Whoever has a steward's factors and let in another can take over a third one's account. */
  @Test
  void whoCameBackTodayWithNewKeysAcceptsNothingBeforeADayHasPassed() {
    MemberId back = durand.member().id();
    EntryId asked = ask(moreau);
    comeBack("durand", back);
    assertThat(house.vault.keyring().returns())
        .singleElement()
        .satisfies(each -> assertThat(each.state()).isEqualTo(Keyring.Return.State.DONE));

    assertThat(mayAccept(asked)).doesNotContain(back).contains(petit.member().id());
    house.clock.pass(DAY);
    assertThat(mayAccept(asked)).contains(back);
  }

  @Test
  void whatWasAskedBeforeSheCameBackWithNewKeysIsVoid() {
    EntryId asked = ask(durand);
    Exports.second(petit, asked);

    comeBack("durand", durand.member().id());

    assertThat(state(asked)).isEqualTo(State.VOID);
  }

  @Test
  void whatAMemberAskedWhoIsThenFrozenIsVoidAndStaysSoWhenTheFreezeIsLifted() {
    EntryId asked = ask(moreau);
    Exports.second(petit, asked);

    Measure freeze =
        Measures.freeze(house.vault, moreau.member().id(), null, List.of(Map.of("code", "x")), 1);

    assertThat(state(asked)).isEqualTo(State.VOID);
    assertThatThrownBy(() -> Exports.open(moreau)).isInstanceOf(SessionEnded.class);
    Measures.lift(petit, freeze.id(), "le poste est refermé");
    assertThat(state(asked)).isEqualTo(State.VOID);
    assertThat(state(ask(house.session("moreau")))).isEqualTo(State.WAITING);
  }

  @Test
  void whatAMemberAskedWhoThenLeavesIsVoid() {
    EntryId asked = ask(durand);
    Exports.second(petit, asked);

    Departure.remove(moreau, durand.member().id(), "left");

    assertThat(state(asked)).isEqualTo(State.VOID);
  }

  @Test
  void ofAnAcceptanceAndARefusalOnTwoReplicasTheRefusalHolds() {
    EntryId asked = ask(moreau);
    house.act(petit, Acts.SECOND, new Acts.Second(asked.hex()), Set.of(asked));
    house.act(durand, Acts.REFUSAL, new Acts.Refusal(asked.hex()), Set.of(asked));

    assertThat(state(asked)).isEqualTo(State.REFUSED);
    inAnyOrder();
  }

  @Test
  void twoWhoAcceptOnTwoReplicasDoNotMakeItLastLonger() {
    EntryId asked = ask(moreau);
    house.act(petit, Acts.SECOND, new Acts.Second(asked.hex()), Set.of(asked));
    house.clock.pass(Duration.ofHours(3));
    house.act(durand, Acts.SECOND, new Acts.Second(asked.hex()), Set.of(asked));
    house.clock.pass(DAY.minus(Duration.ofHours(3)));

    assertThat(state(asked)).isEqualTo(State.OVER);
    inAnyOrder();
  }

  @Test
  void theWordOfWhoWasRemovedWithoutKnowingAcceptsNothing() {
    EntryId asked = ask(moreau);
    Set<EntryId> before = heads();
    Departure.remove(moreau, durand.member().id(), "left");
    house.act(durand, Acts.SECOND, new Acts.Second(asked.hex()), before);

    assertThat(state(asked)).isEqualTo(State.WAITING);
    inAnyOrder();
  }

  private EntryId ask(Session by) {
    return Exports.ask(by, "changement de logiciel").id();
  }

  private State state(EntryId asked) {
    return export(asked).state(house.vault.clock().now());
  }

  private Keyring.Request<Keyring.Records> export(EntryId asked) {
    return house.vault.keyring().exports().stream()
        .filter(each -> each.id().equals(asked))
        .findFirst()
        .orElseThrow();
  }

  private List<MemberId> mayAccept(EntryId asked) {
    return Requests.mayAccept(house.vault, export(asked)).stream().map(Member::id).toList();
  }

  private void comeBack(String login, MemberId who) {
    Invitations.Invited invited = Returns.offer(moreau, who);
    Enrolment enrolment =
        Invitations.begin(
                house.vault,
                invited.code(),
                new Enrolment.Device("new-device-of-" + login, "poste neuf"),
                House.PASSPHRASE.toCharArray())
            .orElseThrow();
    Invitations.accept(house.vault, invited.code(), enrolment, Passphrase.FLOOR);
    Returns.second(petit, house.vault.keyring().returns().getLast().id());
  }

  private Set<EntryId> heads() {
    return house.vault.keyring().heads();
  }

  private void inAnyOrder() {
    List<Keyring.Item> items = KeyringOrderTest.items(house);
    List<Keyring.Request<Keyring.Records>> straight = house.vault.keyring().exports();
    Random random = new Random(17);
    for (int i = 0; i < 30; i++) {
      Collections.shuffle(items, random);
      KeyringFold other = KeyringOrderTest.fold(house, items);
      assertThat(other.requests.exports()).isEqualTo(straight);
    }
  }
}

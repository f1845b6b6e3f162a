package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.SigningKey;
import carnet.vault.Keyring.Departure.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keyring makes of departures that two replicas pronounced without knowing each other. */
class DepartureRulesTest {

  private static final Duration DAY = Duration.ofHours(24);
  private static final String OF_A_DAY = "departure.takes-a-member-of-a-day";

  private House house;
  private Session moreau;
  private Session adam;
  private Session petit;
  private MemberId durand;
  private MemberId blanc;

  /** Two stewards (Moreau and Adam), two more clinicians, a secretary. */
  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
    moreau = house.session("moreau");
    house.join(moreau, "adam", Role.CLINICIAN, "gp", true);
    durand = house.join(moreau, "durand", Role.CLINICIAN, "gp", false);
    blanc = house.join(moreau, "blanc", Role.CLINICIAN, "nurse", false);
    house.join(moreau, "petit", Role.SECRETARY, "secretary", false);
    moreau.payDues();
    adam = house.session("adam");
    petit = house.session("petit");
    house.clock.pass(DAY);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void twoStewardsWhoRemoveEachOtherKeepTheirDayAndHaveNoAuthorityUntilAThirdSpeaks() {
    Session nurse = house.session("blanc");
    Set<EntryId> before = house.vault.keyring().heads();
    EntryId first = seconded(moreau, removalOf(adam), petit, before);
    EntryId other = seconded(adam, removalOf(moreau), nurse, before);

    assertThat(state(first)).isEqualTo(State.CONTESTED);
    assertThat(state(other)).isEqualTo(State.CONTESTED);
    assertThat(moreau.live()).isTrue();
    house.write(adam, house.patient(), Compartment.HISTORY, "sa journée continue");
    assertThatThrownBy(() -> Departure.remove(moreau, durand, "left"))
        .hasMessage("authority.contested");

    Session third = house.session("durand");
    assertThat(Departure.maySecond(third, departure(other))).isFalse();
    assertThat(Departure.mayUndo(third, departure(other))).isTrue();
    assertThat(Departure.mayUndo(nurse, departure(other))).isFalse();
    assertThat(Departure.mayUndo(moreau, departure(first))).isFalse();
    Departure.undo(third, other);

    assertThat(state(other)).isEqualTo(State.UNDONE);
    assertThat(state(first)).isEqualTo(State.STANDS);
    assertThat(moreau.live()).isTrue();
    assertThat(adam.live()).isFalse();
  }

  @Test
  void whatAContestedStewardSignsInAuthorityIsVoid() {
    Session nurse = house.session("blanc");
    Set<EntryId> before = house.vault.keyring().heads();
    seconded(moreau, removalOf(adam), petit, before);
    seconded(adam, removalOf(moreau), nurse, before);

    EntryId later =
        house.act(moreau, Acts.REMOVAL, new Acts.Removal(durand.hex(), "left"), heads());

    assertThat(state(later)).isEqualTo(State.VOID);
    assertThat(house.vault.keyring().member(durand).orElseThrow().mayWork()).isTrue();
  }

  @Test
  void ofTwoDeparturesByOnePersonWithinADayTheFirstStandsOnEveryReplica() {
    Set<EntryId> before = house.vault.keyring().heads();
    EntryId first = house.act(moreau, Acts.REMOVAL, new Acts.Removal(durand.hex(), "left"), before);
    house.clock.pass(Duration.ofHours(3));
    EntryId second = house.act(moreau, Acts.REMOVAL, new Acts.Removal(blanc.hex(), "left"), before);

    assertThat(state(first)).isEqualTo(State.STANDS);
    assertThat(state(second)).isEqualTo(State.VOID);
    assertThat(house.vault.keyring().member(blanc).orElseThrow().mayWork()).isTrue();
    inAnyOrder();
  }

  @Test
  void twoPersonsWhoRemoveTheLastTwoCliniciansLeaveOne() {
    Departure.remove(moreau, durand, "left");
    house.clock.pass(Duration.ofHours(25));
    Departure.remove(moreau, blanc, "left");
    house.clock.pass(Duration.ofHours(25));
    MemberId secretaryInCharge = house.join(moreau, "roy", Role.SECRETARY, "secretary", true);
    moreau.payDues();
    assertThat(secretaryInCharge).isNotNull();
    Session roy = house.session("roy");
    house.clock.pass(DAY);
    // Two clinicians are left, Moreau and Adam: each is removed, by two, without knowing.
    Set<EntryId> before = house.vault.keyring().heads();
    EntryId first = seconded(moreau, removalOf(adam), petit, before);
    EntryId other = seconded(roy, removalOf(moreau), petit, before);

    assertThat(List.of(state(first), state(other))).contains(State.STANDS);
    assertThat(clinicians()).hasSize(1);
    inAnyOrder();
  }

  @Test
  void aStewardsDepartureTakesASecondPersonAndAThirdUndoesIt() {
    Keyring.Departure proposed = Departure.remove(moreau, adam.member().id(), "left");
    assertThat(proposed.state()).isEqualTo(State.PROPOSED);
    assertThat(adam.live()).isTrue();
    assertThatThrownBy(() -> Departure.second(moreau, proposed.id()))
        .hasMessage("departure.second-takes-another");

    Departure.second(petit, proposed.id());

    assertThat(adam.live()).isFalse();
    assertThat(house.signIn("adam")).isEqualTo(new Unlock.Answer.Refused(Unlock.Why.DEPARTED));
    Session third = house.session("durand");
    assertThatThrownBy(() -> Departure.undo(petit, proposed.id()))
        .hasMessage("departure.undo-takes-another");
    Departure.undo(third, proposed.id());
    assertThat(house.signIn("adam")).isInstanceOf(Unlock.Answer.Welcome.class);
  }

  /** Whoever has a steward's factors can let in whom he likes, a steward too. */
  @Test
  void whoWasLetInTodayRemovesNobodyConfirmsNothingAndUndoesNothing() {
    MemberId marionnette = house.join(moreau, "marionnette", Role.CLINICIAN, "gp", true);
    moreau.payDues();
    Session puppet = house.session("marionnette");

    EntryId proposed = Departure.remove(moreau, adam.member().id(), "left").id();
    assertThat(Departure.maySecond(puppet, departure(proposed))).isFalse();
    assertThatThrownBy(() -> Departure.second(puppet, proposed)).hasMessage(OF_A_DAY);
    house.act(puppet, Acts.SECOND, new Acts.Second(proposed.hex()), heads());
    assertThat(state(proposed)).isEqualTo(State.PROPOSED);

    assertThatThrownBy(() -> Departure.remove(puppet, durand, "left")).hasMessage(OF_A_DAY);
    house.act(puppet, Acts.REMOVAL, new Acts.Removal(durand.hex(), "left"), heads());
    seconded(puppet, removalOf(adam), moreau, heads());
    assertThat(house.vault.keyring().departures()).hasSize(1);

    EntryId his = Departure.remove(adam, marionnette, "not one of ours").id();
    Departure.second(petit, his);
    EntryId stands = Departure.remove(moreau, durand, "left").id();
    MemberId other = house.join(moreau, "autre", Role.SECRETARY, "secretary", false);
    moreau.payDues();
    Session second = house.session("autre");
    assertThat(Departure.mayUndo(second, departure(stands))).isFalse();
    assertThatThrownBy(() -> Departure.undo(second, stands)).hasMessage(OF_A_DAY);
    house.act(second, Acts.RESTORE, new Acts.Restore(stands.hex(), durand.hex()), heads());
    assertThat(state(stands)).isEqualTo(State.STANDS);
    assertThat(house.vault.keyring().member(other)).isPresent();
  }

  /** The kit let the founder in: she need not wait. Who was there in time undoes it. */
  @Test
  void onThePracticesFirstDayItsFounderRemovesAndAColleagueUndoesItBeforeItIsFinal(
      @TempDir Path other) {
    try (House young = new House(other)) {
      Session founder = young.session("moreau");
      MemberId leaver = young.join(founder, "durand", Role.CLINICIAN, "gp", false);
      young.join(founder, "petit", Role.SECRETARY, "secretary", false);
      founder.payDues();
      Session second = young.session("petit");

      Keyring.Departure departure = Departure.remove(founder, leaver, "not one of ours");

      assertThat(departure.stands()).isTrue();
      assertThatThrownBy(() -> Departure.undo(second, departure.id())).hasMessage(OF_A_DAY);
      young.clock.pass(DAY.minusSeconds(1));
      Departure.undo(second, departure.id());
      assertThat(young.signIn("durand")).isInstanceOf(Unlock.Answer.Welcome.class);
    }
  }

  @Test
  void theLastStewardCannotBeRemoved() {
    Keyring.Departure proposed = Departure.remove(moreau, adam.member().id(), "left");
    Departure.second(petit, proposed.id());
    EntryId lone = seconded(moreau, removalOf(moreau), petit, heads());

    assertThat(state(lone)).isEqualTo(State.VOID);
    assertThat(moreau.live()).isTrue();
  }

  @Test
  void whoWasRemovedWithoutKnowingRemovesNobody() {
    Set<EntryId> before = house.vault.keyring().heads();
    seconded(moreau, removalOf(adam), petit, before);
    EntryId late = house.act(adam, Acts.REMOVAL, new Acts.Removal(durand.hex(), "left"), before);

    assertThat(state(late)).isEqualTo(State.VOID);
    inAnyOrder();
  }

  @Test
  void aDoorShutByADepartureThatTurnedOutVoidOpensAgain() {
    Set<EntryId> before = house.vault.keyring().heads();
    Departure.remove(moreau, durand, "left");
    // Adam's replica had removed Moreau before, and did not know.
    seconded(adam, removalOf(moreau), petit, before);

    assertThat(house.vault.keyring().member(durand).orElseThrow().mayWork()).isTrue();
    house.clock.pass(Duration.ofHours(25));
    Departure.finish(house.vault);
    assertThat(house.custody.peppers(house.vault.practice())).hasSize(1);
    assertThat(house.signIn("durand")).isInstanceOf(Unlock.Answer.Welcome.class);
  }

  /** At a server that was cut off before his removal, and for more than a day. */
  @Test
  void whomARemovedStewardLetInWithoutHisRemovalKnowingRemovesNobodyMoreThanHe() {
    Set<EntryId> before = heads();
    EntryId his = seconded(moreau, removalOf(adam), petit, before);
    Puppet one = puppet(adam, "un", before);
    Puppet other = puppet(adam, "deux", before);
    house.clock.pass(DAY.plusHours(1));
    EntryId theirs = seconded(one, removalOf(moreau), other, Set.of(one.joined(), other.joined()));

    assertThat(state(his)).isEqualTo(State.CONTESTED);
    assertThat(state(theirs)).isEqualTo(State.CONTESTED);
    assertThat(house.vault.keyring().member(one.id())).isEmpty();
    inAnyOrder();

    Departure.undo(house.session("durand"), theirs);

    assertThat(state(his)).isEqualTo(State.STANDS);
    assertThat(moreau.live()).isTrue();
    assertThat(adam.live()).isFalse();
  }

  @Test
  void norDoThoseWhomTheseLetIn() {
    Set<EntryId> before = heads();
    EntryId his = seconded(moreau, removalOf(adam), petit, before);
    Puppet first = puppet(adam, "un", before);
    Puppet one = puppet(first, "deux");
    Puppet other = puppet(first, "trois");
    house.clock.pass(DAY.plusHours(1));
    EntryId theirs = seconded(one, removalOf(moreau), other, Set.of(one.joined(), other.joined()));

    assertThat(state(his)).isEqualTo(State.CONTESTED);
    assertThat(state(theirs)).isEqualTo(State.CONTESTED);
    assertThat(house.vault.keyring().members()).hasSize(5);
    inAnyOrder();
  }

  @Test
  void norDoTheyUndoIt() {
    Set<EntryId> before = heads();
    Puppet one = puppet(adam, "un", before);
    house.clock.pass(DAY);
    EntryId his = seconded(moreau, removalOf(adam), petit, before);
    act(one, Acts.RESTORE, new Acts.Restore(his.hex(), adam.member().id().hex()), heads());

    assertThat(state(his)).isEqualTo(State.STANDS);
    inAnyOrder();
  }

  /** He offers Laurent's and Durand's return and takes both up himself, then stands beside them. */
  @Test
  void norDoWhoeverCameBackByHisWord() {
    MemberId laurent = house.join(moreau, "laurent", Role.CLINICIAN, "gp", true);
    house.clock.pass(DAY);
    Set<EntryId> before = heads();
    EntryId his = seconded(moreau, removalOf(adam), petit, before);
    Puppet one = comeback(adam, laurent, true, before);
    Puppet other = comeback(adam, durand, false, before);
    house.clock.pass(DAY.plusHours(1));
    EntryId back =
        house.act(adam, Acts.SECOND, new Acts.Second(one.joined().hex()), Set.of(one.joined()));
    EntryId too =
        house.act(adam, Acts.SECOND, new Acts.Second(other.joined().hex()), Set.of(other.joined()));
    EntryId theirs = seconded(one, removalOf(moreau), other, Set.of(back, too));

    assertThat(state(his)).isEqualTo(State.STANDS);
    assertThat(house.vault.keyring().departures())
        .filteredOn(each -> each.id().equals(theirs))
        .noneMatch(Keyring.Departure::stands);
    assertThat(house.vault.keyring().returns())
        .extracting(Keyring.Return::state)
        .containsOnly(Keyring.Return.State.VOID);
    inAnyOrder();
  }

  /** The list of members would not show them, and they would remove whom they like. */
  @Test
  void whomSomebodyLetInWithTheKeyOfAReturnThatWaitsRemovesNobody() {
    MemberId laurent = house.join(moreau, "laurent", Role.CLINICIAN, "gp", true);
    house.clock.pass(DAY);
    Puppet back = comeback(adam, laurent, true, heads());
    Puppet one = puppet(back, "un");
    Puppet other = puppet(back, "deux");
    house.clock.pass(DAY.plusHours(1));
    seconded(one, removalOf(moreau), other, heads());

    assertThat(house.vault.keyring().member(one.id())).isEmpty();
    assertThat(house.vault.keyring().departures()).isEmpty();
    assertThat(moreau.live()).isTrue();
    inAnyOrder();
  }

  @Test
  void whomARemovedStewardLetInBeforeIsAMemberLikeAnother() {
    Puppet one = puppet(adam, "un", heads());
    house.clock.pass(DAY);
    EntryId his = seconded(moreau, removalOf(adam), petit, heads());
    EntryId hers = act(one, Acts.REMOVAL, new Acts.Removal(durand.hex(), "left"), heads());

    assertThat(state(his)).isEqualTo(State.STANDS);
    assertThat(state(hers)).isEqualTo(State.STANDS);
  }

  /** Random acts of everyone about everyone, each knowing a random part of the others. */
  @Test
  void anyActsLeaveAClinicianAndAStewardAndAreTheSameInAnyOrder() {
    Session nurse = house.session("blanc");
    List<Session> all = List.of(moreau, adam, petit, nurse);
    List<MemberId> whom = house.vault.keyring().members().stream().map(Member::id).toList();
    for (long seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      List<Keyring.Item> start = KeyringOrderTest.items(house);
      List<Keyring.Item> acts = new ArrayList<>(start);
      List<EntryId> removals = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        house.clock.pass(Duration.ofHours(random.nextInt(9)));
        Set<EntryId> heads = someOf(acts, start, random);
        Session by = all.get(random.nextInt(all.size()));
        boolean first = removals.isEmpty() || random.nextInt(3) == 0;
        String about = first ? "" : removals.get(random.nextInt(removals.size())).value().hex();
        String op = first ? Acts.REMOVAL : random.nextBoolean() ? Acts.SECOND : Acts.RESTORE;
        MemberId who = whom.get(random.nextInt(whom.size()));
        Object act =
            switch (op) {
              case Acts.REMOVAL -> new Acts.Removal(who.hex(), "left");
              case Acts.SECOND -> new Acts.Second(about);
              default -> new Acts.Restore(about, who.hex());
            };
        Keyring.Item item = item(by, op, act, heads);
        acts.add(item);
        if (first) {
          removals.add(item.id());
        }
      }
      KeyringFold straight = KeyringOrderTest.fold(house, acts);
      assertThat(straight.members.values())
          .as("seed %d", seed)
          .anyMatch(each -> each.role() == Role.CLINICIAN && each.mayWork())
          .anyMatch(each -> each.steward() && each.mayWork());
      for (int i = 0; i < 10; i++) {
        Collections.shuffle(acts, random);
        KeyringFold other = KeyringOrderTest.fold(house, acts);
        assertThat(other.members).as("seed %d", seed).isEqualTo(straight.members);
        assertThat(other.removals).as("seed %d", seed).isEqualTo(straight.removals);
      }
    }
  }

  private static Set<EntryId> someOf(
      List<Keyring.Item> acts, List<Keyring.Item> start, Random random) {
    Set<EntryId> heads = new java.util.HashSet<>();
    start.forEach(each -> heads.add(each.id()));
    acts.stream()
        .skip(start.size())
        .filter(any -> random.nextInt(3) == 0)
        .forEach(each -> heads.add(each.id()));
    return heads;
  }

  private Keyring.Item item(Session by, String op, Object act, Set<EntryId> heads) {
    Payload payload = house.signed(by, op, act, heads);
    carnet.journal.Draft draft = house.vault.keyringDraft(payload);
    Label label =
        Label.plain(house.vault.clock().next(), EpochId.NONE, Subject.NONE, by.member().id());
    return new Keyring.Item(draft.id(), label, payload);
  }

  private void inAnyOrder() {
    List<Keyring.Item> items = KeyringOrderTest.items(house);
    KeyringFold straight = KeyringOrderTest.fold(house, items);
    Random random = new Random(11);
    for (int i = 0; i < 30; i++) {
      Collections.shuffle(items, random);
      KeyringFold other = KeyringOrderTest.fold(house, items);
      assertThat(other.removals).isEqualTo(straight.removals);
      assertThat(other.members).isEqualTo(straight.members);
    }
  }

  private List<Member> clinicians() {
    return house.vault.keyring().members().stream()
        .filter(each -> each.role() == Role.CLINICIAN && each.mayWork())
        .toList();
  }

  private static Acts.Removal removalOf(Session of) {
    return new Acts.Removal(of.member().id().hex(), "left");
  }

  private EntryId seconded(Session by, Acts.Removal removal, Session second, Set<EntryId> heads) {
    EntryId id = house.act(by, Acts.REMOVAL, removal, heads);
    house.act(second, Acts.SECOND, new Acts.Second(id.value().hex()), Set.of(id));
    return id;
  }

  /** Whoever has this key, and the act that made it hers. */
  private record Puppet(MemberId id, SigningKey key, EntryId joined) {}

  /** A steward, let in with a code that its maker took up himself. */
  private Puppet puppet(Session by, String name, Set<EntryId> heads) {
    MemberId who = new MemberId(Enrolment.fresh(house.random));
    return let(by.member().id(), by.keys().signing(), who, name, true, heads);
  }

  private Puppet puppet(Puppet by, String name) {
    MemberId who = new MemberId(Enrolment.fresh(house.random));
    return let(by.id(), by.key(), who, name, true, Set.of(by.joined()));
  }

  private Puppet comeback(Session by, MemberId who, boolean steward, Set<EntryId> heads) {
    return let(by.member().id(), by.keys().signing(), who, "retour", steward, heads);
  }

  private Puppet let(
      MemberId by, SigningKey key, MemberId who, String name, boolean steward, Set<EntryId> heads) {
    AccountKey account = AccountKey.random(house.random);
    SigningKey code = SigningKey.generate(house.random);
    String id = Enrolment.fresh(house.random).hex();
    Acts.Name named = new Acts.Name(name, "X", null);
    Acts.Invitation invitation =
        new Acts.Invitation(
            id, who.hex(), named, "clinician", "gp", steward, name, code.publicKey(), 0);
    EntryId invited = act(by, key, Acts.INVITATION, invitation, heads);
    Acts.Member act =
        new Acts.Member(
            who.hex(),
            named,
            "clinician",
            "gp",
            steward,
            account.signingKey().publicKey(),
            account.kem().publicKey(),
            id);
    Payload joins =
        new Payload(
                KeyringFold.header(Acts.MEMBER, who, Set.of(invited)), Acts.write(act), List.of())
            .signedBy(house.vault.practice(), "invitation:" + id, code)
            .signedBy(house.vault.practice(), who.signer(), account.signingKey());
    EntryId joined = house.vault.append(house.vault.keyringDraft(joins)).entry();
    return new Puppet(who, account.signingKey(), joined);
  }

  private EntryId act(Puppet by, String op, Object act, Set<EntryId> heads) {
    return act(by.id(), by.key(), op, act, heads);
  }

  private EntryId act(MemberId by, SigningKey key, String op, Object act, Set<EntryId> heads) {
    Payload payload =
        new Payload(KeyringFold.header(op, by, heads), Acts.write(act), List.of())
            .signedBy(house.vault.practice(), by.signer(), key);
    return house.vault.append(house.vault.keyringDraft(payload)).entry();
  }

  private EntryId seconded(Puppet by, Acts.Removal removal, Puppet second, Set<EntryId> heads) {
    EntryId id = act(by, Acts.REMOVAL, removal, heads);
    act(second, Acts.SECOND, new Acts.Second(id.hex()), Set.of(id));
    return id;
  }

  private Set<EntryId> heads() {
    return house.vault.keyring().heads();
  }

  private State state(EntryId removal) {
    return departure(removal).state();
  }

  private Keyring.Departure departure(EntryId removal) {
    return house.vault.keyring().departures().stream()
        .filter(each -> each.id().equals(removal))
        .findFirst()
        .orElseThrow();
  }
}

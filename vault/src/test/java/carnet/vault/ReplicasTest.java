package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.Kind;
import carnet.journal.SigningKey;
import carnet.journal.authority.Act;
import carnet.journal.copy.FolderCopy;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server comes into the practice, or leaves it. */
class ReplicasTest {

  private static final String OF_A_DAY = "replica.takes-a-member-of-a-day";
  private static final Duration DAY = Duration.ofHours(24);

  private House house;
  private Act.Replica stolen;
  private Session moreau;

  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
    moreau = house.session("moreau");
    stolen = server("cabinet");
    assertThat(Replicas.admit(moreau, stolen)).isTrue();
  }

  private Act.Replica server(String name) {
    return new Act.Replica(
        SigningKey.fromSeed(Secret.random(house.random).copy()).publicKey(),
        XWing.of(Secret.random(house.random)).publicKey(),
        Act.Role.FULL,
        name,
        List.of());
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whatAStolenServerHeldOpensNoLabelAndNoDoorWrittenAfterItsRemoval(@TempDir Path folder)
      throws Exception {
    Label.LabelKey held = house.vault.labelKey();
    EpochId pepper = house.vault.replicaKeys().pepper();

    Replicas.remove(moreau, stolen.id());
    Bytes patient = house.patient();
    house.write(moreau, patient, Compartment.HISTORY, "après le vol");

    assertThat(house.vault.roster().replicas()).doesNotContainKey(stolen.id());
    Entry written =
        house
            .store
            .range(house.founded.log().id(), 0, Long.MAX_VALUE)
            .filter(each -> each.kind() == Kind.SEALED)
            .toList()
            .getLast();
    assertThat(Label.keyOf(written.label())).isNotEqualTo(held.id8());
    assertThat(house.vault.doors().all())
        .isNotEmpty()
        .allSatisfy(door -> assertThat(door.pepper()).isNotEqualTo(pepper));
    assertThat(house.read(moreau, patient, Compartment.HISTORY)).containsExactly("après le vol");
    assertThat(house.signIn("moreau")).isInstanceOf(Unlock.Answer.Welcome.class);

    FolderCopy copy = new FolderCopy(folder.resolve("copy"));
    house.founded.log().checkpoint();
    copy.update(house.store, house.vault.practice());
    CopyReader kit = new CopyReader(copy, house.founded.kit());
    assertThat(kit.open(written).orElseThrow().payload().content().string())
        .isEqualTo("après le vol");
  }

  @Test
  void aServerDoesNotRemoveItselfAndOnlyAStewardRemovesOne() {
    house.join(moreau, "petit", Role.SECRETARY, "secretary", false);
    moreau.payDues();

    assertThatThrownBy(() -> Replicas.remove(moreau, house.custody.replica()))
        .hasMessage("replica.not-itself");
    assertThatThrownBy(() -> Replicas.remove(house.session("petit"), stolen.id()))
        .hasMessage("replica.not-steward");
  }

  @Test
  void whoIsInvitedAsAStewardSignsAuthorityADayLaterOnceAStewardHasSignedIn() {
    house.join(moreau, "adam", Role.CLINICIAN, "gp", true);
    moreau.payDues();
    Session adam = house.session("adam");

    assertThat(house.vault.roster().stewards()).hasSize(1);
    assertThatThrownBy(() -> Replicas.remove(adam, stolen.id())).hasMessage(OF_A_DAY);
    house.clock.pass(Duration.ofDays(1));
    moreau.payDues();
    Replicas.remove(adam, stolen.id());

    assertThat(house.vault.roster().replicas()).doesNotContainKey(stolen.id());
  }

  /** Whoever has a steward's factors pairs a server of his own, and there his code judges. */
  @Test
  void oneStewardAloneTakesNoServerInBeforeADayHasPassedWithoutARefusal() {
    Session petit = withPetit();
    Act.Replica his = server("le sien");

    assertThat(Replicas.admit(moreau, his)).isFalse();
    assertThatThrownBy(() -> Replicas.second(moreau, asked())).hasMessage("replica.takes-another");
    moreau.payDues();
    assertThat(isIn(his)).isFalse();

    Replicas.refuse(petit, asked());
    house.clock.pass(DAY);
    moreau.payDues();
    assertThat(isIn(his)).isFalse();
    assertThat(Replicas.admit(moreau, his)).isFalse();
    house.clock.pass(DAY);
    assertThat(isIn(his)).isFalse();
    moreau.payDues();
    assertThat(isIn(his)).isTrue();
    assertThatThrownBy(() -> Replicas.refuse(petit, asked())).hasMessage("replica.not-waiting");
  }

  @Test
  void aMemberOfADayAcceptsAServerAndTheNextSessionOfAStewardCertifiesIt() {
    Session petit = withPetit();
    Act.Replica office = server("annexe");
    assertThat(Replicas.admit(moreau, office)).isFalse();
    assertThat(Replicas.admit(moreau, office)).isFalse();
    assertThat(house.vault.keyring().admissions()).hasSize(2);

    Replicas.second(petit, asked());
    assertThat(isIn(office)).isFalse();
    moreau.payDues();

    assertThat(isIn(office)).isTrue();
    Act.Replica moved =
        new Act.Replica(
            office.key(), office.kem(), office.role(), office.name(), List.of("http://x"));
    assertThat(Replicas.admit(moreau, moved)).isTrue();
    assertThat(house.vault.roster().replicas().get(office.id())).isEqualTo(moved);
  }

  @Test
  void aServerIsAtAnOriginOrNowhere() {
    Act.Replica office = server("annexe");
    int asked = house.vault.keyring().admissions().size();
    for (String address : List.of("http://a b", "javascript:1", "https://x/path?y", "", "x")) {
      Act.Replica bad =
          new Act.Replica(
              office.key(), office.kem(), office.role(), office.name(), List.of(address));
      assertThatThrownBy(() -> Replicas.admit(moreau, bad))
          .as(address)
          .hasMessage("replica.no-origin");
    }
    assertThat(house.vault.keyring().admissions()).hasSize(asked);
  }

  @Test
  void aStewardWhoAcceptsAServerCertifiesItHerself() {
    house.join(moreau, "adam", Role.CLINICIAN, "gp", true);
    moreau.payDues();
    Session adam = house.session("adam");
    house.clock.pass(DAY);
    moreau.payDues();
    Act.Replica office = server("annexe");
    Replicas.admit(moreau, office);

    Replicas.second(adam, asked());

    assertThat(isIn(office)).isTrue();
  }

  @Test
  void whoWasLetInTodayAcceptsNoServer() {
    withPetit();
    house.join(moreau, "marionnette", Role.CLINICIAN, "gp", true);
    moreau.payDues();
    Session puppet = house.session("marionnette");
    Act.Replica his = server("le sien");
    Replicas.admit(moreau, his);

    assertThatThrownBy(() -> Replicas.admit(puppet, server("autre"))).hasMessage(OF_A_DAY);
    assertThatThrownBy(() -> Replicas.second(puppet, asked())).hasMessage(OF_A_DAY);
    puppet.vault().append(Dues.act(puppet, Acts.SECOND, new Acts.Second(asked().hex())));
    moreau.payDues();

    assertThat(isIn(his)).isFalse();
  }

  /** Whoever has a steward's factors can remove one member a day, and would be alone. */
  @Test
  void whoRemovedHerOnlyColleagueTakesNoServerInBeforeADayHasPassed() {
    Session petit = withPetit();
    Departure.remove(moreau, petit.member().id(), "left");

    assertThat(Replicas.admit(moreau, server("le sien"))).isFalse();
  }

  @Test
  void aPracticeOfTodayTakesItsSecondServerInAtOnce() {
    house.join(moreau, "petit", Role.SECRETARY, "secretary", false);
    moreau.payDues();

    assertThat(Replicas.admit(moreau, server("annexe"))).isTrue();
  }

  @Test
  void aServerThatWasRemovedIsToldToEveryMemberAndIsNotTakenInAgain() {
    Replicas.remove(moreau, stolen.id());

    assertThat(house.vault.keyring().dismissals())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.name()).isEqualTo("cabinet");
          assertThat(each.by()).isEqualTo(moreau.member().id());
        });
    assertThatThrownBy(() -> Replicas.admit(moreau, stolen)).hasMessage("replica.removed");
    moreau.payDues();
    assertThat(isIn(stolen)).isFalse();
  }

  /** A secretary, of a day. */
  private Session withPetit() {
    house.join(moreau, "petit", Role.SECRETARY, "secretary", false);
    moreau.payDues();
    Session petit = house.session("petit");
    house.clock.pass(DAY);
    return petit;
  }

  private EntryId asked() {
    return house.vault.keyring().admissions().getLast().id();
  }

  private boolean isIn(Act.Replica server) {
    return house.vault.roster().replicas().containsKey(server.id());
  }
}

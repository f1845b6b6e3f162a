package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.SigningKey;
import carnet.vault.Unlock.Answer;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member who lost her device, her passphrase or her codes comes back. */
class ReturnTest {

  private static final Duration DAY = Duration.ofHours(24);
  private static final String OF_A_DAY = "return.takes-a-member-of-a-day";

  private static final String NEW_PASSPHRASE = "une autre phrase, plus longue";

  private House house;
  private MemberId durand;
  private @Nullable Enrolment enrolled;
  private Bytes patient;

  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
    patient = house.patient();
    Session founder = house.session("moreau");
    durand = house.join(founder, "durand", Role.CLINICIAN, "gp", false);
    house.join(founder, "petit", Role.SECRETARY, "secretary", false);
    founder.payDues();
    house.write(founder, patient, Compartment.HISTORY, "asthme");
    founder.close();
    house.clock.pass(DAY);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aMemberWhoLostEverythingComesBackUnderHerIdThroughTwoOthersAndReadsWhatSheRead() {
    Session steward = house.session("moreau");
    accept(Returns.offer(steward, durand));
    assertThat(signInAnew()).isInstanceOf(Answer.Refused.class);

    Keyring.Return done = Returns.second(house.session("petit"), waiting());

    assertThat(done.state()).isEqualTo(Keyring.Return.State.DONE);
    steward.payDues();
    try (Session back = welcome(signInAnew())) {
      assertThat(back.member().id()).isEqualTo(durand);
      assertThat(house.read(back, patient, Compartment.HISTORY)).containsExactly("asthme");
    }
  }

  @Test
  void twoReturnsDoNotVouchForEachOtherWithTheKeysThatTheyBring() {
    MemberId petit = house.vault.keyring().members().getLast().id();
    Session steward = house.session("moreau");
    Stolen one = stolen(steward, durand);
    Stolen other = stolen(steward, petit);
    second(durand, one.key(), other.comeback());
    second(petit, other.key(), one.comeback());

    assertThat(house.vault.keyring().returns())
        .extracting(Keyring.Return::state)
        .containsOnly(Keyring.Return.State.WAITING);
    assertThat(house.signIn("durand")).isInstanceOf(Answer.Welcome.class);
  }

  private record Stolen(SigningKey key, EntryId comeback) {}

  /** Accepted by whoever has the code, with a key that he keeps. */
  private Stolen stolen(Session steward, MemberId who) {
    Vault vault = house.vault;
    Invitations.Invited invited = Returns.offer(steward, who);
    Enrolment enrolment =
        Invitations.begin(
                vault,
                invited.code(),
                new Enrolment.Device("thief", "x"),
                NEW_PASSPHRASE.toCharArray())
            .orElseThrow();
    AccountKey account = AccountKey.random(vault.random());
    Acts.Invitation invitation = vault.keyring().invitation(invited.id()).orElseThrow();
    SigningKey key = account.signingKey();
    Payload act =
        new Payload(
                KeyringFold.header(Acts.MEMBER, who, vault.keyring().heads()),
                Acts.write(enrolment.act(account, invitation.invitation())),
                List.of())
            .signedBy(
                vault.practice(),
                "invitation:" + invitation.invitation(),
                Invitations.key(invited.code()))
            .signedBy(vault.practice(), who.signer(), key);
    return new Stolen(key, vault.append(vault.keyringDraft(act)).entry());
  }

  private void second(MemberId by, SigningKey key, EntryId of) {
    Vault vault = house.vault;
    vault.append(
        vault.keyringDraft(
            new Payload(
                    KeyringFold.header(Acts.SECOND, by, vault.keyring().heads()),
                    Acts.write(new Acts.Second(of.hex())),
                    List.of())
                .signedBy(vault.practice(), by.signer(), key)));
  }

  /** Whoever has a steward's factors can let in whom he likes. */
  @Test
  void whoWasLetInTodayLetsNobodyComeBackAndStandsBesideNoReturn() {
    Session steward = house.session("moreau");
    MemberId marionnette = house.join(steward, "marionnette", Role.CLINICIAN, "gp", true);
    steward.payDues();
    Session puppet = house.session("marionnette");
    assertThatThrownBy(() -> Returns.offer(puppet, durand)).hasMessage(OF_A_DAY);
    accept(Returns.offer(steward, durand));

    assertThatThrownBy(() -> Returns.second(puppet, waiting())).hasMessage(OF_A_DAY);
    second(marionnette, puppet.keys().signing(), waiting());

    assertThat(house.vault.keyring().returns())
        .extracting(Keyring.Return::state)
        .containsOnly(Keyring.Return.State.WAITING);
    house.clock.pass(DAY);
    assertThat(Returns.second(puppet, waiting()).state()).isEqualTo(Keyring.Return.State.DONE);
  }

  @Test
  void whatSheLostOpensNothingOnceSheIsBackAndOpenSessionsEnd() {
    Session old = house.session("durand");
    Session steward = house.session("moreau");
    accept(Returns.offer(steward, durand));
    Returns.second(house.session("petit"), waiting());

    assertThat(house.signIn("durand")).isEqualTo(new Answer.Refused(Unlock.Why.DEVICE));
    assertThat(old.live()).isFalse();
    assertThatThrownBy(() -> house.read(old, patient, Compartment.HISTORY))
        .isInstanceOf(SessionEnded.class);
    steward.payDues();
    assertThat(signInAnew()).isInstanceOf(Answer.Welcome.class);

    Departure.finish(house.vault);
    assertThat(house.vault.doors().shut(durand)).isEmpty();
    assertThat(house.custody.peppers(house.vault.practice())).hasSize(1);
    assertThat(signInAnew()).isInstanceOf(Answer.Welcome.class);
  }

  @Test
  void whoLetHerInDoesNotConfirmItHerselfBeforeADayHasPassed() {
    Session steward = house.session("moreau");
    accept(Returns.offer(steward, durand));

    assertThatThrownBy(() -> Returns.second(steward, waiting())).hasMessage("return.takes-another");
    house.clock.pass(DAY);

    assertThat(Returns.second(steward, waiting()).state()).isEqualTo(Keyring.Return.State.DONE);
  }

  @Test
  void whoeverSignsInWithWhatSheWasSaidToHaveLostRefusesTheReturn() {
    Session steward = house.session("moreau");
    accept(Returns.offer(steward, durand));
    var back = waiting();

    house.session("durand").close();

    assertThat(house.vault.keyring().returns())
        .singleElement()
        .satisfies(each -> assertThat(each.state()).isEqualTo(Keyring.Return.State.REFUSED));
    assertThatThrownBy(() -> Returns.second(house.session("petit"), back))
        .hasMessage("return.not-waiting");
    assertThat(house.signIn("durand")).isInstanceOf(Answer.Welcome.class);
  }

  @Test
  void onlyAStewardLetsAnotherMemberComeBack() {
    Session steward = house.session("moreau");

    assertThatThrownBy(() -> Returns.offer(house.session("petit"), durand))
        .hasMessage("return.not-steward");
    assertThatThrownBy(() -> Returns.offer(steward, house.founded.founder()))
        .hasMessage("return.takes-another");
  }

  @Test
  void whatSheSignedBeforeStandsAndTheLostKeySignsNothingMore() {
    Session steward = house.session("moreau");
    MemberId adam = house.join(steward, "adam", Role.CLINICIAN, "gp", true);
    steward.payDues();
    MemberId invitedByAdam =
        house.join(house.session("adam"), "blanc", Role.SECRETARY, "secretary", false);
    Session stale = house.session("adam");
    house.clock.pass(DAY);
    accept(Returns.offer(steward, adam), "adam");
    Returns.second(house.session("petit"), waiting());

    assertThat(house.vault.keyring().member(invitedByAdam)).isPresent();
    assertThatThrownBy(() -> Departure.remove(stale, durand, "left"))
        .isInstanceOf(SessionEnded.class);
  }

  @Test
  void whoIsAloneComesBackByTheKitWhichGivesHerKeysAtOnce(@TempDir Path other) {
    try (House alone = new House(other)) {
      Bytes one = alone.patient();
      try (Session founder = alone.session("moreau")) {
        alone.write(founder, one, Compartment.HISTORY, "goutte");
      }
      Kit kit = Kit.of(alone.vault.practice(), alone.founded.kit().root());

      Invitations.Invited invited = Returns.offer(alone.vault, kit, alone.founded.founder());
      Enrolment enrolment = begin(alone, invited, "moreau");
      assertThat(Invitations.accept(alone.vault, invited.code(), enrolment, Passphrase.FLOOR))
          .isTrue();
      Returns.give(alone.vault, kit);

      assertThat(alone.signIn("moreau")).isEqualTo(new Answer.Refused(Unlock.Why.DEVICE));
      try (Session back = welcome(signIn(alone, "moreau", enrolment))) {
        assertThat(alone.read(back, one, Compartment.HISTORY)).containsExactly("goutte");
      }
    }
  }

  private carnet.journal.EntryId waiting() {
    return house.vault.keyring().returns().getLast().id();
  }

  private void accept(Invitations.Invited invited) {
    accept(invited, "durand");
  }

  private void accept(Invitations.Invited invited, String login) {
    Enrolment begun = begin(house, invited, login);
    assertThat(Invitations.accept(house.vault, invited.code(), begun, Passphrase.FLOOR)).isFalse();
    enrolled = begun;
  }

  private static Enrolment begin(House at, Invitations.Invited invited, String login) {
    return Invitations.begin(
            at.vault,
            invited.code(),
            new Enrolment.Device("new-device-of-" + login, "poste neuf"),
            NEW_PASSPHRASE.toCharArray())
        .orElseThrow();
  }

  private Answer signInAnew() {
    return signIn(house, "durand", Objects.requireNonNull(enrolled));
  }

  private static Answer signIn(House at, String login, Enrolment enrolled) {
    at.clock.pass(Totp.STEP);
    try (Secret seed = Secret.owning(enrolled.totpSeed())) {
      return at.unlock.byPassphrase(
          login,
          NEW_PASSPHRASE.toCharArray(),
          Totp.code(seed, at.clock.instant()),
          new Access.From("new-device-of-" + login, "loopback", "new-session"));
    }
  }

  private static Session welcome(Answer answer) {
    if (answer instanceof Answer.Welcome(Session session)) {
      return session;
    }
    throw new AssertionError(answer.toString());
  }
}

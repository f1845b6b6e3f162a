package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.vault.Unlock.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

  private House house;

  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aNoteSealedByTheFounderIsReadBackByHer() {
    Bytes patient = house.patient();
    try (Session session = house.session("moreau")) {
      house.write(session, patient, Compartment.HISTORY, "toux grasse");

      assertThat(house.read(session, patient, Compartment.HISTORY)).containsExactly("toux grasse");
    }
  }

  @Test
  void aTraceIsDurableBeforeTheKeysAreGivenAndNamesTheSubjectAndTheClassesGranted() {
    Bytes patient = house.patient();
    try (Session session = house.session("moreau")) {
      house.read(session, patient, Compartment.HISTORY, Compartment.NOTES);

      List<Traces.Trace> traces = house.vault.traces().about(session.patient(patient)).toList();
      assertThat(traces).hasSize(1);
      assertThat(traces.getFirst().member()).isEqualTo(house.founded.founder());
      assertThat(traces.getFirst().classes()).containsExactly(Compartment.HISTORY);
    }
  }

  @Test
  void anAccessThatTheSentinelRefusesIsTracedAndGivesNoKey() {
    house.vault.judgedBy((who, what) ->
        new Verdict(Verdict.Decision.FREEZE, Map.of(), List.of(Map.of("code", "enumeration")), 1));
    try (Session session = house.session("moreau")) {
      Subject subject = session.patient(house.patient());

      Opening<ChartKeys> opening = session.open(Access.chart(subject, Set.of(Compartment.HISTORY)));

      assertThat(opening).isInstanceOf(Opening.Refused.class);
      assertThat(house.vault.traces().about(subject))
          .singleElement()
          .satisfies(trace -> assertThat(trace.decision()).isEqualTo(Verdict.Decision.FREEZE));
    }
  }

  @Test
  void aPassphraseAloneOpensNothing() {
    Access.From here = house.from("moreau");
    char[] right = House.PASSPHRASE.toCharArray();

    assertThat(house.unlock.byPassphrase("moreau", right, "000000", here))
        .isEqualTo(new Answer.Refused(Unlock.Why.FACTOR));
    assertThat(
            house.unlock.byPassphrase("moreau", "autre".toCharArray(), house.code("moreau"), here))
        .isEqualTo(new Answer.Refused(Unlock.Why.FACTOR));
  }

  @Test
  void passphraseAndSeedOpenNothingFromADeviceThatWasNotEnrolled() {
    Access.From elsewhere = new Access.From("a-thief", "AS64500/XX", "s");

    assertThat(
            house.unlock.byPassphrase(
                "moreau", House.PASSPHRASE.toCharArray(), house.code("moreau"), elsewhere))
        .isEqualTo(new Answer.Refused(Unlock.Why.DEVICE));
  }

  @Test
  void aCodeServesOnceEvenAfterARestart() {
    String code = house.code("moreau");
    Access.From here = house.from("moreau");
    char[] passphrase = House.PASSPHRASE.toCharArray();

    assertThat(house.unlock.byPassphrase("moreau", passphrase, code, here))
        .isInstanceOf(Answer.Welcome.class);
    assertThat(house.unlock.byPassphrase("moreau", passphrase, code, here))
        .isEqualTo(new Answer.Refused(Unlock.Why.CODE_USED));
    assertThat(new Unlock(house.vault).byPassphrase("moreau", passphrase, code, here))
        .isEqualTo(new Answer.Refused(Unlock.Why.CODE_USED));
  }

  @Test
  void thatACodeHasServedIsToldToWhoKnowsThePassphraseAlone() {
    String code = house.code("moreau");
    Access.From here = house.from("moreau");
    assertThat(house.unlock.byPassphrase("moreau", House.PASSPHRASE.toCharArray(), code, here))
        .isInstanceOf(Answer.Welcome.class);

    assertThat(house.unlock.byPassphrase("moreau", "une autre phrase".toCharArray(), code, here))
        .isEqualTo(new Answer.Refused(Unlock.Why.FACTOR));
  }

  @Test
  void aDoctorInvitedByTheSecretaryWorksOnceAClinicianHasSignedIn() {
    Bytes patient = house.patient();
    Session founder = house.session("moreau");
    house.write(founder, patient, Compartment.HISTORY, "asthme");
    house.join(founder, "petit", Role.SECRETARY, "secretary", true);
    founder.close();
    house.session("moreau").close(); // pays what is owed to the secretary

    Session secretary = house.session("petit");
    MemberId doctor = house.join(secretary, "durand", Role.CLINICIAN, "gp", false);
    secretary.close();
    house.session("petit").close(); // gives her the index key and the low classes

    try (Session early = house.session("durand")) {
      assertThat(early.held())
          .containsExactlyInAnyOrder(
              Compartment.IDENTITY, Compartment.AGENDA, Compartment.ACCOUNTS);
    }
    assertThat(Invitations.due(house.vault).get(doctor))
        .containsExactlyInAnyOrder(Compartment.HISTORY, Compartment.TREATMENT);

    house.session("moreau").close();
    try (Session works = house.session("durand")) {
      assertThat(house.read(works, patient, Compartment.HISTORY)).containsExactly("asthme");
    }
  }

  @Test
  void aSecretaryFilesIntoHistoryWithoutLookingAndAClinicianReadsIt() {
    Bytes patient = house.patient();
    Session founder = house.session("moreau");
    house.join(founder, "petit", Role.SECRETARY, "secretary", false);
    founder.close();
    house.session("moreau").close();

    try (Session secretary = house.session("petit")) {
      house.write(secretary, patient, Compartment.HISTORY, "lettre du cardiologue");
      assertThat(secretary.held()).doesNotContain(Compartment.HISTORY);
      assertThat(house.read(secretary, patient, Compartment.HISTORY, Compartment.IDENTITY))
          .isEmpty();
    }
    try (Session doctor = house.session("moreau")) {
      assertThat(house.read(doctor, patient, Compartment.HISTORY))
          .containsExactly("lettre du cardiologue");
    }
  }

  @Test
  void whatIsSealedToNamedPersonsOpensForThemAndNobodyElse() {
    Session founder = house.session("moreau");
    MemberId secretary = house.join(founder, "petit", Role.SECRETARY, "secretary", false);
    MemberId doctor = house.join(founder, "durand", Role.CLINICIAN, "gp", false);
    founder.close();
    house.session("moreau").close();

    try (Session petit = house.session("petit")) {
      petit.append(
          List.of(
              petit.sealTo(
                  List.of(secretary, doctor),
                  House.payload(petit, "rappeler avant midi"),
                  Compartment.HISTORY,
                  petit.ofMember(doctor))));
      assertThat(petit.personal()).hasSize(1);
    }
    try (Session durand = house.session("durand")) {
      assertThat(durand.personal()).hasSize(1);
    }
    try (Session moreau = house.session("moreau")) {
      assertThat(moreau.personal()).isEmpty();
    }
  }

  @Test
  void whoLeavesIsShutOutAtOnceAndTheOthersStillSignIn() {
    Session founder = house.session("moreau");
    MemberId leaver = house.join(founder, "durand", Role.CLINICIAN, "gp", false);
    founder.close();
    house.session("moreau").close();
    Session open = house.session("durand");
    Session steward = house.session("moreau");

    Departure.remove(steward, leaver, "left");

    assertThat(house.signIn("durand")).isEqualTo(new Answer.Refused(Unlock.Why.DEPARTED));
    assertThatThrownBy(() -> house.read(open, house.patient(), Compartment.HISTORY))
        .isInstanceOf(SessionEnded.class);
    assertThat(house.signIn("moreau")).isInstanceOf(Answer.Welcome.class);
  }

  @Test
  void afterADepartureNewEntriesAreUnderKeysThatTheLeaverNeverHad() {
    Session founder = house.session("moreau");
    MemberId leaver = house.join(founder, "durand", Role.CLINICIAN, "gp", false);
    founder.close();
    house.session("moreau").close();
    Session open = house.session("durand");
    Session steward = house.session("moreau");
    Departure.remove(steward, leaver, "left");
    Bytes patient = house.patient();
    house.write(steward, patient, Compartment.HISTORY, "après");

    assertThat(house.read(steward, patient, Compartment.HISTORY)).containsExactly("après");
    EpochId newest = steward.keys().newest(Compartment.HISTORY).orElseThrow().id();
    assertThat(open.keys().secret(newest)).isEmpty();
    assertThat(house.vault.keyring().due(steward.keys().newest(Compartment.HISTORY).orElseThrow()))
        .isFalse();
  }

  @Test
  void aDepartureCostsAnotherSessionThatIsOpenNothing() {
    Bytes patient = house.patient();
    Session founder = house.session("moreau");
    MemberId leaver = house.join(founder, "riviere", Role.CLINICIAN, "gp", false);
    house.join(founder, "durand", Role.CLINICIAN, "gp", false);
    founder.payDues();
    Session durand = house.session("durand");

    Departure.remove(founder, leaver, "left");

    assertThat(durand.held()).contains(Compartment.HISTORY);
    house.write(founder, patient, Compartment.HISTORY, "après");
    assertThat(house.read(durand, patient, Compartment.HISTORY)).containsExactly("après");
  }

  @Test
  void aSecondPersonUndoesADepartureWithinADayAndTheOldFactorsServeAgain() {
    Session founder = house.session("moreau");
    MemberId leaver = house.join(founder, "durand", Role.CLINICIAN, "gp", false);
    house.join(founder, "petit", Role.SECRETARY, "secretary", false);
    founder.close();
    house.session("moreau").close();
    house.clock.pass(Duration.ofHours(24));
    Session steward = house.session("moreau");
    Keyring.Departure departure = Departure.remove(steward, leaver, "left");

    assertThatThrownBy(() -> Departure.undo(steward, departure.id()))
        .isInstanceOf(NotAllowed.class);
    Departure.undo(house.session("petit"), departure.id());

    assertThat(house.signIn("durand")).isInstanceOf(Answer.Welcome.class);
  }

  @Test
  void aDepartureCannotBeUndoneAfterADayAndTheOldPepperIsDestroyed() {
    Session founder = house.session("moreau");
    MemberId leaver = house.join(founder, "durand", Role.CLINICIAN, "gp", false);
    house.join(founder, "petit", Role.SECRETARY, "secretary", false);
    founder.close();
    house.session("moreau").close();
    Keyring.Departure departure = Departure.remove(house.session("moreau"), leaver, "left");
    house.clock.pass(Duration.ofHours(25));

    assertThatThrownBy(() -> Departure.undo(house.session("petit"), departure.id()))
        .hasMessage("departure.too-late");
    Departure.finish(house.vault);

    assertThat(house.custody.peppers(house.vault.practice())).hasSize(1);
    assertThat(house.vault.doors().of(leaver)).isEmpty();
    assertThat(house.signIn("moreau")).isInstanceOf(Answer.Welcome.class);
  }

  @Test
  void theLastClinicianCannotBeRemoved() {
    Session founder = house.session("moreau");

    assertThatThrownBy(() -> Departure.remove(founder, house.founded.founder(), "left"))
        .hasMessage("departure.last-clinician");
  }
}

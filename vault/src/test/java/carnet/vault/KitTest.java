package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.journal.copy.FolderCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the recovery kit opens from a folder copy alone, the first one and those made later. */
class KitTest {

  private House house;
  private Bytes patient;
  private MemberId petit;

  @TempDir Path folder;

  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
    patient = house.patient();
    Session moreau = house.session("moreau");
    petit = house.join(moreau, "petit", Role.SECRETARY, "secretary", false);
    house.join(moreau, "adam", Role.CLINICIAN, "gp", true);
    moreau.payDues();
    house.write(moreau, patient, Compartment.HISTORY, "avant");
    message(moreau, "message d’avant");
    moreau.payDues();
    house.clock.pass(Duration.ofDays(1));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void theKitOpensWhatWasSealedToPersonsToo() throws IOException {
    assertThat(opened(house.founded.kit())).containsExactlyInAnyOrder("avant", "message d’avant");
  }

  @Test
  void aNewKitMadeByTheOneBeforeOpensEverythingAndTheOldOneNothingNew() throws IOException {
    Kit renewed = renewed(house.founded.kit());
    writeAfter();

    assertThat(opened(renewed))
        .containsExactlyInAnyOrder("avant", "message d’avant", "après", "message d’après");
    assertThat(opened(house.founded.kit())).containsExactlyInAnyOrder("avant", "message d’avant");
  }

  @Test
  void aNewKitMadeByTwoStewardsOpensEverythingOnceHoldersHaveSignedIn() throws IOException {
    Session moreau = house.session("moreau");
    Session adam = house.session("adam");
    Kit renewed = fresh();
    KitRenewal.byTwo(moreau, adam, renewed);
    writeAfter();
    house.session("petit").close();

    assertThat(KitRenewal.due(house.vault)).isEmpty();
    assertThat(opened(renewed))
        .containsExactlyInAnyOrder("avant", "message d’avant", "après", "message d’après");
    assertThat(opened(house.founded.kit())).containsExactlyInAnyOrder("avant", "message d’avant");
  }

  @Test
  void aReplacedKitMakesNoKitAndLetsNobodyIn() {
    Kit old = house.founded.kit();
    renewed(old);

    assertThatThrownBy(() -> renewed(old)).hasMessage("kit.not-the-present-one");
    assertThatThrownBy(() -> KitRenewal.require(house.vault, old))
        .hasMessage("kit.not-the-present-one");
    assertThatThrownBy(() -> Returns.offer(house.vault, old, petit))
        .hasMessage("kit.not-the-present-one");
  }

  @Test
  void oneStewardAloneMakesNoNewKit() {
    Session moreau = house.session("moreau");

    assertThatThrownBy(() -> KitRenewal.byTwo(moreau, house.session("moreau"), fresh()))
        .hasMessage("kit.takes-two");
    assertThatThrownBy(() -> KitRenewal.byTwo(moreau, house.session("petit"), fresh()))
        .hasMessage("kit.not-steward");
  }

  @Test
  void aStewardWhomSomebodyInvitedTodayIsNotTheSecondForANewKit() {
    Session moreau = house.session("moreau");
    house.join(moreau, "marionnette", Role.CLINICIAN, "gp", true);
    moreau.payDues();
    Session puppet = house.session("marionnette");

    assertThatThrownBy(() -> KitRenewal.byTwo(moreau, puppet, fresh()))
        .hasMessage("kit.takes-a-member-of-a-day");
    assertThatThrownBy(() -> KitRenewal.byTwo(puppet, moreau, fresh()))
        .hasMessage("kit.takes-a-member-of-a-day");
  }

  @Test
  void membersAndPracticeStandUnderTheNewKitAndOneMoreCanBeMade() throws IOException {
    Kit second = renewed(house.founded.kit());
    Kit third = renewed(second);
    writeAfter();

    assertThat(house.vault.keyring().profile()).isPresent();
    assertThat(house.vault.keyring().members()).hasSize(3);
    assertThat(opened(third))
        .containsExactlyInAnyOrder("avant", "message d’avant", "après", "message d’après");
    assertThat(opened(second)).containsExactlyInAnyOrder("avant", "message d’avant");
  }

  @Test
  void aFreshKitCountsForNothingUntilItTookThePlaceOfTheOneBefore() {
    Kit printed = fresh();

    assertThatThrownBy(() -> Returns.offer(house.vault, printed, petit))
        .hasMessage("kit.not-the-present-one");
    KitRenewal.require(house.vault, house.founded.kit());
  }

  private Kit fresh() {
    return Kit.fresh(house.vault.practice(), house.vault.random());
  }

  private Kit renewed(Kit before) {
    Kit fresh = fresh();
    KitRenewal.byKit(house.vault, before, fresh);
    return fresh;
  }

  private void writeAfter() {
    try (Session moreau = house.session("moreau")) {
      house.write(moreau, patient, Compartment.HISTORY, "après");
      message(moreau, "message d’après");
      assertThat(house.read(moreau, patient, Compartment.HISTORY)).contains("avant", "après");
    }
  }

  private void message(Session by, String text) {
    by.append(
        List.of(
            by.sealTo(
                List.of(petit),
                House.payload(by, text),
                Compartment.HISTORY,
                by.patient(patient))));
  }

  /** With the card and a folder copy, and nothing of any replica. */
  private List<String> opened(Kit card) throws IOException {
    Path to = folder.resolve("copy-" + System.nanoTime());
    FolderCopy copy = new FolderCopy(to);
    house.founded.log().checkpoint();
    copy.update(house.store, house.vault.practice());
    CopyReader reader = new CopyReader(copy, Kit.of(house.vault.practice(), card.root()));
    return reader.entries().stream()
        .filter(each -> each.kind() == carnet.journal.Kind.SEALED)
        .flatMap(each -> reader.open(each).stream())
        .map(each -> each.payload().content().string())
        .filter(each -> !each.isEmpty())
        .toList();
  }
}

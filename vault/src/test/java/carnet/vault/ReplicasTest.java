package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.journal.Entry;
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

/** A server leaves the practice. */
class ReplicasTest {

  private House house;
  private Act.Replica stolen;
  private Session moreau;

  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
    moreau = house.session("moreau");
    byte[] seed = Bytes.of(Secret.random(house.random).copy()).toArray();
    stolen =
        new Act.Replica(
            SigningKey.fromSeed(seed).publicKey(),
            XWing.of(Secret.random(house.random)).publicKey(),
            Act.Role.FULL,
            "cabinet",
            List.of());
    Replicas.certify(moreau, stolen);
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
    assertThatThrownBy(() -> Replicas.remove(adam, stolen.id()))
        .hasMessage("replica.not-steward");
    house.clock.pass(Duration.ofDays(1));
    moreau.payDues();
    Replicas.remove(adam, stolen.id());

    assertThat(house.vault.roster().replicas()).doesNotContainKey(stolen.id());
  }
}

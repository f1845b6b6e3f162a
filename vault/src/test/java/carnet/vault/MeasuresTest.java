package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fold makes of acts that no honest server writes. */
class MeasuresTest {

  private House house;
  private Session moreau;
  private Session durand;
  private Measure freeze;

  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
    moreau = house.session("moreau");
    house.join(moreau, "durand", Role.CLINICIAN, "gp", false);
    moreau.payDues();
    durand = house.session("durand");
    freeze = Measures.freeze(house.vault, durand.member().id(), null, List.of(), 1);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whoIsFrozenDoesNotLiftItByNamingAnotherMember() {
    act(durand, measure(moreau, "lift", null));

    assertThat(isFrozen()).isTrue();
    assertThat(house.vault.keyring().lifted()).isEmpty();
  }

  @Test
  void aLiftThatCountsForNothingStandsInTheWayOfNone() {
    act(durand, measure(moreau, "lift", null));

    Measures.lift(moreau, freeze.id(), "le poste est refermé");

    assertThat(isFrozen()).isFalse();
    assertThat(house.vault.keyring().lifted())
        .extracting(Measure.Lifted::by)
        .containsExactly(moreau.member().id());
  }

  @Test
  void whoIsFrozenDoesNotPutAnotherMeasureInThePlaceOfHers() {
    act(durand, measure(moreau, "freeze", null));
    act(durand, measure(durand, "freeze", "a device of hers"));

    assertThat(isFrozen()).isTrue();
  }

  private boolean isFrozen() {
    return house.vault.keyring().member(durand.member().id()).orElseThrow().state()
        == Member.State.FROZEN;
  }

  private Acts.Measure measure(Session about, String action, @Nullable String device) {
    return new Acts.Measure(
        freeze.id(), about.member().id().hex(), action, device, List.of(), 1, null);
  }

  private void act(Session by, Acts.Measure act) {
    house.act(by, Acts.MEASURE, act, house.vault.keyring().heads());
  }
}

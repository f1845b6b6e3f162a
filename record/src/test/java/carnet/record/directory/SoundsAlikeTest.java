package carnet.record.directory;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SoundsAlikeTest {

  @Test
  void namesPronouncedAlikeShareTheirKey() {
    alike("gauthier", "gautier", "gotier", "gothie");
    alike("gaultier", "gautier");
    alike("thibault", "thibaud", "tibo", "thibaut");
    alike("dupont", "dupond", "dupon");
    alike("lefevre", "lefebvre");
    alike("meyer", "meier");
    alike("mayer", "maier");
    alike("philippe", "filipe");
    alike("renaud", "renault", "reno");
    alike("martineau", "martino", "martinaud");
    alike("catherine", "katherine", "catrine");
    alike("leroy", "leroi");
    alike("quentin", "kentin");
    alike("guillaume", "guilaume");
    alike("lambert", "lembert");
    alike("chevalier", "chevallier");
    alike("simon", "symon");
    alike("bouchet", "bouche", "boucher");
  }

  @Test
  void namesPronouncedOtherwiseDoNot() {
    assertThat(SoundsAlike.key("martin")).isNotEqualTo(SoundsAlike.key("morin"));
    assertThat(SoundsAlike.key("petit")).isNotEqualTo(SoundsAlike.key("bardot"));
    assertThat(SoundsAlike.key("durand")).isNotEqualTo(SoundsAlike.key("dupont"));
  }

  @Property(tries = 500)
  void anyWordHasAKey(@ForAll @AlphaChars @StringLength(min = 1, max = 20) String word) {
    assertThat(SoundsAlike.key(Words.fold(word))).isNotEmpty();
  }

  private static void alike(String first, String... others) {
    for (String other : others) {
      assertThat(SoundsAlike.key(other)).as(other).isEqualTo(SoundsAlike.key(first));
    }
  }
}

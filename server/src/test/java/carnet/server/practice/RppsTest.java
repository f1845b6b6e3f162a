package carnet.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.server.Problem;
import org.junit.jupiter.api.Test;

class RppsTest {

  @Test
  void aNumberWithAWrongDigitOrOneTooFewIsRefused() {
    assertThatThrownBy(() -> Joining.rpps("10999001275", "/rpps")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> Joining.rpps("1099900012", "/rpps")).isInstanceOf(Problem.class);
  }

  @Test
  void aRightNumberIsTakenAsTypedInGroupsAndNoneIsNone() {
    assertThat(Joining.rpps("10 9990 00127", "/rpps")).isEqualTo("10999000127");
    assertThat(Joining.rpps(" ", "/rpps")).isNull();
  }

  @Test
  void twoDigitsThatChangedPlaceAreSeen() {
    assertThatThrownBy(() -> Joining.rpps("10999000217", "/rpps")).isInstanceOf(Problem.class);
  }
}

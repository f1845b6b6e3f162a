package carnet.server.continuity.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.journal.PracticeId;
import carnet.journal.SigningKey;
import carnet.server.continuity.pairing.PairingMessages.Hello;
import carnet.server.continuity.pairing.PairingRefused.Why;
import carnet.vault.crypto.XWing;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairingMessagesTest {

  private final PairingCode code =
      new PairingCode(
          "http://localhost:1", new PracticeId(Bytes.of(new byte[16])), Bytes.of(new byte[16]));

  @Test
  void nobodySpeaksForAServerWithoutItsKeyThoughHeHasTheCode() {
    try (SigningKey office = key(1);
        SigningKey thief = key(2)) {
      Hello hello = hello(office, "https://elsewhere.example");
      assertThat(PairingMessages.readHello(code, PairingMessages.write(code, hello, office)))
          .isEqualTo(hello);
      assertThatThrownBy(
              () -> PairingMessages.readHello(code, PairingMessages.write(code, hello, thief)))
          .isInstanceOfSatisfying(
              PairingRefused.class, each -> assertThat(each.why()).isEqualTo(Why.CHANGED));
    }
  }

  private static Hello hello(SigningKey by, String address) {
    return new Hello(
        by.publicKey(), Bytes.of(new byte[XWing.PUBLIC_KEY]), "cabinet", List.of(address));
  }

  private static SigningKey key(int of) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) of);
    return SigningKey.fromSeed(seed);
  }
}

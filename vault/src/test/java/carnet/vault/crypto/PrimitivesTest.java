package carnet.vault.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PrimitivesTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Property(tries = 50)
  void whatIsSealedOpensUnderItsKeyAndItsAssociatedDataOnly(
      @ForAll @Size(max = 5000) byte[] plain, @ForAll byte[] associated) throws CannotOpen {
    Bytes data = Bytes.of(associated);
    try (Secret key = Secret.random(RANDOM);
        Secret other = Secret.random(RANDOM)) {
      Bytes sealed = Xaes.seal(key, Bytes.of(plain), data);

      assertThat(Xaes.open(key, sealed, data)).isEqualTo(Bytes.of(plain));
      assertThat(sealed.size()).isEqualTo(plain.length + Xaes.OVERHEAD);
      assertThatThrownBy(() -> Xaes.open(other, sealed, data)).isInstanceOf(CannotOpen.class);
      assertThatThrownBy(() -> Xaes.open(key, sealed, Bytes.concat(data, Bytes.utf8("x"))))
          .isInstanceOf(CannotOpen.class);
    }
  }

  @Test
  void anyFlippedBitOfASealedKeyIsRefused() {
    try (Secret seed = Secret.random(RANDOM);
        Secret key = Secret.random(RANDOM)) {
      XWing pair = XWing.of(seed);
      byte[] sealed = XWing.seal(pair.publicKey(), "test", Bytes.EMPTY, key).toArray();
      for (int at : new int[] {0, 600, 1119, 1120, 1167}) {
        byte[] changed = sealed.clone();
        changed[at] ^= 1;
        assertThatThrownBy(() -> pair.open("test", Bytes.EMPTY, Bytes.of(changed)))
            .isInstanceOf(CannotOpen.class);
      }
    }
  }

  @Test
  void aSealedKeyOpensForItsPurposeOnly() throws CannotOpen {
    try (Secret seed = Secret.random(RANDOM);
        Secret key = Secret.random(RANDOM)) {
      XWing pair = XWing.of(seed);
      Bytes sealed = XWing.seal(pair.publicKey(), "a", Bytes.utf8("to"), key);

      assertThat(pair.open("a", Bytes.utf8("to"), sealed).sameAs(key)).isTrue();
      assertThatThrownBy(() -> pair.open("b", Bytes.utf8("to"), sealed))
          .isInstanceOf(CannotOpen.class);
      assertThatThrownBy(() -> pair.open("a", Bytes.utf8("other"), sealed))
          .isInstanceOf(CannotOpen.class);
      assertThatThrownBy(() -> pair.open("a", Bytes.utf8("to"), sealed.slice(0, 100)))
          .isInstanceOf(CannotOpen.class);
    }
  }

  /** RFC 6238, appendix B, the SHA-1 rows in their six-digit form. */
  @Test
  void codesAreThoseOfTheStandard() {
    Secret seed = Secret.copyOf("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    assertThat(Totp.code(seed, Instant.ofEpochSecond(59))).isEqualTo("287082");
    assertThat(Totp.code(seed, Instant.ofEpochSecond(1111111109))).isEqualTo("081804");
    assertThat(Totp.code(seed, Instant.ofEpochSecond(20000000000L))).isEqualTo("353130");
  }

  @Test
  void aCodeIsGoodOneStepEarlyOrLateAndNeverAtAStepAlreadyUsed() {
    Secret seed = Secret.random(RANDOM);
    Instant now = Instant.ofEpochSecond(3_000_000);
    String code = Totp.code(seed, now);

    assertThat(Totp.step(seed, code, now, -1)).hasValue(100_000);
    assertThat(Totp.step(seed, code, now.plus(Totp.STEP), -1)).hasValue(100_000);
    assertThat(Totp.step(seed, code, now.minus(Totp.STEP), -1)).hasValue(100_000);
    assertThat(Totp.step(seed, code, now.plus(Totp.STEP.multipliedBy(2)), -1)).isEmpty();
    assertThat(Totp.step(seed, code, now, 100_000)).isEmpty();
    assertThat(Totp.step(seed, "é€", now, -1)).isEmpty();
  }

  @Test
  void aPassphraseCostBelowTheFloorIsRefusedWhoeverStoredIt() {
    assertThatThrownBy(() -> new Passphrase(1024, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPassphraseTypedOnAnotherKeyboardIsTheSame() {
    Bytes salt = Bytes.of(new byte[16]);
    Secret composed = Passphrase.FLOOR.stretch("été".toCharArray(), salt);
    Secret decomposed = Passphrase.FLOOR.stretch("e\u0301te\u0301".toCharArray(), salt);

    assertThat(composed.sameAs(decomposed)).isTrue();
  }

  @Test
  void aClosedKeyDerivesNothing() {
    Secret key = Secret.random(RANDOM);
    key.close();

    assertThatThrownBy(() -> Kdf.derive(key, "carnet/1/test"))
        .isInstanceOf(IllegalStateException.class);
  }
}

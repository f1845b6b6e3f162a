package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.Bytes;
import carnet.journal.PracticeId;
import carnet.vault.Body.Stanza;
import carnet.vault.Label.LabelKey;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import java.security.SecureRandom;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BodyTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final PracticeId PRACTICE = PracticeId.of(Bytes.utf8("a root key"));
  private static final Bytes LABEL = Bytes.utf8("a sealed label");

  @Property(tries = 60)
  void aPayloadComesOutAsItWentIn(@ForAll @Size(max = 9000) byte[] payload) throws CannotOpen {
    try (Secret key = Secret.random(RANDOM)) {
      Bytes body = Body.seal(key, List.of(), Bytes.of(payload), PRACTICE, LABEL);

      assertThat(Body.read(body).under(key, PRACTICE, LABEL)).isEqualTo(Bytes.of(payload));
    }
  }

  @Property(tries = 60)
  void anyFlippedBitIsRefused(@ForAll @IntRange(min = 0, max = 300) int at) {
    try (Secret key = Secret.random(RANDOM)) {
      Bytes drop = Bytes.of(new byte[32]);
      byte[] body =
          Body.seal(key, List.of(new Stanza.Drop(drop)), Bytes.utf8("x"), PRACTICE, LABEL)
              .toArray();
      // A stanza only says where the key is: changed, it leads to no key. All after it is bound.
      int place = 34 + at % (body.length - 34);
      body[place] ^= 1;
      assertThatThrownBy(() -> Body.read(Bytes.of(body)).under(key, PRACTICE, LABEL))
          .isInstanceOf(CannotOpen.class);
    }
  }

  @Test
  void aBodyUnderAnotherLabelOrInAnotherPracticeDoesNotOpen() {
    try (Secret key = Secret.random(RANDOM)) {
      Bytes body = Body.seal(key, List.of(), Bytes.utf8("x"), PRACTICE, LABEL);

      assertThatThrownBy(() -> Body.read(body).under(key, PRACTICE, Bytes.utf8("other")))
          .isInstanceOf(CannotOpen.class);
      assertThatThrownBy(
              () -> Body.read(body).under(key, PracticeId.of(Bytes.utf8("other")), LABEL))
          .isInstanceOf(CannotOpen.class);
    }
  }

  @Test
  void aBodyCutAnywhereIsAClearRefusalAndNothingElse() {
    try (Secret key = Secret.random(RANDOM)) {
      Bytes body =
          Body.seal(
              key,
              List.of(new Stanza.Drop(Bytes.of(new byte[32]))),
              Bytes.utf8("x"),
              PRACTICE,
              LABEL);
      for (int size = 0; size < body.size(); size++) {
        Bytes cut = body.slice(0, size);
        assertThatThrownBy(() -> Body.read(cut).under(key, PRACTICE, LABEL))
            .isInstanceOf(CannotOpen.class);
      }
    }
  }

  @Test
  void sizesFallIntoClassesSoThatASizeSaysLittle() {
    assertThat(List.of(1, 256, 257, 1024, 4096, 4097, 8193).stream().map(Body::sizeClass))
        .containsExactly(256, 256, 512, 1024, 4096, 8192, 12288);
  }

  @Property(tries = 50)
  void aLabelComesOutAsItWentInAndIsAlwaysOfOneSize(
      @ForAll long clock, @ForAll @Size(16) byte[] author, @ForAll @Size(32) byte[] subject)
      throws CannotOpen {
    try (Secret secret = Secret.random(RANDOM)) {
      LabelKey key = LabelKey.of(secret);
      Label label =
          Label.record(
              clock,
              Compartment.TREATMENT,
              EpochId.of(Bytes.utf8("epoch")),
              new Subject(Bytes.of(subject)),
              new MemberId(Bytes.of(author)),
              Label.Sealing.DROP_KEY);

      Bytes sealed = label.seal(PRACTICE, key);

      assertThat(sealed.size()).isEqualTo(Label.SIZE);
      assertThat(Label.open(PRACTICE, key, sealed)).isEqualTo(label);
    }
  }

  @Test
  void moreReadersThanABodyCanCountAreRefusedBeforeAnythingIsWritten() {
    List<Body.Stanza> many =
        java.util.Collections.nCopies(256, new Body.Stanza.Drop(Bytes.of(new byte[32])));

    assertThatThrownBy(() ->
            Body.seal(
                Secret.random(new java.security.SecureRandom()),
                many,
                Bytes.utf8("x"),
                carnet.journal.PracticeId.of(Bytes.of(new byte[32])),
                Bytes.of(new byte[176])))
        .hasMessageContaining("at most 255");
  }
}

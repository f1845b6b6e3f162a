package carnet.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
  private final Some some = new Some(5);
  private final SigningKey key = some.key();
  private final LogId log = some.log();
  private final Checkpoint checkpoint = new Checkpoint(log.origin(), 42, some.bytes(32));

  @Test
  void theExampleOfTheSpecificationVerifies() {
    Bytes typed =
        Bytes.of(Base64.getDecoder().decode("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"));
    Bytes publicKey = typed.slice(1, 33);
    SignedNote note =
        SignedNote.parse(
            "This is an example message.\n\n\u2014 example.com/foo"
                + " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n");
    SignedNote.Line line = note.lines().getFirst();

    assertThat(line.keyId()).isEqualTo(0x530d903a);
    assertThat(SignedNote.keyId("example.com/foo", typed.get(0), publicKey)).isEqualTo(0x530d903a);
    assertThat(Signatures.verify(publicKey, Bytes.utf8(note.text()), line.signature())).isTrue();
  }

  @Test
  void aCheckpointComesBackFromItsText() {
    SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, key);
    SignedCheckpoint read = SignedCheckpoint.parse(signed.encode());

    assertThat(read).isEqualTo(signed);
    assertThat(read.checkpoint()).isEqualTo(checkpoint);
    assertThat(read.checkpoint().log()).isEqualTo(log);
    assertThat(read.verify(key.publicKey())).isTrue();
  }

  @Test
  void aChangedTextIsNotBelieved() {
    String forged = SignedCheckpoint.sign(checkpoint, key).encode().replace("\n42\n", "\n43\n");
    assertThat(SignedCheckpoint.parse(forged).verify(key.publicKey())).isFalse();
  }

  @Test
  void aCosignatureTellsWhenAndIsOfItsTextAlone() {
    SigningKey witness = some.key();
    Instant then = Instant.ofEpochSecond(1_700_000_000);
    SignedCheckpoint cosigned =
        SignedCheckpoint.sign(checkpoint, key).cosign("w.example", witness, then);

    assertThat(cosigned.cosigned("w.example", witness.publicKey())).contains(then);
    assertThat(cosigned.cosigned("w.example", some.key().publicKey())).isEmpty();
    assertThat(cosigned.cosigners()).containsExactly("w.example");
    String moved = cosigned.encode().replace("\n42\n", "\n41\n");
    assertThat(SignedCheckpoint.parse(moved).cosigned("w.example", witness.publicKey())).isEmpty();
  }

  @Test
  void whatIsNoCheckpointIsRefused() {
    for (String text :
        new String[] {
          "",
          "a\n1\n",
          "a b\n1\n" + "A".repeat(43) + "=\n",
          "a\n01\n" + "A".repeat(43) + "=\n",
          "a\n1\nAAAA\n",
          "a\n1\n" + "A".repeat(43) + "=\nmore\n",
          "a\n-1\n" + "A".repeat(43) + "=\n"
        }) {
      assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedNote.class);
    }
    assertThatThrownBy(() -> SignedNote.parse("text\n\n")).isInstanceOf(MalformedNote.class);
    assertThatThrownBy(() -> SignedNote.parse("text\n\nno dash AAAA\n"))
        .isInstanceOf(MalformedNote.class);
    assertThatThrownBy(() -> SignedNote.parse("te\u0007xt\n\n\u2014 a AAAAAAA=\n"))
        .isInstanceOf(MalformedNote.class);
  }
}

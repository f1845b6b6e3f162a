package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.Bytes;
import carnet.journal.PracticeId;
import carnet.vault.crypto.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustodyTest {

  private static final PracticeId PRACTICE = new PracticeId(Bytes.of(new byte[16]));
  private static final long NOW = 1_000_000;
  private static final long NEXT_YEAR = 9_000_000;

  private final SecureRandom random = new SecureRandom();

  @Test
  void aPepperMadeAfterOneOfAReplicaWhoseClockRunsAheadIsTheNewest(@TempDir Path keys) {
    Custody custody = Custody.open(keys, random);
    custody.addPepper(PRACTICE, Secret.random(random), NEXT_YEAR);
    Custody.Held made = custody.addPepper(PRACTICE, Secret.random(random), NOW);
    assertThat(custody.pepper(PRACTICE).orElseThrow().id()).isEqualTo(made.id());
  }

  @Test
  void aLabelKeyMadeAfterOneOfAReplicaWhoseClockRunsAheadIsTheNewest(@TempDir Path keys) {
    Custody custody = Custody.open(keys, random);
    Secret theirs = Secret.random(random);
    Secret ours = Secret.random(random);
    custody.addLabelKey(PRACTICE, theirs, NEXT_YEAR);
    custody.addLabelKey(PRACTICE, ours, NOW);
    assertThat(custody.labelKeys(PRACTICE).getFirst().id()).isEqualTo(Label.LabelKey.of(ours).id());
  }
}

package carnet.server.plaintext;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The searcher itself: it finds what is planted, or the sweep would mean nothing. */
class PlaintextTest {

  private final Plaintext search = new Plaintext(List.of("Quéméneur", "Amoxicilline"));

  @TempDir Path directory;

  private byte[] noiseWith(String word, Charset encoding, int at) {
    byte[] noise = new byte[200_000];
    new Random(1).nextBytes(noise);
    byte[] planted = word.getBytes(encoding);
    System.arraycopy(planted, 0, noise, at, planted.length);
    return noise;
  }

  @Test
  void aNamePlantedInAFileIsFoundInWhateverEncodingAndPlace() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("data/deep"));
    for (Charset each :
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1)) {
      Path file = deep.resolve("journal.db-wal");
      Files.write(file, noiseWith("Quéméneur", each, 199_971));
      assertThat(search.under(directory))
          .as(each.name())
          .hasSize(1)
          .first()
          .asString()
          .contains("journal.db-wal at 199971: Quéméneur");
    }
  }

  @Test
  void capitalsSmallLettersAndAccentsApartAreFound() {
    for (String each : List.of("QUÉMÉNEUR", "quéméneur", "Que\u0301me\u0301neur", "AMOXICILLINE")) {
      assertThat(search.in(noiseWith(each, StandardCharsets.UTF_8, 0))).as(each).hasSize(1);
    }
  }

  @Test
  void noiseIsNotFound() {
    assertThat(search.in(noiseWith("Quemeneur", StandardCharsets.UTF_8, 77))).isEmpty();
  }
}

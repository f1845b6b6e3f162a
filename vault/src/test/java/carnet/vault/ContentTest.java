package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too large for a payload: kept in chunks, whole or not at all. */
class ContentTest {
  private static final Bytes SCAN = scan(3 * Content.CHUNK + 17);

  private House house;
  private Session moreau;
  private Subject subject;
  private List<EntryId> chunks;
  private EntryId naming;

  @BeforeEach
  void found(@TempDir Path directory) {
    house = new House(directory);
    moreau = house.session("moreau");
    subject = moreau.patient(house.patient());
    Chunks cut = moreau.chunk(SCAN, Compartment.HISTORY);
    chunks = cut.drafts().stream().map(Draft::id).toList();
    Payload.Header header =
        new Payload.Header(
            "put",
            moreau.member().id().hex(),
            Vault.PRODUCT,
            List.of(),
            List.of(),
            "Binary",
            "1",
            null,
            cut.header());
    List<Draft> drafts = new ArrayList<>(cut.drafts());
    Draft put =
        moreau.seal(new Payload(header, Bytes.EMPTY, List.of()), Compartment.HISTORY, subject);
    drafts.add(put);
    naming = put.id();
    moreau.append(drafts);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void comesBackToTheByteThroughTheEntryThatNamesIt() {
    ChartKeys keys = keys();
    assertThat(keys.content(keys.find(naming).orElseThrow())).contains(SCAN);
  }

  @Test
  void aChartThatIsOpenedDoesNotCarryIt() {
    assertThat(keys().read()).extracting(Opened::id).containsExactly(naming);
  }

  @Test
  void noLabelOfAChunkNamesItsSubject() {
    assertThat(chunks).hasSize(4);
    for (EntryId id : chunks) {
      Entry chunk = house.vault.find(id).orElseThrow();
      assertThat(house.vault.label(chunk).orElseThrow().subject()).isEqualTo(Subject.NONE);
    }
  }

  @Test
  void withAChunkMissingItIsNotGivenInPart() {
    house.store.erase(house.vault.find(chunks.get(2)).orElseThrow().place());
    ChartKeys keys = keys();
    Opened put = keys.find(naming).orElseThrow();
    assertThatExceptionOfType(ContentNotHere.class).isThrownBy(() -> keys.content(put));
  }

  private ChartKeys keys() {
    Opening<ChartKeys> opening = moreau.open(Access.chart(subject, Set.of(Compartment.HISTORY)));
    return ((Opening.Granted<ChartKeys>) opening).shown().value();
  }

  private static Bytes scan(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return Bytes.adopt(bytes);
  }
}

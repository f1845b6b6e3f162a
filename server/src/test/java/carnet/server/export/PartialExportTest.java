package carnet.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.server.Unusable;
import carnet.server.client.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialExportTest {

  @Test
  void aFolderThatIsNotThereIsToldToo(@TempDir Path directory) {
    assertThatThrownBy(() -> PartialExport.of(directory.resolve("none").resolve("all.ndjson")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("check its folder");
  }

  /** A full disk cannot be had here: a place that is taken fails alike. */
  @Test
  void aFileThatCannotBeWrittenIsToldAsThatAndNotAsTheServersSilence(@TempDir Path directory)
      throws Exception {
    Path to = directory.resolve("all.ndjson");
    String line = "{\"resourceType\":\"Patient\",\"id\":\"p\"}";
    try (PartialExport part = PartialExport.of(to)) {
      part.write(line, Browser.JSON.readTree(line));
      Files.createDirectories(to.resolve("taken"));
      assertThatThrownBy(() -> part.become(to))
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("all.ndjson cannot be written: check its folder")
          .extracting(each -> ((Unusable) each).exitCode())
          .isEqualTo(Unusable.NO_ACCESS);
    }
    assertThat(directory.resolve("all.ndjson.part")).hasContent(line + "\n");
  }

  @Test
  void oneThatNeverBeganLeavesNoFile(@TempDir Path directory) throws Exception {
    PartialExport.of(directory.resolve("all.ndjson")).close();
    assertThat(directory).isEmptyDirectory();
  }
}

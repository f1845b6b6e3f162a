package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryFormat;
import carnet.journal.Hashes;
import carnet.journal.Kind;
import carnet.journal.LogId;
import carnet.journal.PracticeId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.authority.Certificate;
import carnet.journal.copy.FolderCopy;
import carnet.journal.merkle.MerkleTree;
import carnet.journal.verify.Finding;
import carnet.journal.verify.Finding.What;
import carnet.journal.verify.Verifier;
import carnet.vault.crypto.CannotOpen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of version 1, as they were first written: {@code format/v1} at the root of the
 * repository. A change that cannot read them, or reads them otherwise, fails here.
 *
 * <p>Until the first installation holds real data the format may change: then delete the folder's
 * files and run this class with {@code -Dcarnet.golden=write}. After that a change is version 2.
 */
class GoldenFilesTest {
  private static final Path V1 = Path.of("..", "format", "v1").toAbsolutePath().normalize();

  @Test
  void writesThemAnewWhenAsked(@TempDir Path scratch) throws Exception {
    assumeTrue("write".equals(System.getProperty("carnet.golden")));
    deleteOld();
    GoldenPractice.write(V1, scratch);
    CopyReader reader = CopyReader.golden(V1);
    for (Map.Entry<String, Entry> each : oneOfEachShape(reader).entrySet()) {
      Files.write(V1.resolve(each.getKey()), EntryFormat.encode(each.getValue()).toArray());
    }
    Files.writeString(V1.resolve("expected.txt"), expected(reader));
    Files.writeString(V1.resolve("SHA256SUMS"), sums());
  }

  @Test
  void noByteOfThemHasChanged() throws IOException {
    assertThat(sums()).isEqualTo(Files.readString(V1.resolve("SHA256SUMS")));
  }

  @Test
  void everyEntryOpensToWhatWasWritten() throws Exception {
    assertThat(expected(CopyReader.golden(V1)))
        .isEqualTo(Files.readString(V1.resolve("expected.txt")));
  }

  @Test
  void theCopyIsSignedFromTheRootOn() throws IOException {
    FolderCopy copy = new FolderCopy(V1.resolve("copy"));
    PracticeId practice = copy.practices().iterator().next();
    for (LogId log : copy.logs(practice)) {
      List<Entry> entries = copy.range(log, 0, Long.MAX_VALUE).toList();
      Certificate certificate = Certificate.verify(entries.getFirst()).orElseThrow();
      SignedCheckpoint note = copy.checkpoints(log).getFirst();
      assertThat(note.verify(certificate.key())).isTrue();
      assertThat(MerkleTree.of(entries.stream().map(Entry::leaf).toList()).root(entries.size()))
          .isEqualTo(note.checkpoint().root());
    }
  }

  @Test
  void anEntryWithOneByteChangedOpensToNothing() throws Exception {
    CopyReader reader = CopyReader.golden(V1);
    Entry good =
        EntryFormat.decode(Bytes.of(Files.readAllBytes(V1.resolve("sealed-put-subject_key.bin"))));
    byte[] bytes = EntryFormat.encode(good).toArray();
    bytes[bytes.length - 20] ^= 1;
    assertThatThrownBy(() -> reader.openOrFail(EntryFormat.decode(Bytes.of(bytes))))
        .isInstanceOf(CannotOpen.class);
  }

  @Test
  void aFlippedBitInAChunkIsNamedAndItsPaperDoesNotOpen(@TempDir Path scratch) throws Exception {
    Entry chunk =
        EntryFormat.decode(Bytes.of(Files.readAllBytes(V1.resolve("sealed-chunk-chunk.bin"))));
    Path copy = scratch.resolve("copy");
    flipLastBit(chunk, copy);
    Files.copy(V1.resolve("kit.txt"), scratch.resolve("kit.txt"));

    PracticeId practice = chunk.log().practice();
    assertThat(Verifier.verify(practice, new FolderCopy(copy), List.of()))
        .containsExactly(Finding.at(What.DAMAGED, chunk.log(), chunk.sequence()));

    CopyReader reader = CopyReader.golden(scratch);
    CopyReader.Open paper = reader.openOrFail(chunked(reader));
    assertThatThrownBy(() -> reader.whole(paper))
        .isInstanceOf(CannotOpen.class)
        .hasMessageContaining(chunk.id().hex());
  }

  private static Entry chunked(CopyReader reader) {
    return reader.entries().stream()
        .filter(each -> reader.open(each).filter(GoldenFilesTest::kept).isPresent())
        .findFirst()
        .orElseThrow();
  }

  /** The golden copy in another place, but for the last bit of one entry. */
  private static void flipLastBit(Entry entry, Path into) throws IOException {
    try (Stream<Path> all = Files.walk(V1.resolve("copy"))) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Path to = into.resolve(V1.resolve("copy").relativize(each));
        Files.createDirectories(to);
        Files.copy(each, to, StandardCopyOption.REPLACE_EXISTING);
        if (each.getFileName().toString().startsWith("entries-")) {
          byte[] bytes = Files.readAllBytes(each);
          bytes[end(entry) - 1] ^= 1;
          Files.write(to, bytes);
        }
      }
    }
  }

  private static int end(Entry entry) {
    return new FolderCopy(V1.resolve("copy"))
        .range(entry.log(), 0, entry.sequence() + 1)
        .mapToInt(each -> EntryFormat.encode(each).size())
        .sum();
  }

  /** The files of single entries are the copy's own entries. */
  @Test
  void eachFileOfOneEntryOpensAlone() throws Exception {
    CopyReader reader = CopyReader.golden(V1);
    Map<String, Entry> shapes = oneOfEachShape(reader);
    assertThat(shapes).hasSizeGreaterThan(20);
    for (Map.Entry<String, Entry> each : shapes.entrySet()) {
      Bytes file = Bytes.of(Files.readAllBytes(V1.resolve(each.getKey())));
      assertThat(EntryFormat.decode(file)).isEqualTo(each.getValue());
      assertThat(EntryFormat.encode(each.getValue())).isEqualTo(file);
    }
  }

  private static Map<String, Entry> oneOfEachShape(CopyReader reader) throws CannotOpen {
    Map<String, Entry> shapes = new LinkedHashMap<>();
    for (Entry each : reader.entries()) {
      String name = each.kind().name().toLowerCase(Locale.ROOT);
      if (each.erased()) {
        name += "-erased";
      } else {
        CopyReader.Open open = reader.openOrFail(each);
        name += "-" + open.payload().header().op();
        if (each.kind() == Kind.SEALED) {
          name += "-" + open.label().sealing().name().toLowerCase(Locale.ROOT);
          name += kept(open) ? "-chunked" : "";
        } else if (each.kind() == Kind.DOOR) {
          name +=
              "-" + Acts.JSON.readTree(open.payload().content().toArray()).get("kind").asString();
        }
      }
      shapes.putIfAbsent(name + ".bin", each);
    }
    return shapes;
  }

  /** Whether it keeps a part of its content in chunks. */
  private static boolean kept(CopyReader.Open open) {
    return open.payload().header().more().containsKey("chunks");
  }

  /** A line an entry: its place, id, label and payload; where it has chunks, the whole's hash. */
  private static String expected(CopyReader reader) throws CannotOpen {
    StringBuilder out = new StringBuilder();
    for (Entry each : reader.entries()) {
      out.append(each.sequence()).append(' ').append(each.kind()).append(' ').append(each.id());
      if (each.erased()) {
        out.append(" erased\n");
        continue;
      }
      CopyReader.Open open = reader.openOrFail(each);
      if (each.kind() != Kind.AUTHORITY) {
        Label label = open.label();
        out.append(" clock ").append(label.clock()).append(" class ").append(label.clazz());
        out.append(" owner ").append(label.owner().hex());
        out.append(" epoch ")
            .append(label.epoch())
            .append(" subject ")
            .append(label.subject().hex());
        out.append(" author ").append(label.author()).append(" sealing ").append(label.sealing());
      }
      out.append(" payload ").append(Hashes.sha256(open.payload().encode()).hex());
      if (kept(open)) {
        out.append(" whole ").append(Hashes.sha256(reader.whole(open)).hex());
      }
      out.append(" content ").append(text(reader.whole(open))).append('\n');
    }
    return out.toString();
  }

  private static String text(Bytes content) {
    String text = content.string();
    return text.length() <= 200 ? text : text.substring(0, 100) + "… " + content.size() + " bytes";
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(V1)) {
      List<Path> files = new ArrayList<>(all.filter(Files::isRegularFile).toList());
      files.removeIf(each -> each.endsWith("SHA256SUMS") || each.endsWith("README.md"));
      files.sort(Comparator.comparing(each -> V1.relativize(each).toString()));
      return files;
    }
  }

  private static String sums() throws IOException {
    StringBuilder out = new StringBuilder();
    for (Path each : files()) {
      String name = V1.relativize(each).toString().replace('\\', '/');
      out.append(Hashes.sha256(Bytes.of(Files.readAllBytes(each))).hex());
      out.append("  ").append(name).append('\n');
    }
    return out.toString();
  }

  private static void deleteOld() throws IOException {
    Files.createDirectories(V1);
    for (Path each : files()) {
      Files.delete(each);
    }
    try (Stream<Path> all = Files.walk(V1.resolve("copy"))) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    assertThat(files()).isEmpty();
  }
}

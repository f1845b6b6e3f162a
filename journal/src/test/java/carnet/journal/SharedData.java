package carnet.journal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Published vectors, kept in {@code shared/data} beside the checkout or a directory above it
 * ({@code -Dcarnet.shared=…} names another). Tests that need them are skipped where they are
 * absent.
 */
public final class SharedData {
  private static final JsonMapper JSON = new JsonMapper();

  private SharedData() {}

  public static JsonNode json(String file) {
    return JSON.readTree(read(file));
  }

  public static List<JsonNode> jsonLines(String file) {
    return read(file).lines().map(line -> JSON.readTree(line)).toList();
  }

  private static String read(String file) {
    Path found =
        candidates()
            .map(each -> each.resolve(file))
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of(""));
    assumeTrue(Files.isRegularFile(found), "no shared/data/" + file + " beside the checkout");
    try {
      return Files.readString(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> candidates() {
    String named = System.getProperty("carnet.shared", "");
    Stream<Path> above =
        Stream.iterate(Path.of("").toAbsolutePath(), java.util.Objects::nonNull, Path::getParent)
            .map(each -> each.resolve("shared/data"));
    return named.isEmpty() ? above : Stream.of(Path.of(named));
  }
}

package carnet.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real data beside the repository; a test that wants it is skipped where it is absent. */
public final class SharedData {

  private SharedData() {}

  public static List<Path> files(String folder, String ending) {
    Path data = find().orElseGet(() -> Assumptions.abort("no shared/data above: skipped"));
    try (Stream<Path> found = Files.list(data.resolve(folder))) {
      return found.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      return Assumptions.abort("no " + folder + " in shared/data: skipped");
    }
  }

  private static Optional<Path> find() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/data"))) {
        return Optional.of(at.resolve("shared/data"));
      }
    }
    return Optional.empty();
  }
}

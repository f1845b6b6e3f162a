package carnet.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.sentinel.Kind;
import carnet.vault.Compartment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody reads a code in the list of who opened a chart. */
class LabelsTest {

  private static final Path WORDS = Path.of("..", "web", "src", "accesses", "text.ts");

  @Test
  void everyKindOfAccessThatATraceMayHaveIsSaidInFrenchByTheApp() throws IOException {
    List<String> written =
        Stream.concat(
                Arrays.stream(Kind.values()).filter(Kind::isAccess).map(Kind::wire),
                TraceEvents.PARTS.keySet().stream())
            .toList();
    assertThat(labelled("kinds")).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void everyClassIsSaidInFrenchByTheApp() throws IOException {
    assertThat(labelled("classes"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Compartment.values()).map(Compartment::wire).toList());
  }

  private static Set<String> labelled(String table) throws IOException {
    String words = Files.readString(WORDS);
    int from = words.indexOf("export const " + table + ":");
    return Pattern.compile("'?([a-z.]+)'?: '[^']+'")
        .matcher(words.substring(from, words.indexOf("};", from)))
        .results()
        .map((MatchResult each) -> each.group(1))
        .collect(Collectors.toSet());
  }
}

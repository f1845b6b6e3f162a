package carnet.server.plaintext;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.server.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every byte that a demonstration leaves (data, keys, its temporary directory, what it said), after
 * a kill in the middle of work and after a crash of the JVM: no patient's name, no illness, no
 * drug.
 */
class NoPlaintextTest {

  /** Brought in by the test; in no list of names that the demonstration draws from. */
  private static final List<String> PLANTED = List.of("Gauvainchamp", "Maladie de Whipplette");

  @TempDir Path directory;

  private Command demo() throws IOException {
    return Command.start(
        directory.resolve("process"),
        "demo",
        "--port",
        "0",
        "--patients",
        "6",
        "--data",
        directory.resolve("data").toString(),
        "--keys",
        directory.resolve("keys").toString(),
        "--json",
        directory.resolve("asked-for/demo.json").toString());
  }

  private Morning morningAt(Command demo) throws IOException {
    String address = demo.awaits("Carnet: (http://localhost:\\d+)");
    return new Morning(directory.resolve("asked-for/demo.json"), address);
  }

  private void assertNothingIn(Plaintext search) throws IOException {
    assertThat(
            search.under(
                directory.resolve("data"), directory.resolve("keys"), directory.resolve("process")))
        .isEmpty();
  }

  @Test
  void whatADemonstrationLeavesAfterAKillOrACrashNamesNoPatientNoIllnessAndNoDrug()
      throws Exception {
    Files.createDirectories(directory.resolve("asked-for"));
    Plaintext search;
    try (Command demo = demo()) {
      Morning morning = morningAt(demo);
      morning.doctorComes();
      morning.brings(PLANTED.getFirst(), PLANTED.getLast());
      List<String> expected = morning.expected();
      morning.consults(expected.getFirst());
      search = new Plaintext(words(morning.export()));
      killedAtWork(demo, morning, expected);
    }
    assertThat(directory.resolve("data/journal.db-wal")).isNotEmptyFile();
    assertNothingIn(search);

    // A new start has the same address to learn: what was said before says the old one.
    Files.delete(directory.resolve("process/said"));
    try (Command again = demo()) {
      Morning morning = morningAt(again);
      morning.secretaryComes();
      morning.files("Gauvain");
      again.crash();
    }
    assertThat(hsErrFiles()).isEmpty();
    assertNothingIn(search);
  }

  private static void killedAtWork(Command demo, Morning morning, List<String> expected)
      throws Exception {
    try (var worker = Executors.newSingleThreadExecutor()) {
      var work =
          worker.submit(() -> {
            try {
              while (true) {
                for (String each : expected) {
                  morning.errs();
                  morning.consults(each);
                }
              }
            } catch (RuntimeException | AssertionError cut) {
              return cut.getClass();
            }
          });
      Thread.sleep(1500);
      demo.kill();
      work.get();
    }
  }

  /** All that a person would not want to be found: from the practice's own export. */
  private static Set<String> words(List<JsonNode> resources) {
    Set<String> staff = words(resources, "Practitioner", NoPlaintextTest::families, 5);
    Set<String> words = words(resources, "Patient", NoPlaintextTest::families, 5);
    words.removeAll(staff);
    assertThat(words).hasSizeGreaterThan(4).contains(PLANTED.getFirst());
    Set<String> illnesses =
        words(resources, "Condition", each -> Morning.texts(each.path("code")), 8);
    assertThat(illnesses).hasSizeGreaterThan(5).contains(PLANTED.getLast(), "Rhinopharyngite");
    Set<String> drugs =
        words(
            resources,
            "MedicationRequest",
            each -> Morning.texts(each.path("medicationCodeableConcept")),
            5);
    assertThat(drugs).hasSizeGreaterThan(2);
    words.addAll(illnesses);
    words.addAll(drugs);
    return words;
  }

  private static Stream<String> families(JsonNode person) {
    return StreamSupport.stream(person.path("name").spliterator(), false)
        .map(each -> each.path("family").asString(""));
  }

  private static Set<String> words(
      List<JsonNode> resources,
      String type,
      java.util.function.Function<JsonNode, Stream<String>> of,
      int shortest) {
    Set<String> words = new TreeSet<>();
    resources.stream()
        .filter(each -> each.path("resourceType").asString("").equals(type))
        .flatMap(of)
        .filter(each -> each.length() >= shortest)
        .forEach(words::add);
    return words;
  }

  private List<Path> hsErrFiles() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(each -> each.getFileName().toString().matches("hs_err.*|core.*|.*\\.hprof"))
          .toList();
    }
  }
}

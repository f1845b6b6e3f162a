package carnet.server.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.copy.FolderCopy;
import carnet.server.Browser;
import carnet.server.DrivenClock;
import carnet.server.Served;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: a process of its own is paired, killed, started again, and verified. */
class NewcomerProcessTest {
  @TempDir Path directory;

  @Test
  void aProcessPairedByTheCommandLineGoesOnAfterAKillAndVerifyNamesAFlippedBit() throws Exception {
    try (Served host = new Served(directory.resolve("host"), "hôte", new DrivenClock())) {
      Browser moreau = host.browser();
      moreau.found();
      String code =
          moreau
              .post("/api/pairing/code", Map.of("code", moreau.code()))
              .ok()
              .path("code")
              .asString();
      Process office = serve("--pair", code);
      String digits = after(office, "steward's screen: ");
      moreau.post("/api/pairing/confirm", Map.of("digits", digits, "code", moreau.code())).ok();
      World.await("it calls", () -> reachable(host));
      World.await("its copy", () -> copied(directory.resolve("copy")));
      kill(office);
      World.await("its silence", () -> !reachable(host));

      Process again = serve();
      after(again, "Carnet: http");
      World.await("it calls again", () -> reachable(host));
      kill(again);
    }
    assertThat(run("verify", "--data", directory.resolve("office").toString()))
        .contains("nothing is wrong");
    Path copy = directory.resolve("copy");
    assertThat(run("verify", "--copy", copy.toString())).contains("nothing is wrong");
    flip(copy);
    assertThat(run("verify", "--copy", copy.toString()))
        .containsPattern("DAMAGED at [0-9a-f]{32}/[0-9a-f]{32}/\\d+");
  }

  private static boolean reachable(Served host) {
    return host.browser()
        .get("/api/status")
        .ok()
        .path("peers")
        .path(0)
        .path("reachable")
        .asBoolean();
  }

  /** A whole entry at least: what is killed later may be any part of the rest. */
  private static boolean copied(Path copy) {
    return !new FolderCopy(copy).practices().isEmpty() && Verification.ofCopy(copy).entries() > 0;
  }

  private static void flip(Path copy) throws IOException {
    try (var files = Files.walk(copy)) {
      Path entries =
          files
              .filter(each -> each.getFileName().toString().startsWith("entries-"))
              .findFirst()
              .orElseThrow();
      try (RandomAccessFile file = new RandomAccessFile(entries.toFile(), "rw")) {
        file.seek(file.length() - 1);
        int last = file.read();
        file.seek(file.length() - 1);
        file.write(last ^ 1);
      }
    }
  }

  private Process serve(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--port",
                "0",
                "--data",
                directory.resolve("office").toString(),
                "--keys",
                directory.resolve("office-keys").toString(),
                "--replica-name",
                "cabinet",
                "--copy",
                directory.resolve("copy").toString()));
    arguments.addAll(List.of(more));
    return start(arguments);
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "carnet.server.Carnet"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String after(Process process, String mark) throws IOException {
    BufferedReader out = process.inputReader();
    StringBuilder all = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      all.append(line).append('\n');
      int at = line.indexOf(mark);
      if (at >= 0) {
        return line.substring(at + mark.length()).strip();
      }
    }
    throw new AssertionError("the process said only: " + all);
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    Process process = start(List.of(arguments));
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}

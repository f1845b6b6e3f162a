package carnet.server;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of ours as a process of its own: with the launcher's options, a temporary directory of
 * its own, and all that it says in one file.
 */
public final class Command implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path said;
  private final Writer in;

  private Command(Process process, Path said) {
    this.process = process;
    this.said = said;
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /**
   * @param place gets {@code tmp} and {@code said}; a second command there adds to them
   */
  public static Command start(Path place, String... arguments) throws IOException {
    Files.createDirectories(place.resolve("tmp"));
    Path said = place.resolve("said");
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    line.addAll(options());
    line.addAll(
        List.of(
            "-Djava.io.tmpdir=" + place.resolve("tmp"),
            "-cp",
            System.getProperty("java.class.path"),
            "carnet.server.Carnet"));
    line.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(line)
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
            .start();
    return new Command(process, said);
  }

  /** Those of the launcher, but collector and compiler: such a process lives for seconds. */
  private static List<String> options() throws IOException {
    Path file = Path.of("..").resolve("build/java.options");
    return Files.readAllLines(file).stream()
        .filter(each -> each.startsWith("-") && !each.startsWith("-XX:+Use"))
        .toList();
  }

  public void type(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  /** What stands in the first group where its words match; waits until they do. */
  public String awaits(String words) throws IOException {
    Pattern wanted = Pattern.compile(words);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Matcher found = wanted.matcher(said());
      if (found.find()) {
        return found.groupCount() == 0 ? found.group() : found.group(1);
      }
      if (!process.isAlive()) {
        break;
      }
      pause();
    }
    throw new AssertionError("never said “" + words + "” but: " + said());
  }

  public String said() throws IOException {
    return Files.readString(said);
  }

  /** Its exit code, once it has ended by itself. */
  public int ended() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("does not end: " + said());
    }
    return process.exitValue();
  }

  /** As a power cut ends it: SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** As a fault in native code ends it: SIGSEGV, with whatever the JVM writes of it. */
  public void crash() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid())).start().waitFor();
    ended();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError("stopped", stop);
    }
  }

  @Override
  public void close() {
    kill();
  }
}

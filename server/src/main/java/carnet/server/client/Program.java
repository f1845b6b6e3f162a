package carnet.server.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A process of this very program, ended by its id and no other. It ends by itself when the process
 * that started it does, however that came. Safe for many threads.
 */
public final class Program implements AutoCloseable {

  /** Another main class: for tests that plant faults. Properties of ours go to the process. */
  private static final String MAIN = "carnet.main";

  private static final String ATTENDED = "carnet.attended";
  private static final String SERVES = "Carnet: http";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final List<String> said = new ArrayList<>();
  private boolean silent;

  private Program(Process process) {
    this.process = process;
  }

  /**
   * @param heard is given each line that it says
   * @param arguments as on the command line, the command first
   */
  public static Program start(Consumer<String> heard, List<String> arguments) {
    List<String> line = new ArrayList<>(java());
    line.addAll(arguments);
    try {
      Program program = new Program(new ProcessBuilder(line).redirectErrorStream(true).start());
      Thread.ofPlatform()
          .daemon()
          .name("output of " + arguments.getFirst())
          .start(() -> program.read(heard));
      return program;
    } catch (IOException cannot) {
      throw new UncheckedIOException("a process could not be started", cannot);
    }
  }

  /** Called at the very start of a process: one that is attended ends with who started it. */
  public static void endWithParent() {
    if (System.getProperty(ATTENDED) != null) {
      Thread.ofPlatform()
          .daemon()
          .name("parent")
          .start(() -> {
            try {
              while (System.in.read() >= 0) {}
            } catch (IOException gone) {
              // as good as its end
            }
            System.exit(0);
          });
    }
  }

  private static List<String> java() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(each ->
            each.startsWith("-XX:AOTCache=")
                || each.startsWith("-XX:+Use")
                || each.startsWith("-XX:-")
                || each.startsWith("-XX:ErrorFile=")
                || each.startsWith("-Dspring.aot.")
                || each.startsWith("-Dorg.sqlite.lib.")
                || each.startsWith("-Djava.io.tmpdir="))
        .forEach(line::add);
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("carnet.") && !name.equals(ATTENDED))
        .forEach(name -> line.add("-D" + name + "=" + System.getProperty(name)));
    line.add("-Xmx512m");
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-D" + ATTENDED + "=true");
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(System.getProperty(MAIN, "carnet.server.Carnet"));
    return line;
  }

  private void read(Consumer<String> heard) {
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        heard.accept(line);
        synchronized (this) {
          said.add(line);
          notifyAll();
        }
      }
    } catch (IOException ended) {
      // its output ends with it
    } finally {
      synchronized (this) {
        silent = true;
        notifyAll();
      }
    }
  }

  /** What follows these words in the first line that has them; waits for it. */
  public synchronized String after(String words) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int read = 0;
    while (true) {
      for (; read < said.size(); read++) {
        int at = said.get(read).indexOf(words);
        if (at >= 0) {
          return said.get(read).substring(at + words.length()).strip();
        }
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (silent || left <= 0) {
        throw new IllegalStateException("it did not say \"" + words.strip() + "\" but: " + said);
      }
      try {
        wait(left);
      } catch (InterruptedException stopped) {
        throw interrupted(stopped);
      }
    }
  }

  /** Where it serves, once it does. */
  public String address() {
    return "http" + after(SERVES);
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** As a power cut would: no goodbye. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  private void await() {
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  /** Asks it to end, and waits. */
  @Override
  public void close() {
    process.destroy();
    await();
    process.destroyForcibly();
  }

  /** What the server there says of itself before anybody signs in; empty where none answers. */
  public static Optional<JsonNode> status(String address) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(address + "/api/status"))
                  .timeout(Duration.ofSeconds(2))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(Browser.JSON.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException down) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  private static IllegalStateException interrupted(InterruptedException stopped) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("stopped", stopped);
  }
}

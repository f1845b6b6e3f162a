package carnet.server.story;

import carnet.server.client.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Servers of the story's own: processes with directories of their own, on loopback, ended by their
 * ids and no others.
 */
final class Installation implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("http://localhost:\\d+");
  private static final Duration START = Duration.ofMinutes(3);

  private final Path root;
  private final List<Server> servers = new ArrayList<>();

  Installation(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** One running server: its process, its address, where it keeps what. */
  record Server(String name, Process process, String address, Path data, Path keys) {

    /** As a power cut would: no goodbye. */
    void kill() {
      process.destroyForcibly();
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The one of this name that was started last. */
  Server server(String name) {
    return servers.reversed().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no server is named " + name));
  }

  /** Starts a command of this very program and waits until it serves. */
  Server start(String name, String command, String... options) {
    Path data = root.resolve(name).resolve("data");
    Path keys = root.resolve(name).resolve("keys");
    Path log = root.resolve(name + ".log");
    List<String> line = new ArrayList<>(javaCommand());
    line.addAll(List.of(command, "--data", data.toString(), "--keys", keys.toString()));
    line.addAll(List.of(options));
    if (!line.contains("--port")) {
      line.addAll(List.of("--port", "0"));
    }
    try {
      Files.createDirectories(root.resolve(name));
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      long from = Files.exists(log) ? Files.size(log) : 0;
      Server server = new Server(name, process, await(process, log, from), data, keys);
      servers.add(server);
      return server;
    } catch (IOException cannot) {
      throw new UncheckedIOException(name + " could not be started", cannot);
    }
  }

  private static String await(Process process, Path log, long from) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end) {
      if (Files.exists(log)) {
        String text = Files.readString(log);
        Matcher ready = READY.matcher(text.substring((int) Math.min(from, text.length())));
        if (ready.find() && answers(ready.group())) {
          return ready.group();
        }
      }
      if (!process.isAlive()) {
        throw new IOException("it stopped at once; see " + log.getFileName());
      }
      pause(Duration.ofMillis(100));
    }
    throw new IOException("not ready within " + START.toMinutes() + " minutes");
  }

  /** Whether a server answers there now. */
  static boolean answers(String address) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      return http.send(
                  HttpRequest.newBuilder(URI.create(address + "/api/status"))
                      .timeout(Duration.ofSeconds(2))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException down) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static void pause(Duration time) {
    Pause.of(time);
  }

  private static List<String> javaCommand() {
    Optional<String> java = ProcessHandle.current().info().command();
    return List.of(
        java.orElse("java"),
        "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        System.getProperty("carnet.main", "carnet.server.Carnet"));
  }

  @Override
  public void close() {
    servers.forEach(each -> each.process().destroyForcibly());
  }
}

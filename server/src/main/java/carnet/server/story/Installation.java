package carnet.server.story;

import carnet.server.client.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Servers of the story's own: processes with directories of their own, on loopback, ended by their
 * ids and no others. What each says goes to a file of its name.
 */
final class Installation implements AutoCloseable {

  private final Path root;
  private final List<Server> servers = new ArrayList<>();
  private final List<AutoCloseable> others = new ArrayList<>();

  Installation(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** One running server: its process, its address, where it keeps what. */
  record Server(String name, Program program, String address, Path data, Path keys) {

    /** As a power cut would: no goodbye. */
    void kill() {
      program.kill();
    }
  }

  /** The one of this name that was started last. */
  Server server(String name) {
    return servers.reversed().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no server is named " + name));
  }

  /** Those that run now, each name once. */
  List<Server> running() {
    return servers.stream()
        .filter(each -> each.program().alive() && each.equals(server(each.name())))
        .toList();
  }

  /** Starts a command of this very program and waits until it serves. */
  Server start(String name, String command, String... options) {
    return start(name, line -> Program.start(log(name), line), command, options);
  }

  /** The same, where more is to be done than to start it. */
  Server start(String name, Starting starting, String command, String... options) {
    Path data = root.resolve(name).resolve("data");
    Path keys = root.resolve(name).resolve("keys");
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of("--data", data.toString(), "--keys", keys.toString()));
    line.addAll(List.of(options));
    if (!line.contains("--port")) {
      line.addAll(List.of("--port", "0"));
    }
    Program program = starting.with(line);
    Server server = new Server(name, program, program.address(), data, keys);
    servers.add(server);
    return server;
  }

  /** Makes a process of a command line. */
  @FunctionalInterface
  interface Starting {
    Program with(List<String> line);
  }

  /** Where what a server says is kept. */
  Consumer<String> log(String name) {
    Path file = root.resolve(name + ".log");
    return line -> {
      try {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException cannot) {
        throw new UncheckedIOException("what " + name + " says cannot be kept", cannot);
      }
    };
  }

  /** Ends this too when the story ends. */
  void closing(AutoCloseable other) {
    others.add(other);
  }

  @Override
  public void close() throws IOException {
    servers.forEach(Server::kill);
    try {
      for (AutoCloseable each : others) {
        each.close();
      }
    } catch (Exception cannot) {
      throw new IOException("something of the story did not end", cannot);
    }
  }
}

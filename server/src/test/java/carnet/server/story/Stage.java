package carnet.server.story;

import carnet.server.client.Pause;
import carnet.vault.crypto.Totp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small practice for one play: invented once for all tests, then each play begins from the same
 * bytes, in a process of its own.
 */
final class Stage implements AutoCloseable {

  private static final int PATIENTS = 24;
  private static @Nullable Path furnished;

  private final Path root;
  private final Installation installation;
  private final Scene scene;

  private Stage(Path root, boolean office) {
    this.root = root;
    this.installation = new Installation(root);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    this.scene =
        office
            ? Scene.open(installation, PATIENTS, new Random(8), out)
            : Scene.hostAlone(installation, PATIENTS, new Random(8), out);
  }

  /** With every promise kept. */
  static Stage sound() {
    return new Stage(copied(), false);
  }

  static Stage soundWithAnOffice() {
    return new Stage(copied(), true);
  }

  /** With one of them broken. */
  static Stage with(String fault) {
    return faulty(fault, false);
  }

  static Stage withAnOfficeAnd(String fault) {
    return faulty(fault, true);
  }

  private static Stage faulty(String fault, boolean office) {
    Path begins = copied();
    System.setProperty("carnet.main", FaultyCarnet.class.getName());
    System.setProperty("carnet.fault", FaultyCarnet.known(fault));
    try {
      return new Stage(begins, office);
    } finally {
      System.clearProperty("carnet.main");
      System.clearProperty("carnet.fault");
    }
  }

  Scene play(Step... steps) {
    for (Step each : steps) {
      each.play(scene);
    }
    for (Sentence each : scene.sentences()) {
      each.against().forEach(line -> scene.say("  ! " + line));
    }
    return scene;
  }

  private static synchronized Path copied() {
    try {
      Path kept = furnished;
      if (kept == null) {
        kept = Files.createTempDirectory("carnet-stage");
        Path made = kept;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
        try (Installation first = new Installation(kept)) {
          var _ =
              Scene.hostAlone(
                  first,
                  PATIENTS,
                  new Random(8),
                  new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        }
        nextCode();
        furnished = kept;
      }
      Path play = Files.createTempDirectory("carnet-play");
      copy(kept, play);
      return play;
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  /**
   * Each start signs the steward in, to announce its address. Two of them within one step would
   * leave her no code that has not served.
   */
  private static void nextCode() {
    long step = Totp.latest(Instant.now());
    Pause.until("the next code", Totp.STEP.plusSeconds(5), () -> Totp.latest(Instant.now()) > step);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(each).toString());
        if (!Files.exists(target)) {
          Files.copy(each, target);
        }
      }
    }
  }

  private static void delete(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes any)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failed)
                throws IOException {
              Files.delete(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }

  @Override
  public void close() {
    try {
      installation.close();
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
    delete(root);
  }
}

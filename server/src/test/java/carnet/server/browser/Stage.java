package carnet.server.browser;

import carnet.server.demo.Demonstration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One Chromium and one demonstration for all browser tests, given to those that ask for it. */
final class Stage implements AutoCloseable {

  private static final int PATIENTS = 12;

  private final Path directory;
  final Chromium chromium;
  final Demonstration demo;

  private Stage() {
    chromium = new Chromium();
    try {
      directory = Files.createTempDirectory("carnet-browser");
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    demo = new Demonstration(directory, PATIENTS);
  }

  /** Somebody at a desk. */
  Visitor visitor() {
    return visitor(1440, 900);
  }

  Visitor visitor(int width, int height) {
    return new Visitor(this, chromium.profile(width, height));
  }

  @Override
  public void close() {
    demo.close();
    chromium.close();
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(each -> each.delete());
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }

  /** Makes the stage once and closes it after the last test of all. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Stage.class))
          .computeIfAbsent(Stage.class, made -> new Stage());
    }
  }
}

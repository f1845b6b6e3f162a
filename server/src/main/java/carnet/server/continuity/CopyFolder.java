package carnet.server.continuity;

import carnet.journal.copy.FolderCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The copy of this practice in a folder ({@code --copy DIR}), kept a second behind. */
final class CopyFolder {
  /**
   * @param size bytes
   */
  record State(String name, Instant at, long size, boolean failing) {}

  private final Here here;
  private final Path directory;
  private final FolderCopy copy;
  private volatile Optional<State> state = Optional.empty();

  CopyFolder(Here here, Path directory) {
    this.here = here;
    this.directory = directory;
    this.copy = new FolderCopy(directory);
  }

  /** Adds what is new; a disk that is away is tried again the next time, and shows. */
  synchronized void update() {
    try {
      long added = copy.update(here.store(), here.practice());
      long size = added == 0 ? state.map(State::size).orElseGet(this::size) : size();
      state = Optional.of(new State(directory.toString(), here.clock().instant(), size, false));
    } catch (UncheckedIOException away) {
      state =
          state
              .map(last -> new State(last.name(), last.at(), last.size(), true))
              .or(() -> Optional.of(new State(directory.toString(), Instant.EPOCH, 0, true)));
    }
  }

  Optional<State> state() {
    return state;
  }

  private long size() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException cause) {
      throw new UncheckedIOException("the copy cannot be read", cause);
    }
  }
}

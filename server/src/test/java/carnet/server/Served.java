package carnet.server;

import carnet.server.practice.House;
import carnet.vault.crypto.Passphrase;
import java.nio.file.Path;

/** A real server on a free port over a directory of a test; Argon2 at its floor, time driven. */
public final class Served implements AutoCloseable {

  public final DrivenClock clock;
  public final House house;
  private final Server.Running running;

  public Served(Path directory) {
    this(directory, "accueil", new DrivenClock());
  }

  /** One of several servers that live at the same time. */
  public Served(Path directory, String name, DrivenClock clock) {
    this.clock = clock;
    DataDirectory data =
        DataDirectory.open(directory.resolve("data"), directory.resolve("keys"), false);
    house = House.open(data, Settings.of(0, name, false).with(Passphrase.FLOOR, clock));
    running = Server.start(house);
  }

  public String address() {
    return running.address();
  }

  public Browser browser() {
    return new Browser(address(), clock);
  }

  public <T> T bean(Class<T> type) {
    return running.context().getBean(type);
  }

  @Override
  public void close() {
    running.context().close();
  }
}

package carnet.server;

import carnet.server.practice.House;
import carnet.vault.crypto.Passphrase;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
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

  /** The next code of an authenticator: the clock moves on, so that it was never used. */
  public String code(String base32) {
    clock.pass(Totp.STEP);
    try (Secret seed = Secret.owning(Browser.base32(base32))) {
      return Totp.code(seed, clock.instant());
    }
  }

  public <T> T bean(Class<T> type) {
    return running.context().getBean(type);
  }

  @Override
  public void close() {
    running.context().close();
  }
}

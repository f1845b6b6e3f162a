package carnet.server;

import carnet.vault.crypto.Passphrase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * How this process serves; from the command line, or from a test.
 *
 * @param port 0 takes a free one
 * @param addresses origins under which others reach it ({@code https://cabinet.example}), beside
 *     localhost
 * @param relyingParty the domain of passkeys; {@code localhost} unless an address is given
 * @param idle after how long without a request a session is locked
 * @param cost of new passphrases
 */
public record Settings(
    int port,
    String bind,
    List<String> addresses,
    String relyingParty,
    String replicaName,
    boolean demo,
    Duration idle,
    Passphrase cost,
    Clock clock) {

  public static final String VERSION = "0.1.0";

  public Settings {
    addresses = List.copyOf(addresses);
  }

  public static Settings of(int port, String replicaName, boolean demo) {
    return new Settings(
        port,
        "127.0.0.1",
        List.of(),
        "localhost",
        replicaName,
        demo,
        Duration.ofMinutes(10),
        Passphrase.STANDARD,
        Clock.systemUTC());
  }

  /** For this machine alone, whatever was asked. */
  public Settings onLoopback() {
    return new Settings(
        port, "127.0.0.1", List.of(), "localhost", replicaName, demo, idle, cost, clock);
  }

  public Settings with(Passphrase otherCost, Clock otherClock) {
    return new Settings(
        port, bind, addresses, relyingParty, replicaName, demo, idle, otherCost, otherClock);
  }
}

package carnet.server.client;

import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Totp;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;
import tools.jackson.databind.JsonNode;

/**
 * Who is in the practice, with all that each one knows and holds: read from what {@code demo
 * --json} wrote.
 */
public final class Cast {

  /** A member with her factors: what a thief may have of her. */
  public record Player(
      String id, String login, String role, String passphrase, byte[] totp, ECKey deviceKey) {
    public Browser browser() {
      return new Browser(deviceKey);
    }
  }

  private final String address;
  private final List<Player> players;
  private final Clock clock;
  private final Map<String, Long> steps = new HashMap<>();

  private Cast(String address, List<Player> players, Clock clock) {
    this.address = address;
    this.players = players;
    this.clock = clock;
  }

  public static Cast read(Path json, Clock clock) {
    try {
      List<Player> players = new ArrayList<>();
      JsonNode file = Browser.JSON.readTree(Files.readString(json));
      for (JsonNode each : file.path("members")) {
        players.add(
            new Player(
                each.path("id").asString(""),
                each.path("login").asString(),
                each.path("profession").asString(),
                each.path("passphrase").asString(),
                new Base32().decode(each.path("totp").asString()),
                ECKey.parse(each.path("deviceKey").toString())));
      }
      return new Cast(file.path("addresses").path(0).asString(""), players, clock);
    } catch (IOException | ParseException wrong) {
      throw new UncheckedIOException(new IOException("the demo's file cannot be read", wrong));
    }
  }

  /** Where the demonstration that wrote it listens. */
  String address() {
    return address;
  }

  public List<Player> all() {
    return players;
  }

  public Player with(String login) {
    return players.stream()
        .filter(each -> each.login().equals(login))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody signs in as " + login));
  }

  /** A code that was not used yet; waits for the next step if it must. */
  public synchronized String code(Player player) {
    long step = unused(player);
    steps.put(player.login(), step);
    return code(player, step);
  }

  /** The same for who is to be refused: a code that opens nothing was not used. */
  public synchronized String codeInVain(Player player) {
    return code(player, unused(player));
  }

  private long unused(Player player) {
    long step = clock.instant().getEpochSecond() / Totp.STEP.toSeconds();
    long last = steps.getOrDefault(player.login(), -1L);
    // One step ahead is accepted, so two codes can be had without waiting.
    long next = Math.max(step, last + 1);
    while (next > clock.instant().getEpochSecond() / Totp.STEP.toSeconds() + 1) {
      Pause.of(Duration.ofMillis(200));
    }
    return next;
  }

  private static String code(Player player, long step) {
    try (Secret seed = Secret.copyOf(player.totp())) {
      return Totp.code(seed, Instant.ofEpochSecond(step * Totp.STEP.toSeconds()));
    }
  }
}

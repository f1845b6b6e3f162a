package carnet.server.continuity;

import carnet.server.Problem;
import carnet.server.continuity.pairing.Joining;
import carnet.server.continuity.pairing.PairingCode;
import carnet.server.continuity.pairing.PairingRefused;
import carnet.server.practice.House;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** An empty server on its way into a practice: knocks, shows digits, waits for the steward. */
@Component
public final class Newcomer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Newcomer.class);

  private static final Duration ASK = Duration.ofSeconds(1);

  private final House house;
  private @Nullable Thread waiting;

  Newcomer(House house) {
    this.house = house;
  }

  /** From the command line: the digits go to the terminal. */
  public void join(Wanted wanted, PrintWriter out) {
    String digits =
        join(
            PairingCode.parse(Objects.requireNonNull(wanted.pair()), wanted.peer()),
            house.settings().replicaName());
    out.println("Carnet: compare these six digits with the steward's screen: " + digits);
    out.flush();
  }

  /**
   * @return the six digits to show; the rest goes on behind
   */
  synchronized String join(PairingCode code, String name) {
    if (house.founded()) {
      throw Problem.conflict(
          "Un cabinet existe déjà sur ce serveur.", "A practice exists on this server already.");
    }
    Joining joining = new Joining(code, house.custody(), name, addresses());
    String digits;
    try {
      digits = joining.knock();
    } catch (UncheckedIOException away) {
      throw Problem.of(
          "unreachable",
          HttpStatus.BAD_GATEWAY,
          "Aucun serveur ne répond à l’adresse du code.",
          "No server answers at the address of the code.");
    }
    Thread before = waiting;
    if (before != null) {
      before.interrupt();
    }
    waiting = Thread.ofVirtual().name("pairing").start(() -> await(joining));
    return digits;
  }

  private void await(Joining joining) {
    try {
      while (!house.founded()) {
        Thread.sleep(ASK);
        Optional<Joining.Admitted> answer;
        try {
          answer = joining.ask();
        } catch (UncheckedIOException away) {
          continue; // the host may be back in a moment; the code's ten minutes are its own
        } catch (PairingRefused refused) {
          LOG.warn("{}; ask a steward for another code and pair again", refused.getMessage());
          return;
        }
        if (answer.isPresent()) {
          begin(answer.get());
          return;
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Joining.Admitted admitted) {
    // Whom to call is known before there is a practice: a start after a crash goes on from here.
    CalledPeers.in(house.data())
        .add(new CalledPeers.Called(admitted.address(), admitted.hostKey()));
    house.admit(admitted.practice(), admitted.roster());
  }

  private List<String> addresses() {
    List<String> given = house.settings().addresses();
    return given.isEmpty() ? List.of("http://localhost:" + house.servedPort()) : given;
  }

  @Override
  public synchronized void close() {
    Thread now = waiting;
    if (now != null) {
      now.interrupt();
    }
  }
}

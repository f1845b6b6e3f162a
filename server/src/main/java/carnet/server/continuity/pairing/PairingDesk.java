package carnet.server.continuity.pairing;

import carnet.journal.Bytes;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.SigningKey;
import carnet.journal.authority.Act;
import carnet.journal.authority.Roster;
import carnet.server.continuity.pairing.PairingMessages.Hello;
import carnet.server.continuity.pairing.PairingMessages.Met;
import carnet.server.continuity.pairing.PairingRefused.Why;
import carnet.vault.Replicas;
import carnet.vault.Session;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a newcomer in, on a replica of the practice. One code at a time, ten minutes, one use: the
 * first server that knocks with it is the one, and three wrong entries of its digits end it.
 *
 * <p>The newcomer shows digits only once this replica has signed that it got these very keys, so
 * who saw the code and knocks first leaves the true newcomer without digits to read out. In memory:
 * a restart forgets the code. Safe for many threads.
 */
public final class PairingDesk {
  public static final Duration GOOD = Duration.ofMinutes(10);

  private static final int TRIES = 3;

  /** A code, as shown to the steward. */
  public record Issued(String code, Instant expires) {}

  /**
   * @param state none, open (nobody knocked yet), waiting (for the steward), confirmed, expired
   */
  public record State(String state, @Nullable String digits, @Nullable String name) {}

  private record Pairing(
      PairingCode code, Instant expires, @Nullable Hello hello, int wrong, @Nullable Bytes answer) {
    Pairing with(Hello knocked) {
      return new Pairing(code, expires, knocked, wrong, answer);
    }

    Pairing wrongOnce() {
      return new Pairing(code, expires, hello, wrong + 1, answer);
    }

    Pairing answered(Bytes admitted) {
      return new Pairing(code, expires, hello, wrong, admitted);
    }
  }

  private final PracticeId practice;
  private final Roster roster;
  private final SigningKey key;
  private final Clock clock;
  private final SecureRandom random;
  private @Nullable Pairing pairing;

  public PairingDesk(
      PracticeId practice, Roster roster, SigningKey key, Clock clock, SecureRandom random) {
    this.practice = practice;
    this.roster = roster;
    this.key = key;
    this.clock = clock;
    this.random = random;
  }

  /** A new code; one given before is void. */
  public synchronized Issued code(String address) {
    byte[] secret = new byte[16];
    random.nextBytes(secret);
    PairingCode code = new PairingCode(address, practice, Bytes.of(secret));
    Pairing fresh = new Pairing(code, clock.instant().plus(GOOD), null, 0, null);
    pairing = fresh;
    return new Issued(code.text(), fresh.expires());
  }

  /** A newcomer knocks; the same again is answered again. */
  public synchronized Bytes hello(Bytes mailbox, Bytes message) {
    Pairing now = of(mailbox);
    Hello hello = PairingMessages.readHello(now.code(), message);
    Hello before = now.hello();
    if (before != null && !before.equals(hello)) {
      throw new PairingRefused(Why.USED);
    }
    pairing = now.with(hello);
    Bytes signed = PairingMessages.met(now.code(), hello.content());
    return PairingMessages.write(
        new Met(key.publicKey(), roster.chain(ReplicaId.of(key.publicKey())), key.sign(signed)));
  }

  /** The answer to the newcomer, once the steward has signed. */
  public synchronized Optional<Bytes> answer(Bytes mailbox) {
    return Optional.ofNullable(of(mailbox).answer());
  }

  public synchronized State state() {
    Pairing now = pairing;
    if (now == null) {
      return new State("none", null, null);
    }
    Hello hello = now.hello();
    if (now.answer() == null && expired(now)) {
      return new State("expired", null, null);
    }
    if (hello == null) {
      return new State("open", null, null);
    }
    return new State(
        now.answer() == null ? "waiting" : "confirmed",
        now.code().digits(hello.keys()),
        hello.name());
  }

  /**
   * The steward typed the digits that the newcomer's screen shows: her session signs for it.
   *
   * @throws carnet.vault.NotAllowed if she is no steward
   */
  public synchronized Act.Replica confirm(Session by, String digits, Act.Role role) {
    Pairing now = pairing;
    Hello hello = now == null ? null : now.hello();
    if (now == null || hello == null || now.answer() != null) {
      throw new PairingRefused(Why.NOBODY);
    }
    if (expired(now)) {
      throw new PairingRefused(Why.EXPIRED);
    }
    if (!now.code().digits(hello.keys()).equals(digits.replaceAll("\\D", ""))) {
      pairing = now.wrong() + 1 >= TRIES ? null : now.wrongOnce();
      throw new PairingRefused(Why.DIGITS);
    }
    Act.Replica act =
        new Act.Replica(hello.key(), hello.kem(), role, hello.name(), hello.addresses());
    Payload signed = Replicas.certify(by, act);
    pairing =
        now.answered(PairingMessages.admitted(now.code(), acts(ReplicaId.of(hello.key()), signed)));
    return act;
  }

  private List<Payload> acts(ReplicaId newcomer, Payload signed) {
    Set<Payload> acts = new LinkedHashSet<>(roster.chain(ReplicaId.of(key.publicKey())));
    acts.addAll(roster.chain(newcomer));
    acts.add(signed);
    return new ArrayList<>(acts);
  }

  private Pairing of(Bytes mailbox) {
    Pairing now = pairing;
    if (now == null || !now.code().mailbox().equals(mailbox)) {
      throw new PairingRefused(Why.UNKNOWN);
    }
    if (now.answer() == null && expired(now)) {
      throw new PairingRefused(Why.EXPIRED);
    }
    return now;
  }

  private boolean expired(Pairing each) {
    return !clock.instant().isBefore(each.expires());
  }
}

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
import java.util.function.Predicate;
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
   * @param state none, open (nobody knocked yet), waiting (for the steward), asked (for another
   *     member, or for a day to pass), refused, confirmed, expired
   */
  public record State(String state, @Nullable String digits, @Nullable String name) {}

  private record Pairing(
      PairingCode code, Instant expires, @Nullable Hello hello, int wrong, boolean compared) {
    Pairing with(Hello knocked) {
      return new Pairing(code, expires, knocked, wrong, compared);
    }

    Pairing wrongOnce() {
      return new Pairing(code, expires, hello, wrong + 1, compared);
    }

    Pairing comparedRight() {
      return new Pairing(code, expires, hello, wrong, true);
    }
  }

  private final PracticeId practice;
  private final Roster roster;
  private final SigningKey key;
  private final Predicate<Act.Replica> asked;
  private final Clock clock;
  private final SecureRandom random;
  private @Nullable Pairing pairing;

  /**
   * @param asked whether a server is asked for, and neither refused nor forgotten
   */
  public PairingDesk(
      PracticeId practice,
      Roster roster,
      SigningKey key,
      Predicate<Act.Replica> asked,
      Clock clock,
      SecureRandom random) {
    this.practice = practice;
    this.roster = roster;
    this.key = key;
    this.asked = asked;
    this.clock = clock;
    this.random = random;
  }

  /** A new code; one given before is void. */
  public synchronized Issued code(String address) {
    byte[] secret = new byte[16];
    random.nextBytes(secret);
    PairingCode code = new PairingCode(address, practice, Bytes.of(secret));
    Pairing fresh = new Pairing(code, clock.instant().plus(GOOD), null, 0, false);
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

  /** The answer to the newcomer, once it is one of the practice's servers. */
  public synchronized Optional<Bytes> answer(Bytes mailbox) {
    Pairing now = of(mailbox);
    Hello hello = now.hello();
    if (hello == null || !now.compared()) {
      return Optional.empty();
    }
    if (taken(hello)) {
      return Optional.of(PairingMessages.admitted(now.code(), acts(ReplicaId.of(hello.key()))));
    }
    if (!asked.test(server(hello))) {
      throw new PairingRefused(Why.EXPIRED);
    }
    return Optional.empty();
  }

  private boolean taken(Hello hello) {
    Act.Replica known = roster.replicas().get(ReplicaId.of(hello.key()));
    return known != null && known.kem().equals(hello.kem());
  }

  public synchronized State state() {
    Pairing now = pairing;
    if (now == null) {
      return new State("none", null, null);
    }
    Hello hello = now.hello();
    if (expired(now)) {
      return new State("expired", null, null);
    }
    if (hello == null) {
      return new State("open", null, null);
    }
    return new State(stateOf(now, hello), now.code().digits(hello.keys()), hello.name());
  }

  private String stateOf(Pairing now, Hello hello) {
    if (!now.compared()) {
      return "waiting";
    }
    if (taken(hello)) {
      return "confirmed";
    }
    return asked.test(server(hello)) ? "asked" : "refused";
  }

  /**
   * The steward typed the digits that the newcomer's screen shows: she asks for it, and her session
   * signs once that is granted.
   *
   * @throws carnet.vault.NotAllowed if she is no steward
   */
  public synchronized State confirm(Session by, String digits) {
    Pairing now = pairing;
    Hello hello = now == null ? null : now.hello();
    if (now == null || hello == null || now.compared()) {
      throw new PairingRefused(Why.NOBODY);
    }
    if (expired(now)) {
      throw new PairingRefused(Why.EXPIRED);
    }
    if (!now.code().digits(hello.keys()).equals(digits.replaceAll("\\D", ""))) {
      pairing = now.wrong() + 1 >= TRIES ? null : now.wrongOnce();
      throw new PairingRefused(Why.DIGITS);
    }
    var _ = Replicas.admit(by, server(hello));
    pairing = now.comparedRight();
    return state();
  }

  private static Act.Replica server(Hello hello) {
    return new Act.Replica(
        hello.key(), hello.kem(), Act.Role.FULL, hello.name(), hello.addresses());
  }

  private List<Payload> acts(ReplicaId newcomer) {
    Set<Payload> acts = new LinkedHashSet<>(roster.chain(ReplicaId.of(key.publicKey())));
    acts.addAll(roster.chain(newcomer));
    return new ArrayList<>(acts);
  }

  private Pairing of(Bytes mailbox) {
    Pairing now = pairing;
    if (now == null || !now.code().mailbox().equals(mailbox)) {
      throw new PairingRefused(Why.UNKNOWN);
    }
    if (expired(now)) {
      throw new PairingRefused(Why.EXPIRED);
    }
    return now;
  }

  /** Once the digits were compared it waits for the practice, not for the code. */
  private boolean expired(Pairing each) {
    return !each.compared() && !clock.instant().isBefore(each.expires());
  }
}

package carnet.server.unlock;

import carnet.journal.Bytes;
import carnet.server.practice.Caretaker;
import carnet.server.practice.House;
import carnet.vault.Invitations;
import carnet.vault.MemberId;
import carnet.vault.Session;
import carnet.vault.SessionEnded;
import carnet.vault.crypto.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Who is unlocked on this replica: the registry of sessions, in memory only.
 *
 * <p>A token is 32 random bytes, bound to the device's key. A renewal serves once: used again it
 * ends the session, because two hold it (RFC 9700, 4.14.2). A lost answer is given again for half a
 * minute, to the very request that lost it: it names itself by an id that no copy of the profile
 * holds. One session a device; idle, it is locked and its keys dropped.
 */
@Component
public final class Unlocked implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Unlocked.class);

  static final Duration TOKEN = Duration.ofMinutes(5);
  static final Duration FORGIVEN = Duration.ofSeconds(30);
  static final Duration LONGEST_LOCK = Duration.ofHours(12);
  static final Duration REMEMBERED = Duration.ofHours(1);

  /** What a page is given, once. */
  record Given(SignedIn signedIn, String token, String renewal, String returnKey) {}

  private final House house;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Visit> byToken = new ConcurrentHashMap<>();
  private final Map<String, Visit> byRenewal = new ConcurrentHashMap<>();
  private final Map<String, Visit> byDevice = new ConcurrentHashMap<>();

  Unlocked(House house, Caretaker caretaker) {
    this.house = house;
    this.clock = house.settings().clock();
    this.random = house.random();
    caretaker.every("idle sessions", Duration.ofSeconds(5), this::sweep);
    house.whenFounded(founded -> founded.vault().keyring().onChange(this::obeyKeyring));
  }

  /** Every session that is unlocked now. */
  public List<SignedIn> live() {
    List<SignedIn> live = new ArrayList<>();
    for (Visit each : byDevice.values()) {
      synchronized (each) {
        SignedIn open = each.open;
        if (open != null && open.ended().isEmpty()) {
          live.add(open);
        }
      }
    }
    return live;
  }

  /** Who is unlocked and holds keys that others lack gives them now, not at her next sign-in. */
  public void give() {
    for (SignedIn each : live()) {
      try {
        Invitations.give(each.session());
      } catch (SessionEnded gone) {
        LOG.debug("a holder left meanwhile; another may be there");
      }
    }
  }

  /** Ends all sessions of a member. @return how many */
  public int end(MemberId member, Ended why) {
    int count = 0;
    for (Visit each : byDevice.values()) {
      synchronized (each) {
        if (each.member.equals(member) && each.ended == null) {
          each.end(why, clock.instant());
          count++;
        }
      }
    }
    return count;
  }

  /** 16 random bytes in hex. */
  public String newId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return Bytes.adopt(id).hex();
  }

  /** A session just unlocked; another one of the same device ends. */
  Given admit(Session session, String login, String id) {
    String device = session.from().device();
    Visit visit = new Visit(id, session.member().id(), login, device, clock.instant());
    Visit before = byDevice.put(device, visit);
    if (before != null) {
      synchronized (before) {
        before.end(Ended.ELSEWHERE, clock.instant());
      }
    }
    return wake(visit, session);
  }

  private Given wake(Visit visit, Session session) {
    synchronized (visit) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      String returnKey = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
      SignedIn open = new SignedIn(house, session, visit.login, visit.device, visit.id);
      try (Secret secret = Secret.owning(key)) {
        visit.asleep = session.asleep(secret);
      }
      visit.open = open;
      visit.used = clock.instant();
      visit.changed = visit.used;
      visit.last = null;
      return new Given(open, token(visit), renewal(visit), returnKey);
    }
  }

  /** The visit of that token, if it is this device's and has not ended; open or locked. */
  Visit visit(String token, Caller caller) {
    Visit visit = byToken.get(Proofs.hash(token));
    if (visit == null || !visit.device.equals(caller.device())) {
      throw Ended.NONE.problem();
    }
    synchronized (visit) {
      if (visit.ended != null) {
        throw visit.ended.problem();
      }
      if (visit.open != null && idle(visit)) {
        visit.lock(clock.instant());
      }
      Instant until = visit.tokens.get(Proofs.hash(token));
      if (visit.open != null && (until == null || !clock.instant().isBefore(until))) {
        throw Ended.EXPIRED.problem();
      }
      return visit;
    }
  }

  /** The session of that visit, used now; a locked one is not. */
  @Nullable SignedIn use(Visit visit, boolean byPerson) {
    synchronized (visit) {
      if (visit.open != null && idle(visit)) {
        visit.lock(clock.instant());
      }
      if (byPerson) {
        visit.used = clock.instant();
      }
      return visit.open;
    }
  }

  /**
   * A new token against a renewal, which is spent by it.
   *
   * @param attempt the same for a request that is sent again because its answer was lost
   */
  Visit.Renewed renew(String renewal, @Nullable String attempt, Caller caller) {
    Visit visit = byRenewal.get(Proofs.hash(renewal));
    if (visit == null) {
      throw Ended.NONE.problem();
    }
    synchronized (visit) {
      if (visit.ended != null) {
        throw visit.ended.problem();
      }
      Instant now = clock.instant();
      Visit.Renewed last = visit.last;
      boolean hers = visit.device.equals(caller.device());
      if (hers
          && last != null
          && last.answered(renewal, attempt)
          && !now.isAfter(last.at().plus(FORGIVEN))) {
        return last;
      }
      if (!hers || !visit.renewal.equals(Proofs.hash(renewal))) {
        visit.end(Ended.COPIED, now);
        throw Ended.COPIED.problem();
      }
      if (use(visit, false) == null) {
        throw Ended.lockedProblem();
      }
      Visit.Renewed next = new Visit.Renewed(renewal, attempt, token(visit), renewal(visit), now);
      visit.last = next;
      return next;
    }
  }

  void lock(Visit visit) {
    synchronized (visit) {
      visit.lock(clock.instant());
    }
  }

  void end(Visit visit, Ended why) {
    synchronized (visit) {
      visit.end(why, clock.instant());
    }
  }

  /** Back from a lock; the session is what {@code unlocking} makes of the account key asleep. */
  Given back(Visit visit, BiFunction<Visit, Bytes, Session> unlocking) {
    Bytes asleep;
    synchronized (visit) {
      asleep = visit.asleep;
      if (visit.ended != null || asleep == null) {
        throw (visit.ended == null ? Ended.EXPIRED : visit.ended).problem();
      }
    }
    Session session = unlocking.apply(visit, asleep);
    synchronized (visit) {
      if (visit.ended != null) {
        session.close();
        throw visit.ended.problem();
      }
      visit.lock(clock.instant());
      return wake(visit, session);
    }
  }

  private String token(Visit visit) {
    String token = secret();
    visit.tokens.put(Proofs.hash(token), clock.instant().plus(TOKEN));
    byToken.put(Proofs.hash(token), visit);
    return token;
  }

  private String renewal(Visit visit) {
    String renewal = secret();
    visit.renewal = Proofs.hash(renewal);
    byRenewal.put(visit.renewal, visit);
    return renewal;
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Arrays.fill(bytes, (byte) 0);
    return text;
  }

  private boolean idle(Visit visit) {
    return !clock.instant().isBefore(visit.used.plus(house.settings().idle()));
  }

  /** Locks what is idle, ends what was locked too long, forgets what ended. */
  void sweep() {
    Instant now = clock.instant();
    for (Visit each : byDevice.values()) {
      synchronized (each) {
        if (each.open != null && idle(each)) {
          each.lock(now);
        }
        if (each.open == null && now.isAfter(each.changed.plus(LONGEST_LOCK))) {
          each.end(Ended.EXPIRED, now);
        }
      }
    }
    if (house.founded() && live().isEmpty()) {
      house.practice().lock();
    }
    byToken.entrySet().removeIf(each -> forgotten(each.getKey(), each.getValue(), now));
    byRenewal.values().removeIf(each -> forgotten(each, now));
    byDevice.values().removeIf(each -> forgotten(each, now));
  }

  private static boolean forgotten(Visit visit, Instant now) {
    synchronized (visit) {
      return visit.ended != null && now.isAfter(visit.changed.plus(REMEMBERED));
    }
  }

  /**
   * A token of an open session goes a while after it expired; a locked one's stays, to return by.
   */
  private static boolean forgotten(String token, Visit visit, Instant now) {
    synchronized (visit) {
      Instant until = visit.tokens.get(token);
      boolean old = visit.open != null && until != null && now.isAfter(until.plus(TOKEN));
      if (old) {
        visit.tokens.remove(token);
      }
      return old || forgotten(visit, now);
    }
  }

  /** Whom the keyring shut out, here or on another replica, is out at once. */
  private void obeyKeyring() {
    for (Visit each : List.copyOf(byDevice.values())) {
      house
          .vault()
          .keyring()
          .member(each.member)
          .ifPresent(member -> {
            synchronized (each) {
              switch (member.state()) {
                case FROZEN -> each.end(Ended.FROZEN, clock.instant());
                case DEPARTED -> each.end(Ended.DEPARTED, clock.instant());
                case ACTIVE, INVITED -> {
                  if (each.ofOldKeys()) {
                    each.end(Ended.REPLACED, clock.instant());
                  }
                }
              }
            }
          });
    }
  }

  @Override
  public void close() {
    for (Visit each : byDevice.values()) {
      synchronized (each) {
        each.lock(clock.instant());
      }
    }
  }
}

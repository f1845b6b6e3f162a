package carnet.server.unlock;

import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.vault.Devices;
import carnet.vault.Enrolment;
import carnet.vault.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Browsers that ask to be let in for a login, until someone who may approves with the six digits
 * both screens show.
 *
 * <p>In memory, ten minutes. A login that does not exist waits like any other: the answer tells
 * nothing.
 */
@Component
public final class Enrolments {

  enum State {
    WAITING,
    APPROVED,
    REFUSED,
    EXPIRED
  }

  record Asked(
      String id,
      String login,
      Optional<MemberId> member,
      Enrolment.Device device,
      String number,
      Instant at,
      String network,
      State state) {

    Asked in(State next) {
      return new Asked(id, login, member, device, number, at, network, next);
    }
  }

  private static final Duration GOOD = Duration.ofMinutes(10);
  private static final int MOST = 200;
  private static final int MOST_FOR_NETWORK = 20;

  private final House house;
  private final Unlocked unlocked;
  private final Map<String, Asked> asked = new LinkedHashMap<>();

  Enrolments(House house, Unlocked unlocked) {
    this.house = house;
    this.unlocked = unlocked;
  }

  synchronized Asked ask(String login, String label, Caller caller) {
    Instant now = now();
    asked.values().removeIf(each -> now.isAfter(each.at().plus(GOOD.multipliedBy(2))));
    long ofNetwork =
        asked.values().stream().filter(each -> each.network().equals(caller.network())).count();
    if (asked.size() >= MOST || ofNetwork >= MOST_FOR_NETWORK) {
      throw Tries.tooMany(GOOD.toSeconds());
    }
    asked
        .values()
        .removeIf(each ->
            each.device().thumbprint().equals(caller.device()) && each.login().equals(login));
    Asked one =
        new Asked(
            unlocked.newId(),
            login,
            Devices.memberOf(house.vault(), login),
            new Enrolment.Device(caller.device(), label),
            String.format(Locale.ROOT, "%06d", house.random().nextInt(1_000_000)),
            now,
            caller.network(),
            State.WAITING);
    asked.put(one.id(), one);
    return one;
  }

  /** For the device that asked, and no other. */
  synchronized State state(String id, Caller caller) {
    return of(id)
        .filter(each -> each.device().thumbprint().equals(caller.device()))
        .map(Asked::state)
        .orElse(State.EXPIRED);
  }

  synchronized List<Asked> approvableBy(SignedIn by) {
    return asked.keySet().stream().toList().stream()
        .flatMap(id -> of(id).stream())
        .filter(each -> each.state() == State.WAITING)
        .filter(each -> each.member().filter(by.member()::equals).isPresent())
        .toList();
  }

  /** What this member may approve, if the number is the one on the other screen. */
  synchronized Asked mine(String id, SignedIn by) {
    return approvableBy(by).stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(Problem::notFound);
  }

  synchronized void approve(Asked one, String number, SignedIn by) {
    if (!one.number().equals(number.replaceAll("\\s", ""))) {
      throw Problem.of(
              "invalid",
              HttpStatus.UNPROCESSABLE_CONTENT,
              "Ce n’est pas le nombre affiché sur l’autre écran.",
              "That is not the number on the other screen.")
          .field("/number");
    }
    Devices.enrol(by.session(), one.device());
    asked.put(one.id(), one.in(State.APPROVED));
  }

  synchronized void refuse(Asked one) {
    asked.put(one.id(), one.in(State.REFUSED));
  }

  private Optional<Asked> of(String id) {
    return Optional.ofNullable(asked.get(id))
        .map(each ->
            each.state() == State.WAITING && now().isAfter(each.at().plus(GOOD))
                ? each.in(State.EXPIRED)
                : each);
  }

  private Instant now() {
    return house.clock().now();
  }
}

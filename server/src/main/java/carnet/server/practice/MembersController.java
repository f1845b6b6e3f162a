package carnet.server.practice;

import carnet.journal.EntryId;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Ended;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SignedIn;
import carnet.server.unlock.Unlocked;
import carnet.vault.Compartment;
import carnet.vault.Departure;
import carnet.vault.Devices;
import carnet.vault.Invitations;
import carnet.vault.Keyring;
import carnet.vault.Member;
import carnet.vault.MemberId;
import carnet.vault.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who is of the practice, and who leaves it. */
@RestController
final class MembersController {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Listed(
      String id,
      String name,
      @Nullable String login,
      String role,
      String profession,
      boolean steward,
      String state,
      Instant since,
      List<String> holds,
      @Nullable Leaving leaving,
      @Nullable Waiting returning) {}

  /**
   * A departure that is not settled: it waits for a second person, it may still be undone, or it is
   * contested and a third person decides by undoing it or the other.
   *
   * @param undoUntil of one that stands
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Leaving(
      String id,
      String by,
      Instant at,
      String reason,
      String state,
      @Nullable Instant undoUntil,
      boolean mayConfirm,
      boolean mayUndo) {}

  /** A return that waits for a second person. */
  record Waiting(String id, String by, Instant at, @Nullable Instant aloneFrom) {}

  record Depart(@Nullable String reason, @Nullable String code) {}

  /**
   * @param waits a steward's: nothing has happened until a second person confirms it
   */
  record Left(
      String id, Instant undoUntil, int sessionsEnded, List<String> epochsDue, boolean waits) {}

  private final House house;
  private final Entrance entrance;
  private final Unlocked unlocked;

  MembersController(House house, Entrance entrance, Unlocked unlocked) {
    this.house = house;
    this.entrance = entrance;
    this.unlocked = unlocked;
  }

  @GetMapping("/api/members")
  List<Listed> members(SignedIn signedIn) {
    Session by = signedIn.session();
    Map<MemberId, Set<Compartment>> due = Invitations.due(house.vault());
    List<Listed> all = new ArrayList<>();
    for (Member each : house.vault().keyring().members()) {
      Set<Compartment> waits = due.getOrDefault(each.id(), Set.of());
      List<String> holds =
          Arrays.stream(Compartment.values())
              .filter(each::opens)
              .filter(clazz -> !waits.contains(clazz))
              .map(Compartment::wire)
              .toList();
      all.add(
          new Listed(
              each.id().hex(),
              each.name(),
              Devices.loginOf(house.vault(), each.id()).orElse(null),
              each.role().wire(),
              each.profession(),
              each.steward(),
              each.state() == Member.State.ACTIVE && holds.isEmpty()
                  ? "accepted"
                  : each.state().name().toLowerCase(Locale.ROOT),
              each.since(),
              each.mayWork() ? holds : List.of(),
              leaving(by, each.id()),
              returning(each.id())));
    }
    for (Invitations.Pending each : Invitations.pending(house.vault())) {
      if (house.vault().keyring().member(each.member()).isPresent()) {
        continue; // She comes back: she is above.
      }
      all.add(
          new Listed(
              each.member().hex(),
              each.person().name(),
              each.person().login(),
              each.person().role().wire(),
              each.person().profession(),
              each.person().steward(),
              "invited",
              each.expires().minus(Invitations.VALID),
              List.of(),
              null,
              null));
    }
    return all;
  }

  @PostMapping("/api/members/{id}/departure")
  Left depart(@PathVariable String id, @RequestBody Depart asked, SignedIn by, Caller caller) {
    MemberId who = MemberId.fromHex(Fields.id(id, ""));
    String reason = Fields.text(asked.reason(), "/reason", 60);
    if (house.vault().keyring().member(who).isEmpty()) {
      throw Problem.notFound();
    }
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    int open = open(who);
    return left(Departure.remove(by.session(), who, reason), open);
  }

  private @Nullable Leaving leaving(Session by, MemberId who) {
    return house.vault().keyring().departures().stream()
        .filter(each -> each.member().equals(who) && isOpen(each))
        .findFirst()
        .map(each ->
            new Leaving(
                each.id().hex(),
                each.by().hex(),
                each.at(),
                each.reason(),
                each.state().name().toLowerCase(Locale.ROOT),
                each.stands() ? each.undoUntil() : null,
                Departure.maySecond(by, each),
                Departure.mayUndo(by, each)))
        .orElse(null);
  }

  private boolean isOpen(Keyring.Departure departure) {
    return switch (departure.state()) {
      case PROPOSED, CONTESTED -> true;
      case STANDS -> !departure.isFinal(house.clock().now());
      case UNDONE, VOID -> false;
    };
  }

  private @Nullable Waiting returning(MemberId who) {
    return house.vault().keyring().returns().stream()
        .filter(each -> each.member().equals(who) && each.state() == Keyring.Return.State.WAITING)
        .findFirst()
        .map(each -> new Waiting(each.id().hex(), each.by().hex(), each.at(), each.aloneFrom()))
        .orElse(null);
  }

  /** A steward leaves by two: this is the second. */
  @PostMapping("/api/departures/{id}/second")
  Left second(@PathVariable String id, @RequestBody Code asked, SignedIn by, Caller caller) {
    EntryId removal = entry(id);
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    MemberId who =
        house.vault().keyring().departures().stream()
            .filter(each -> each.id().equals(removal))
            .map(Keyring.Departure::member)
            .findFirst()
            .orElseThrow(Problem::notFound);
    return left(Departure.second(by.session(), removal), open(who));
  }

  private int open(MemberId who) {
    return (int) unlocked.live().stream().filter(each -> each.member().equals(who)).count();
  }

  private Left left(Keyring.Departure departure, int open) {
    if (departure.stands()) {
      unlocked.end(departure.member(), Ended.DEPARTED);
    }
    return new Left(
        departure.id().hex(),
        departure.undoUntil(),
        departure.stands() ? open : 0,
        Departure.due(house.vault()).stream().sorted().map(Compartment::wire).toList(),
        !departure.stands());
  }

  static EntryId entry(String id) {
    if (!id.matches("[0-9a-f]{64}")) {
      throw Problem.notFound();
    }
    return EntryId.fromHex(id);
  }

  @PostMapping("/api/departures/{id}/undo")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void undo(@PathVariable String id, @RequestBody Code asked, SignedIn by, Caller caller) {
    EntryId removal = entry(id);
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    Departure.undo(by.session(), removal);
  }
}

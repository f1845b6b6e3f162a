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
      String state,
      Instant since,
      List<String> holds) {}

  record Leaving(@Nullable String reason, @Nullable String code) {}

  record Left(String id, Instant undoUntil, int sessionsEnded, List<String> epochsDue) {}

  record Code(@Nullable String code) {}

  private final House house;
  private final Entrance entrance;
  private final Unlocked unlocked;

  MembersController(House house, Entrance entrance, Unlocked unlocked) {
    this.house = house;
    this.entrance = entrance;
    this.unlocked = unlocked;
  }

  @GetMapping("/api/members")
  List<Listed> members(SignedIn by) {
    by.session();
    Map<MemberId, Set<Compartment>> due = Invitations.due(house.vault());
    List<Listed> all = new ArrayList<>();
    for (Member each : house.vault().keyring().members()) {
      Set<Compartment> waits = due.getOrDefault(each.id(), Set.of());
      List<String> holds =
          Arrays.stream(Compartment.values())
              .filter(each.role()::opens)
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
              each.state() == Member.State.ACTIVE && holds.isEmpty()
                  ? "accepted"
                  : each.state().name().toLowerCase(Locale.ROOT),
              each.since(),
              each.mayWork() ? holds : List.of()));
    }
    for (Invitations.Pending each : Invitations.pending(house.vault())) {
      all.add(
          new Listed(
              each.member().hex(),
              each.person().given() + " " + each.person().family(),
              each.person().login(),
              each.person().role().wire(),
              each.person().profession(),
              "invited",
              each.expires().minus(Invitations.VALID),
              List.of()));
    }
    return all;
  }

  @PostMapping("/api/members/{id}/departure")
  Left depart(@PathVariable String id, @RequestBody Leaving asked, SignedIn by, Caller caller) {
    MemberId who = MemberId.fromHex(Fields.id(id, ""));
    String reason = Fields.text(asked.reason(), "/reason", 60);
    if (house.vault().keyring().member(who).isEmpty()) {
      throw Problem.notFound();
    }
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    long before = unlocked.live().stream().filter(each -> each.member().equals(who)).count();
    Keyring.Departure departure = Departure.remove(by.session(), who, reason);
    unlocked.end(who, Ended.DEPARTED);
    return new Left(
        departure.id().value().hex(),
        departure.undoUntil(),
        (int) before,
        Departure.due(house.vault()).stream().sorted().map(Compartment::wire).toList());
  }

  @PostMapping("/api/departures/{id}/undo")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void undo(@PathVariable String id, @RequestBody Code asked, SignedIn by, Caller caller) {
    if (!id.matches("[0-9a-f]{2,128}")) {
      throw Problem.notFound();
    }
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    Departure.undo(by.session(), EntryId.fromHex(id));
  }
}

package carnet.server.continuity;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.ReplicaId;
import carnet.journal.authority.Act;
import carnet.server.Fields;
import carnet.server.practice.Code;
import carnet.server.practice.House;
import carnet.server.practice.Named;
import carnet.server.practice.Requested;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SignedIn;
import carnet.server.unlock.Unlocked;
import carnet.vault.Keyring;
import carnet.vault.Replicas;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which servers come into the practice and leave it: told to every member, answered by another. */
@RestController
final class ServersController {

  /**
   * @param taken whether it is one of the practice's servers by now
   */
  record Asked(@JsonUnwrapped Requested request, String server, boolean taken) {}

  record Removed(String id, Named member, String server, Instant at) {}

  record Changes(List<Asked> asked, List<Removed> removed) {}

  private final House house;
  private final Entrance entrance;
  private final Unlocked unlocked;

  ServersController(House house, Entrance entrance, Unlocked unlocked) {
    this.house = house;
    this.entrance = entrance;
    this.unlocked = unlocked;
  }

  /** Until a day has passed in which everybody could see it. */
  @GetMapping("/api/replicas/changes")
  Changes changes(SignedIn by) {
    by.session();
    Instant now = house.clock().now();
    Keyring keyring = house.vault().keyring();
    return new Changes(
        keyring.admissions().stream()
            .filter(each -> now.isBefore(each.until()))
            .map(this::asked)
            .toList(),
        keyring.dismissals().stream()
            .filter(each -> now.isBefore(each.at().plus(Keyring.Request.LASTS)))
            .map(each ->
                new Removed(each.id().hex(), Named.of(house, each.by()), each.name(), each.at()))
            .toList());
  }

  @PostMapping("/api/replicas/asked/{id}/second")
  Asked second(@PathVariable String id, @RequestBody Code given, SignedIn by, Caller caller) {
    EntryId which = known(id);
    entrance.confirm(by, Fields.text(given.code(), "/code"), caller);
    Keyring.Request<Act.Replica> request = Replicas.second(by.session(), which);
    unlocked.give(); // A steward who is here signs for it.
    return asked(request);
  }

  @PostMapping("/api/replicas/asked/{id}/refuse")
  Asked refuse(@PathVariable String id, @RequestBody Code given, SignedIn by, Caller caller) {
    EntryId which = known(id);
    entrance.confirm(by, Fields.text(given.code(), "/code"), caller);
    return asked(Replicas.refuse(by.session(), which));
  }

  /** A server that was stolen, sold or broken is none of ours any more. */
  @PostMapping("/api/replicas/{id}/removal")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String id, @RequestBody Code given, SignedIn by, Caller caller) {
    ReplicaId gone = new ReplicaId(Bytes.fromHex(Fields.id(id, "")));
    entrance.confirm(by, Fields.text(given.code(), "/code"), caller);
    Replicas.remove(by.session(), gone);
  }

  private EntryId known(String id) {
    return Requested.named(house.vault().keyring().admissions(), id);
  }

  private Asked asked(Keyring.Request<Act.Replica> of) {
    return new Asked(
        Requested.of(house, of), of.what().name(), Replicas.isKnown(house.vault(), of.what()));
  }
}

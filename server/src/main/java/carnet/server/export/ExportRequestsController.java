package carnet.server.export;

import carnet.journal.EntryId;
import carnet.server.Fields;
import carnet.server.chart.Held;
import carnet.server.practice.Code;
import carnet.server.practice.House;
import carnet.server.practice.Requested;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SignedIn;
import carnet.vault.Compartment;
import carnet.vault.Exports;
import carnet.vault.Keyring;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/exports}: a member asks that the whole practice may leave; every member sees it, and
 * another one accepts it or refuses.
 */
@RestController
final class ExportRequestsController {

  /**
   * @param until of one that is granted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Request(@JsonUnwrapped Requested request, String reason, @Nullable Instant until) {}

  record Asking(@Nullable String code, @Nullable String reason) {}

  private static final int LONGEST_REASON = 120;

  private final House house;
  private final Entrance entrance;

  ExportRequestsController(House house, Entrance entrance) {
    this.house = house;
    this.entrance = entrance;
  }

  /** Until the day is over in which it is, or would have been, granted. */
  @GetMapping("/api/exports")
  List<Request> all(SignedIn by) {
    by.session();
    Instant now = house.clock().now();
    return house.vault().keyring().exports().stream()
        .filter(each -> now.isBefore(each.until()))
        .map(this::request)
        .toList();
  }

  @PostMapping("/api/exports")
  Request ask(@RequestBody Asking asked, SignedIn by, Caller caller) {
    String reason = Fields.text(asked.reason(), "/reason", LONGEST_REASON);
    Held.require(by.session(), Compartment.HISTORY);
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    return request(Exports.ask(by.session(), reason));
  }

  @PostMapping("/api/exports/{id}/second")
  Request second(@PathVariable String id, @RequestBody Code asked, SignedIn by, Caller caller) {
    EntryId which = known(id);
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    return request(Exports.second(by.session(), which));
  }

  @PostMapping("/api/exports/{id}/refuse")
  Request refuse(@PathVariable String id, @RequestBody Code asked, SignedIn by, Caller caller) {
    EntryId which = known(id);
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    return request(Exports.refuse(by.session(), which));
  }

  private EntryId known(String id) {
    return Requested.named(house.vault().keyring().exports(), id);
  }

  private Request request(Keyring.Request<Keyring.Records> of) {
    boolean granted = of.state(house.clock().now()) == Keyring.Request.State.GRANTED;
    return new Request(Requested.of(house, of), of.what().reason(), granted ? of.until() : null);
  }
}

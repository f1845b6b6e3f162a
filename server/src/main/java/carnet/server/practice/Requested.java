package carnet.server.practice;

import carnet.journal.EntryId;
import carnet.server.Problem;
import carnet.vault.Keyring.Request;
import carnet.vault.MemberId;
import carnet.vault.Requests;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every member reads of a request for what nobody does alone.
 *
 * @param aloneFrom of one that waits: from when on it is granted without a second
 * @param mayAccept who may be the second, of one that waits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Requested(
    String id,
    Named member,
    Instant at,
    String state,
    @Nullable Instant aloneFrom,
    @Nullable Named acceptedBy,
    @Nullable Named refusedBy,
    List<Named> mayAccept) {

  public static Requested of(House house, Request<?> of) {
    Request.State state = of.state(house.clock().now());
    boolean waits = state == Request.State.WAITING;
    return new Requested(
        of.id().hex(),
        Named.of(house, of.by()),
        of.at(),
        state.name().toLowerCase(Locale.ROOT),
        waits ? of.from() : null,
        named(house, of.second()),
        named(house, of.refusedBy()),
        waits ? Requests.mayAccept(house.vault(), of).stream().map(Named::of).toList() : List.of());
  }

  private static @Nullable Named named(House house, MemberId who) {
    return who.equals(MemberId.NOBODY) ? null : Named.of(house, who);
  }

  /** The one among them that an address names. */
  public static EntryId named(List<? extends Request<?>> all, String id) {
    return all.stream()
        .map(Request::id)
        .filter(each -> each.hex().equals(id))
        .findFirst()
        .orElseThrow(Problem::notFound);
  }
}

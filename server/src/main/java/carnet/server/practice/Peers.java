package carnet.server.practice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The practice's other replicas as this one sees them now; the room of continuity gives them. */
@FunctionalInterface
public interface Peers {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Peer(String name, String address, boolean reachable, @Nullable Instant seenAt) {}

  List<Peer> peers();

  /** Whether nothing speaks against this replica's clock. */
  default boolean clockConfirmed() {
    return true;
  }
}

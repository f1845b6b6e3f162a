package carnet.server.continuity.exchange;

import carnet.journal.Bytes;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request or an answer as it came, whatever carried it; of an answer, method and path are empty.
 */
public record ReceivedMessage(
    String method, String path, Function<String, @Nullable String> headers, Bytes body) {
  @Nullable String header(String name) {
    return headers.apply(name);
  }
}

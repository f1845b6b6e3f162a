package carnet.server.continuity.exchange;

import carnet.journal.Bytes;
import java.util.Map;

/** What goes back, whatever carries it. */
public record Reply(int status, Map<String, String> headers, Bytes body) {
  public Reply {
    headers = Map.copyOf(headers);
  }
}

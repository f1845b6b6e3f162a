package carnet.server.unlock;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When this server last heard an enrolled device in a session, since it started. */
@Component
final class LastSeen {

  private final Map<String, Instant> seen = new ConcurrentHashMap<>();

  void note(String device, Instant now) {
    seen.put(device, now);
  }

  @Nullable Instant of(String device) {
    return seen.get(device);
  }
}

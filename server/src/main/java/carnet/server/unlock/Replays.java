package carnet.server.unlock;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The proofs already seen, by the window of their nonce and by device; a window too old to be
 * accepted is forgotten whole.
 *
 * <p>Bounded: a device that sends more proofs in a window than a person could is refused, and so is
 * a new device when too many are about.
 */
final class Replays {

  enum Seen {
    NEW,
    BEFORE,
    TOO_MANY
  }

  private static final int PER_DEVICE = 20_000;
  private static final int DEVICES = 5_000;
  private static final int WINDOWS = 3;

  private final TreeMap<Long, Map<String, Set<String>>> windows = new TreeMap<>();

  Seen note(long window, String device, String id) {
    Map<String, Set<String>> devices = in(window);
    if (devices.size() >= DEVICES && !devices.containsKey(device)) {
      return Seen.TOO_MANY;
    }
    Set<String> ids = devices.computeIfAbsent(device, _ -> new HashSet<>());
    synchronized (ids) {
      if (ids.size() >= PER_DEVICE) {
        return Seen.TOO_MANY;
      }
      return ids.add(id) ? Seen.NEW : Seen.BEFORE;
    }
  }

  private synchronized Map<String, Set<String>> in(long window) {
    Map<String, Set<String>> devices =
        windows.computeIfAbsent(window, _ -> new ConcurrentHashMap<>());
    windows.headMap(windows.lastKey() - WINDOWS + 1, false).clear();
    return devices;
  }
}

package carnet.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an account works from: devices and networks with the time since when, and where it last
 * gave a factor. Bounded; the oldest place is forgotten first.
 */
final class Places {
  private static final int MOST = 64;
  private static final Duration YOUNG = Duration.ofDays(1);

  private Map<String, Instant> devices = new LinkedHashMap<>();
  private Map<String, Instant> networks = new LinkedHashMap<>();
  private Map<String, Instant> factors = new LinkedHashMap<>();

  void areUsual(Collection<String> itsDevices, Collection<String> itsNetworks) {
    itsDevices.forEach(device -> remember(devices, device, Instant.EPOCH));
    itsNetworks.forEach(network -> remember(networks, network, Instant.EPOCH));
  }

  void factorGiven(@Nullable String device, @Nullable String network, Instant time) {
    trust(device, network, time);
    String where = device == null ? "" : device;
    factors.remove(where);
    remember(factors, where, time);
    factors.put(where, time);
  }

  boolean knowsDevice(@Nullable String device) {
    return device == null || devices.isEmpty() || devices.containsKey(device);
  }

  boolean knowsNetwork(@Nullable String network) {
    return network == null || networks.isEmpty() || networks.containsKey(network);
  }

  /**
   * A device never seen, or since less than a day. The first device an account ever has is its own.
   */
  boolean isForeign(@Nullable String device, Instant time) {
    return !knowsDevice(device)
        || (device != null
            && devices.getOrDefault(device, Instant.EPOCH).isAfter(time.minus(YOUNG)));
  }

  void trust(@Nullable String device, @Nullable String network, Instant time) {
    remember(devices, device, time);
    remember(networks, network, time);
  }

  /**
   * The first device and network are taken as they come: nothing is known that they could differ
   * from.
   */
  void adoptFirst(@Nullable String device, @Nullable String network, Instant time) {
    remember(devices, devices.isEmpty() ? device : null, time);
    remember(networks, networks.isEmpty() ? network : null, time);
  }

  private static void remember(Map<String, Instant> places, @Nullable String place, Instant time) {
    if (place != null) {
      places.putIfAbsent(place, places.isEmpty() ? Instant.EPOCH : time);
      if (places.size() > MOST) {
        places.remove(places.keySet().iterator().next());
      }
    }
  }

  Instant lastFactor(@Nullable String device) {
    Instant anywhere = factors.getOrDefault("", Instant.EPOCH);
    Instant here = device == null ? anywhere : factors.getOrDefault(device, Instant.EPOCH);
    return here.isAfter(anywhere) ? here : anywhere;
  }
}

package carnet.server.unlock;

import carnet.journal.authority.Act;
import carnet.server.practice.House;
import carnet.server.practice.Peers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The addresses of this practice: under which this server is reached, and those of its other
 * replicas, from which the app may call it. A proof made for any other name (a page that relays, a
 * rebound name) is worth nothing here.
 */
@Component
public final class Origins {

  private final House house;
  private final ObjectProvider<Peers> peers;

  Origins(House house, ObjectProvider<Peers> peers) {
    this.house = house;
    this.peers = peers;
  }

  /** Whether a request to that origin is to us. */
  boolean mine(String origin, int localPort) {
    URI uri = URI.create(origin);
    String host = uri.getHost();
    boolean loopback =
        host != null
            && "http".equals(uri.getScheme())
            && port(uri) == localPort
            && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]"));
    return loopback || own().contains(origin);
  }

  /** Whether the app at that origin may call us. */
  public boolean ours(String origin) {
    return all().contains(origin);
  }

  /** The origins of all replicas, for the page's own policy. */
  public Set<String> all() {
    Set<String> all = new TreeSet<>(own());
    if (house.founded()) {
      peers.getIfAvailable(() -> List::of).peers().stream()
          .map(Peers.Peer::address)
          .forEach(peer -> origin(peer).ifPresent(all::add));
      for (Act.Replica each : house.roster().replicas().values()) {
        each.addresses().forEach(address -> origin(address).ifPresent(all::add));
      }
    }
    return all;
  }

  /** Passkeys are made and used on pages of these. */
  Set<String> own() {
    Set<String> own = new TreeSet<>();
    house.settings().addresses().forEach(address -> origin(address).ifPresent(own::add));
    if (house.founded()) {
      Act.Replica self = house.roster().replicas().get(house.custody().replica());
      if (self != null) {
        self.addresses().forEach(address -> origin(address).ifPresent(own::add));
      }
    }
    return own;
  }

  /** Empty for what is none: what another replica let pass must stop no request here. */
  private static Optional<String> origin(String address) {
    try {
      URI uri = new URI(address);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean plain = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
      return uri.getHost() == null
          ? Optional.empty()
          : Optional.of(scheme + "://" + uri.getHost() + (plain ? "" : ":" + uri.getPort()));
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  private static int port(URI uri) {
    return uri.getPort() < 0 ? 80 : uri.getPort();
  }
}

package carnet.server.practice;

import carnet.server.Settings;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a page may know before anybody signs in. */
@RestController
final class StatusController {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Status(
      String product,
      String version,
      Named replica,
      boolean founded,
      @Nullable Named practice,
      boolean demo,
      List<Peers.Peer> peers) {}

  private final House house;
  private final ObjectProvider<Peers> peers;

  StatusController(House house, ObjectProvider<Peers> peers) {
    this.house = house;
    this.peers = peers;
  }

  @GetMapping("/api/status")
  Status status() {
    Peers known = peers.getIfAvailable(() -> List::of);
    return new Status(
        "carnet",
        Settings.VERSION,
        new Named(house.custody().replica().hex(), house.replicaName()),
        house.founded(),
        house.founded() ? new Named(house.vault().practice().hex(), house.practiceName()) : null,
        house.demo(),
        known.peers());
  }
}

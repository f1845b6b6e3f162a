package carnet.server.continuity;

import carnet.journal.EntryId;
import carnet.journal.ReplicaId;
import carnet.journal.authority.Act;
import carnet.server.Problem;
import carnet.server.continuity.pairing.PairingDesk;
import carnet.server.practice.House;
import carnet.server.practice.Peers;
import carnet.vault.Replicas;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The continuity of this server's practice, from the moment that there is one. */
@Component
public final class Running implements Peers, AutoCloseable {
  private record Started(Continuity continuity, PairingDesk desk) {}

  private static final Duration SECOND_COPY = Duration.ofSeconds(1);

  private final House house;
  private final @Nullable Path copy;
  private volatile @Nullable Started started;

  Running(House house, ObjectProvider<Wanted> wanted) {
    this.house = house;
    this.copy = wanted.getIfAvailable(() -> Wanted.NOTHING).copy();
    house.whenFounded(this::start);
  }

  private void start(House founded) {
    Here here =
        new Here(
            founded.vault().practice(),
            founded.store(),
            founded.letters(),
            founded.roster(),
            founded.log(),
            founded.vault(),
            founded.custody(),
            founded.settings().clock());
    Continuity continuity = new Continuity(here, copy, founded.random());
    PairingDesk desk =
        new PairingDesk(
            here.practice(),
            here.roster(),
            here.custody().signingKey(),
            server -> Replicas.isAsked(here.vault(), server),
            here.clock(),
            founded.random());
    started = new Started(continuity, desk);
    continuity.start(CalledPeers.in(founded.data()).all());
    founded.holders(this::holders);
  }

  /** Waits a moment for a second copy, where a peer is there to make one. */
  private List<String> holders(EntryId entry) {
    Continuity continuity = continuity();
    boolean another = peers().stream().anyMatch(Peer::reachable);
    return house
        .store()
        .find(house.vault().practice(), entry)
        .map(found -> continuity.copiesOf(found.place(), another ? SECOND_COPY : Duration.ZERO))
        .orElseGet(List::of);
  }

  private Started started() {
    Started now = started;
    if (now == null) {
      throw Problem.of(
          "not-founded",
          HttpStatus.CONFLICT,
          "Aucun cabinet n’est encore ouvert sur ce serveur.",
          "No practice is open on this server yet.");
    }
    return now;
  }

  /** For rooms that tell who holds what they wrote. */
  public Continuity continuity() {
    return started().continuity();
  }

  PairingDesk desk() {
    return started().desk();
  }

  @Override
  public List<Peer> peers() {
    Started now = started;
    if (now == null) {
      return List.of();
    }
    Map<ReplicaId, String> called = now.continuity().called();
    return house.roster().replicas().values().stream()
        .filter(each -> !each.id().equals(house.custody().replica()))
        .map(each ->
            new Peer(
                each.name(),
                called.getOrDefault(each.id(), first(each)),
                now.continuity().reachable(each.id()),
                now.continuity().seenAt(each.id()).orElse(null)))
        .toList();
  }

  @Override
  public boolean clockConfirmed() {
    Started now = started;
    return now != null && now.continuity().clockConfirmed();
  }

  private static String first(Act.Replica each) {
    return each.addresses().isEmpty() ? "" : each.addresses().getFirst();
  }

  @Override
  public void close() {
    Started now = started;
    if (now != null) {
      now.continuity().close();
    }
  }
}

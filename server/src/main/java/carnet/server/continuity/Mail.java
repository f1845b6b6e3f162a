package carnet.server.continuity;

import carnet.journal.Bytes;
import carnet.journal.ReplicaId;
import carnet.journal.authority.Act;
import carnet.journal.exchange.Exchange;
import carnet.journal.exchange.Letters.Letter;
import carnet.journal.exchange.Peer;
import carnet.vault.Correspondence;
import carnet.vault.Correspondence.Received;
import carnet.vault.crypto.CannotOpen;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries letters between this replica's mailbox and a peer's, opens those to this replica and
 * answers them: keys to whom lacks them, fresh one-time keys to who used one. Safe for many
 * threads.
 */
final class Mail {
  private static final int ROUNDS = 3;

  private final Here here;
  private final Correspondence correspondence;
  private final Arrivals arrivals;
  private final Set<ReplicaId> greeted = new HashSet<>();

  Mail(Here here, Arrivals arrivals) {
    this.here = here;
    this.arrivals = arrivals;
    this.correspondence = new Correspondence(here.custody(), here.practice());
  }

  /** Offers one-time keys to every full replica that was not offered any since the start. */
  synchronized void greet() {
    for (Act.Replica each : fullOthers()) {
      if (greeted.add(each.id())) {
        here.letters().post(each.id(), correspondence.offer(each.id()));
      }
    }
  }

  /**
   * Offers anew at the next occasion: a peer may have used up what it had for letters that were
   * lost.
   */
  synchronized void greetAnew() {
    greeted.clear();
  }

  /** The pepper was renewed here: every other full replica must have it. */
  synchronized void spread() {
    fullOthers().forEach(each -> write(each.id()));
  }

  private void write(ReplicaId to) {
    Optional<Bytes> letter = correspondence.letter(to);
    // Where the peer left no key, its next offer tells that it lacks one, and is answered.
    letter.ifPresent(sealed -> here.letters().post(to, sealed));
  }

  /** Exchanges letters with a peer until neither has any for the other. */
  void carry(Exchange exchange, Peer peer, Set<ReplicaId> called) {
    for (int round = 0; round < ROUNDS; round++) {
      boolean sent = deliver(exchange, peer, called);
      Map<Long, Bytes> mail = exchange.pickUp(peer, Set.of());
      mail.values().forEach(this::open);
      if (!mail.isEmpty()) {
        exchange.pickUp(peer, mail.keySet()).values().forEach(this::open);
      }
      if (!sent && mail.isEmpty()) {
        return;
      }
    }
  }

  /** To the peer what is for it, or for someone that nobody calls from here. */
  private boolean deliver(Exchange exchange, Peer peer, Set<ReplicaId> called) {
    boolean any = false;
    for (Act.Replica each : here.others()) {
      if (each.id().equals(peer.id()) || !called.contains(each.id())) {
        List<Letter> waiting = here.letters().waiting(each.id());
        waiting.forEach(letter -> exchange.post(peer, each.id(), letter.sealed()));
        here.letters()
            .received(each.id(), waiting.stream().map(Letter::number).collect(Collectors.toSet()));
        any |= !waiting.isEmpty();
      }
    }
    return any;
  }

  /** Opens what peers put into this replica's own mailbox. */
  void read() {
    List<Letter> waiting = here.letters().waiting(here.id());
    waiting.forEach(letter -> open(letter.sealed()));
    here.letters()
        .received(here.id(), waiting.stream().map(Letter::number).collect(Collectors.toSet()));
  }

  private synchronized void open(Bytes letter) {
    Received received;
    try {
      received = correspondence.open(letter, here.roster().replicas());
    } catch (CannotOpen notForUs) {
      return; // opened before, or of nobody of ours: nothing is kept of it
    }
    switch (received) {
      case Received.Offer offer -> {
        if (offer.lacks()) {
          write(offer.from());
        }
      }
      case Received.Keys keys -> {
        if (keys.labelKey() || keys.pepper()) {
          here.vault().reread();
        }
        if (keys.labelKey()) {
          arrivals.retagAll();
        }
        here.letters().post(keys.from(), correspondence.offer(keys.from()));
      }
    }
  }

  private List<Act.Replica> fullOthers() {
    return here.others().stream().filter(each -> each.role() == Act.Role.FULL).toList();
  }
}

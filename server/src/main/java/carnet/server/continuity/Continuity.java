package carnet.server.continuity;

import carnet.journal.Bytes;
import carnet.journal.Position;
import carnet.journal.Receipt;
import carnet.journal.ReplicaId;
import carnet.journal.authority.Act;
import carnet.journal.exchange.Exchange;
import carnet.journal.exchange.Party;
import carnet.journal.exchange.Peer;
import carnet.journal.verify.Finding;
import carnet.server.continuity.exchange.Bell;
import carnet.server.continuity.exchange.ExchangeDoor;
import carnet.server.continuity.exchange.HttpPeer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this replica of a practice equal to the others, and knows who holds what.
 *
 * <p>It calls the peers of its file and answers those that call; each write here is on a peer that
 * is there within about a second. What a peer gives that does not hold is refused and kept as a
 * {@link Finding}. Safe for many threads.
 */
public final class Continuity implements AutoCloseable {
  private static final int MOST_FINDINGS = 1000;

  private final Here here;
  private final Arrivals arrivals;
  private final Mail mail;
  private final Exchange exchange;
  private final Holdings holdings;
  private final Contacts contacts;
  private final Bell bell = new Bell();
  private final ExchangeDoor door;
  private final Map<ReplicaId, Link> links = new ConcurrentHashMap<>();
  private final Map<Finding, String> findings = new LinkedHashMap<>();
  private final List<Runnable> onChange = new CopyOnWriteArrayList<>();
  private final @Nullable CopyFolder copy;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("continuity").daemon().factory());

  /**
   * @param copy where a folder copy is kept, or null
   */
  public Continuity(Here here, @Nullable Path copy, SecureRandom random) {
    this.here = here;
    this.arrivals = new Arrivals(here);
    this.mail = new Mail(here, arrivals);
    this.holdings = new Holdings(here);
    this.contacts = new Contacts(here.clock());
    this.copy = copy == null ? null : new CopyFolder(here, copy);
    this.exchange =
        new Exchange(
            new Party(
                here.practice(),
                here.store(),
                here.roster(),
                here.custody().signingKey(),
                here.log().id()::equals,
                arrivals::tags,
                here.letters(),
                here.clock(),
                this::report));
    this.door =
        new ExchangeDoor(
            here.custody().signingKey(),
            id -> here.replica(id).map(Act.Replica::key),
            this::answer,
            this::heard,
            bell,
            here.clock(),
            random);
    here.vault().onEntries(entries -> nudge());
    here.vault()
        .onNewKey(() -> {
          mail.spread();
          nudge();
        });
    mail.greet();
  }

  /** Calls these peers from now on, and keeps the copy. */
  public Continuity start(List<CalledPeers.Called> called) {
    called.forEach(this::call);
    var _ = clock.scheduleWithFixedDelay(this::second, 1000, 1000, TimeUnit.MILLISECONDS);
    var _ = clock.scheduleWithFixedDelay(mail::greetAnew, 1, 1, TimeUnit.HOURS);
    return this;
  }

  /** Calls one more peer. */
  public void call(CalledPeers.Called called) {
    if (called.id().equals(here.id())) {
      return;
    }
    HttpPeer peer =
        new HttpPeer(called.address(), called.key(), here.custody().signingKey(), here.clock());
    Link link =
        new Link(
            peer,
            this::pass,
            there -> {
              if (there ? heardFrom(peer) : contacts.silent(called.id())) {
                changed();
              }
            });
    Link before = links.put(called.id(), link);
    if (before != null) {
      before.close();
    }
    link.start();
  }

  /** Where other replicas knock. */
  public ExchangeDoor door() {
    return door;
  }

  /** One pass with a peer: letters, entries, letters. */
  public void pass(Peer peer) {
    here.log().checkpoint();
    mail.greet();
    mail.carry(exchange, peer, links.keySet());
    try {
      exchange.with(sweeping(peer));
    } finally {
      swept(arrivals.sweep()); // also what came before a pass was cut
    }
    mail.greet();
    mail.carry(exchange, peer, links.keySet());
    holdings.look();
  }

  /**
   * Tells the vault of each batch before the next is asked for: a day key opens what follows it.
   */
  private Peer sweeping(Peer peer) {
    return new Peer() {
      @Override
      public ReplicaId id() {
        return peer.id();
      }

      @Override
      public Bytes ask(Bytes request) {
        swept(arrivals.sweep());
        return peer.ask(request);
      }
    };
  }

  private Bytes answer(ReplicaId from, Bytes request) {
    here.log().checkpoint();
    Bytes answer = exchange.answer(from, request);
    swept(arrivals.sweep());
    mail.read();
    holdings.look();
    return answer;
  }

  /** Returns once the vault was told of everything that is durable here by now. */
  void settle() {
    swept(arrivals.sweep());
  }

  private void swept(boolean any) {
    if (any) {
      mail.greet();
      nudge();
    }
  }

  private boolean heardFrom(HttpPeer peer) {
    return contacts.heard(peer.id(), peer.clock().orElseGet(here.clock()::instant));
  }

  private void heard(ReplicaId peer, Instant said) {
    if (contacts.heard(peer, said)) {
      changed();
    }
  }

  private void nudge() {
    bell.ring();
    links.values().forEach(Link::nudge);
  }

  private void second() {
    try {
      here.log().checkpoint();
      if (copy != null) {
        copy.update();
      }
    } catch (RuntimeException failed) {
      changed(); // shown as a copy that ages; the next second tries again
    }
  }

  private void report(Finding finding) {
    synchronized (findings) {
      if (findings.size() < MOST_FINDINGS) {
        findings.putIfAbsent(finding, here.clock().instant().toString());
      }
    }
    changed();
  }

  /** What was found wrong since the start, and when first. */
  public Map<Finding, String> findings() {
    synchronized (findings) {
      return new LinkedHashMap<>(findings);
    }
  }

  /** Told when a peer comes or goes, or something is found. */
  public void onChange(Runnable listener) {
    onChange.add(listener);
  }

  private void changed() {
    onChange.forEach(Runnable::run);
  }

  /** The names of the replicas that hold it, this one first. */
  public List<String> copiesOf(Receipt receipt) {
    return copiesOf(receipt.position());
  }

  public List<String> copiesOf(Position place) {
    return holdings.of(place);
  }

  /** The same, once another replica holds it, or after the patience. */
  public List<String> copiesOf(Position place, Duration patience) {
    return holdings.of(place, patience);
  }

  /** Origins under which the replicas of the roster are reached: what the app may call. */
  public List<String> addresses() {
    return here.roster().replicas().values().stream()
        .flatMap(each -> each.addresses().stream())
        .distinct()
        .sorted()
        .toList();
  }

  public boolean reachable(ReplicaId peer) {
    return contacts.reachable(peer);
  }

  /**
   * Whether what cannot be undone may be done by this replica's clock: it is the practice's only
   * one, or another's says the same.
   */
  public boolean clockConfirmed() {
    boolean alone = here.others().stream().noneMatch(each -> each.role() == Act.Role.FULL);
    return alone || contacts.confirmed();
  }

  public Optional<Instant> seenAt(ReplicaId peer) {
    return contacts.seenAt(peer);
  }

  /** The addresses that this replica calls. */
  public Map<ReplicaId, String> called() {
    Map<ReplicaId, String> addresses = new HashMap<>();
    links.forEach((id, link) -> addresses.put(id, link.address()));
    return addresses;
  }

  public Readiness readiness() {
    return Readiness.of(here, holdings, contacts, Optional.ofNullable(copy));
  }

  @Override
  public void close() {
    clock.shutdown();
    links.values().forEach(Link::close);
    try {
      if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
        clock.shutdownNow();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}

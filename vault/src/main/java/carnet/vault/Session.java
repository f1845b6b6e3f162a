package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.Receipt;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.Xaes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A member, unlocked on this replica. Made by {@link Unlock} only, after a durable {@code unlock}
 * entry.
 *
 * <p>It gives a chart's keys only against the receipt of a durable trace ({@link #open}), and names
 * that are in memory already only through {@link #disclose}. Closed (locked, ended, frozen), it
 * opens nothing. Safe for many threads.
 */
public final class Session implements AutoCloseable {

  private final Vault vault;
  private final MemberId member;
  private final Access.From from;
  private final SessionKeys keys;
  private final Runnable refresh;
  private volatile Instant factorAt;
  private volatile boolean closed;

  Session(Vault vault, MemberId member, Access.From from, SessionKeys keys, Instant factorAt) {
    this.vault = vault;
    this.member = member;
    this.from = from;
    this.keys = keys;
    this.factorAt = factorAt;
    this.refresh = this::refresh;
    vault.keyring().onChange(refresh);
  }

  /**
   * Opens keys that were sealed to her meanwhile: another's departure must not cost her an hour of
   * her day.
   */
  private void refresh() {
    if (!closed) {
      try {
        keys.refresh();
      } catch (CannotOpen damaged) {
        // A box that does not open is one key less: her reads of that class say so.
        return;
      }
    }
  }

  /** Who she is, as the keyring tells it now. */
  public Member member() {
    return vault.keyring().member(member).orElseThrow();
  }

  public Access.From from() {
    return from;
  }

  /** When she last gave a factor. */
  public Instant factorAt() {
    return factorAt;
  }

  void factorGiven(Instant at) {
    factorAt = at;
  }

  /** The classes whose keys this session holds; a read asks this, never the role. */
  public Set<Compartment> held() {
    return keys.held();
  }

  /** Why it serves no more; empty while it does. */
  public Optional<SessionEnded.Why> ended() {
    Member now = member();
    return switch (now.state()) {
      case FROZEN -> Optional.of(SessionEnded.Why.FROZEN);
      case DEPARTED -> Optional.of(SessionEnded.Why.DEPARTED);
      case INVITED -> Optional.of(SessionEnded.Why.LOCKED);
      case ACTIVE -> {
        if (!now.kem().equals(keys.reader().kem())) {
          yield Optional.of(SessionEnded.Why.REPLACED);
        }
        if (vault.keyring().shut(member, from.device())) {
          yield Optional.of(SessionEnded.Why.FROZEN);
        }
        yield closed ? Optional.of(SessionEnded.Why.LOCKED) : Optional.empty();
      }
    };
  }

  public boolean live() {
    return ended().isEmpty();
  }

  /**
   * @throws SessionEnded when it serves no more
   */
  public void requireLive() {
    ended()
        .ifPresent(why -> {
          throw new SessionEnded(why);
        });
  }

  public Subject patient(Bytes id) {
    return subject(Subject.Of.PATIENT, id);
  }

  public Subject month(Bytes id) {
    return subject(Subject.Of.MONTH, id);
  }

  public Subject ofMember(MemberId id) {
    return subject(Subject.Of.MEMBER, id.value());
  }

  /**
   * Opens one subject's classes: judged, traced durably, and only then given keys. There is no
   * other way to {@link ChartKeys}.
   *
   * @throws SessionEnded when the session is locked, ended, or its member may no longer work
   */
  public Opening<ChartKeys> open(Access access) {
    if (access.subjects().size() != 1) {
      throw new IllegalArgumentException("a chart is of one subject");
    }
    Set<Compartment> wanted = new HashSet<>(access.classes());
    wanted.retainAll(keys.held());
    Access asked = new Access(access.kind(), access.subjects(), wanted, access.detail());
    Subject subject = asked.subjects().getFirst();
    return judged(asked, () -> new ChartKeys(vault, keys, subject, wanted));
  }

  /** Shows names that are in memory already; the trace is written from the very list. */
  public <T> Opening<List<T>> disclose(
      String kind, Set<Compartment> classes, Map<String, Object> detail, Listing<T> found) {
    return judged(new Access(kind, found.subjects(), classes, detail), found::rows);
  }

  private <T> Opening<T> judged(Access access, Supplier<T> granted) {
    requireLive();
    Verdict verdict = vault.gate().judge(this, access);
    Receipt trace = vault.traces().write(Traces.ACCESS, member, from, access, verdict);
    vault.gate().happened(this, access, verdict);
    return switch (verdict.decision()) {
      case ALLOW -> new Opening.Granted<>(new Traced<>(granted.get(), trace));
      case STEP_UP -> new Opening.StepUp<>(verdict.reasons());
      case FREEZE -> new Opening.Refused<>(verdict.reasons());
    };
  }

  /**
   * Pays what this holder owes: keys to newcomers, new epochs after a departure. An unlock does it
   * too.
   */
  public void payDues() {
    requireLive();
    Dues.settle(this);
  }

  /** Seals into a class; puts in without looking where the class is not held. */
  public Draft seal(Payload payload, Compartment into, Subject about) {
    requireLive();
    return Sealer.into(vault, keys, member, payload, into, about);
  }

  /** Seals to these members, and the kit; the author is among them only if named. */
  public Draft sealTo(
      Collection<MemberId> readers, Payload payload, Compartment clazz, Subject about) {
    requireLive();
    List<Member> found =
        readers.stream().distinct().map(id -> vault.keyring().member(id).orElseThrow()).toList();
    return Sealer.toPersons(vault, keys, member, payload, clazz, about, found);
  }

  /** Seals bytes that are too many for one payload, for an entry of that class to name. */
  public Chunks chunk(Bytes whole, Compartment into) {
    requireLive();
    return Content.cut(vault, keys, member, whole, into);
  }

  /**
   * What an entry that this session opened keeps in chunks.
   *
   * @return empty where it holds all it has itself
   * @throws ContentNotHere where a chunk has not arrived yet
   */
  public Optional<Bytes> content(Opened entry) {
    requireLive();
    return Content.of(vault, entry);
  }

  /** Writes in one durable batch; all or none. */
  public List<Receipt> append(List<Draft> drafts) {
    requireLive();
    return vault.append(drafts);
  }

  /** With the member's signature, over the payload as written. */
  public Payload sign(Payload payload) {
    requireLive();
    return payload.signedBy(vault.practice(), member.signer(), keys.signing());
  }

  /**
   * Identity and agenda, whole, for the projections in memory: the unlock entry is their trace.
   * What they hold reaches nobody but through {@link #disclose}.
   */
  public Stream<Opened> project(Compartment clazz) {
    requireProjected(clazz);
    return vault.tagged(vault.marks().all(clazz)).flatMap(entry -> projected(entry).stream());
  }

  /** One entry that arrived, if it is of a class that projections hold. */
  public Optional<Opened> projected(Entry entry) {
    Label label = vault.label(entry).orElse(null);
    if (label == null || entry.erased()) {
      return Optional.empty();
    }
    requireLive();
    return switch (label.compartment()) {
      case IDENTITY, AGENDA -> opened(entry, label);
      case ACCOUNTS, HISTORY, TREATMENT, NOTES, AUDIT -> Optional.empty();
    };
  }

  /** What was sealed to this member by name. The caller discloses what it shows. */
  public Stream<Opened> personal() {
    requireLive();
    return vault
        .tagged(vault.marks().sealedTo(keys.reader().id()))
        .flatMap(entry -> vault.label(entry).flatMap(label -> opened(entry, label)).stream());
  }

  private Optional<Opened> opened(Entry entry, Label label) {
    try {
      return Optional.of(new Opened(entry.id(), label, keys.open(entry, label)));
    } catch (CannotOpen shut) {
      return Optional.empty();
    }
  }

  /**
   * The account key sealed under a key that only the browser keeps: what a return from idleness
   * needs, beside a factor.
   */
  public Bytes asleep(Secret returnKey) {
    byte[] plain = keys.account().keyCopy();
    try {
      return Xaes.seal(returnKey, Bytes.of(plain), member.value());
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  Vault vault() {
    return vault;
  }

  SessionKeys keys() {
    return keys;
  }

  /** Whether her acts of authority count now. */
  boolean hasAuthority() {
    return vault.keyring().hasAuthority(member);
  }

  /**
   * @throws NotAllowed while her own departure is contested
   */
  void requireAuthority() {
    if (!hasAuthority()) {
      throw new NotAllowed("authority.contested");
    }
  }

  /** Whether she may act for or beside another: a member of a day, under keys of a day. */
  boolean isOfADay() {
    return vault.keyring().isOfADay(member, vault.clock().now());
  }

  Set<EntryId> heads() {
    return vault.keyring().heads();
  }

  private void requireProjected(Compartment clazz) {
    requireLive();
    if (clazz != Compartment.IDENTITY && clazz != Compartment.AGENDA) {
      throw new IllegalArgumentException("only identity and agenda are projected whole");
    }
  }

  private Subject subject(Subject.Of kind, Bytes id) {
    if (closed) {
      requireLive();
    }
    return keys.subject(kind, id);
  }

  @Override
  public void close() {
    closed = true;
    vault.keyring().forget(refresh);
    keys.close();
  }
}

package carnet.journal.authority;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.EntryStore;
import carnet.journal.Kind;
import carnet.journal.LogId;
import carnet.journal.MalformedPayload;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who may write in a practice, folded from its authority entries. The same set of entries gives the
 * same roster in any order of arrival; an act whose signer is not known yet waits until she is.
 *
 * <p>Of acts that take a right away from each other, the kit's counts first, then a steward's
 * nearer to the kit, then the smaller entry id; what falls by an earlier one takes nothing away.
 * Safe for many threads.
 */
public final class Roster {
  private final PracticeId practice;
  private final Authority authority;
  private final Map<EntryId, SignedAct> acts = new HashMap<>();
  private final Map<SignedAct.Check, Boolean> checked = new ConcurrentHashMap<>();
  private volatile Standing standing;

  public Roster(PracticeId practice) {
    this.practice = practice;
    this.authority = new Authority(practice, "");
    this.standing = Standing.of(practice, List.of(), checked);
  }

  /** From entries of any kind; those of authority count. */
  public static Roster fold(PracticeId practice, Stream<Entry> entries) {
    Roster roster = new Roster(practice);
    roster.acceptAll(entries);
    return roster;
  }

  public void accept(Entry entry) {
    acceptAll(Stream.of(entry));
  }

  public synchronized void acceptAll(Stream<Entry> entries) {
    int before = acts.size();
    entries.forEach(this::take);
    if (acts.size() > before) {
      standing = Standing.of(practice, acts.values(), checked);
    }
  }

  /** The key whose hash the practice's id is, once an act told it. */
  public synchronized Optional<Bytes> root() {
    return acts.values().stream()
        .map(SignedAct::act)
        .filter(Act.Found.class::isInstance)
        .map(act -> ((Act.Found) act).root())
        .filter(root -> PracticeId.of(root).equals(practice))
        .findFirst();
  }

  /** The certificate of a writer that was ever certified, closed and revoked ones too. */
  public Optional<Certificate> writer(WriterId writer) {
    return standing.writer(writer);
  }

  /** Whether the log is of a certified writer and was not closed or revoked before that place. */
  public boolean mayWrite(LogId log, long sequence) {
    Standing now = standing;
    return log.practice().equals(practice)
        && now.writer(log.writer()).isPresent()
        && sequence < now.limit(log.writer());
  }

  public boolean closed(WriterId writer) {
    return standing.limit(writer) < Long.MAX_VALUE;
  }

  /** All that were ever certified and the certificates they have. */
  public Map<WriterId, Certificate> writers() {
    return standing.writers();
  }

  /** Those of today, by id. */
  public Map<ReplicaId, Act.Replica> replicas() {
    return standing.replicas();
  }

  /** Members who may sign authority today, and their keys. */
  public Map<Bytes, Bytes> stewards() {
    return standing.stewards();
  }

  public boolean erased(EntryId id) {
    return standing.erased(id);
  }

  public Set<EntryId> erased() {
    return standing.erased();
  }

  /**
   * Wipes from a store what was erased and is still there. Authority itself is never erased.
   *
   * @return how many were wiped
   */
  public int eraseIn(EntryStore store) {
    int wiped = 0;
    for (EntryId id : erased()) {
      Optional<Entry> entry = store.find(practice, id);
      if (entry.isPresent() && erases(entry.get()) && !entry.get().erased()) {
        store.erase(entry.get().place());
        wiped++;
      }
    }
    return wiped;
  }

  /** Whether the body of this entry is not to be kept. */
  public boolean erases(Entry entry) {
    return entry.kind() != Kind.AUTHORITY && erased(entry.id());
  }

  /** All that was sealed to the present kit, in no order: what it opens adds up. */
  public List<Act.Kit> kits() {
    return standing.kits();
  }

  /** The kits' keys, of which a signature under an entry of this id counts. */
  public List<Bytes> kitKeys(EntryId id) {
    return standing.kitKeys(id);
  }

  /** The public key of the kit that signs today. */
  public Optional<Bytes> presentKit() {
    return standing.presentKit();
  }

  /** The acts that certify a replica of today, from the founding on: what a certificate embeds. */
  public List<Payload> chain(ReplicaId replica) {
    return standing.chain(replica);
  }

  /** What a steward's signature made that stands today: what to keep when she is revoked. */
  public Set<EntryId> actsOf(Bytes member) {
    return standing.actsOf(Signer.nameOfMember(member));
  }

  /** What a kit's signature made that stands today: what to keep when a new one is made. */
  public Set<EntryId> actsOfKit() {
    return standing.actsOf(Signer.KIT);
  }

  private void take(Entry entry) {
    Bytes body = entry.body();
    if (entry.kind() != Kind.AUTHORITY
        || body == null
        || !entry.log().practice().equals(practice)) {
      return;
    }
    try {
      take(Payload.decode(body));
    } catch (MalformedPayload e) {
      return; // what cannot be read gives nobody a right; the verifier shows it
    }
  }

  private void take(Payload payload) {
    Draft draft = authority.draft(payload);
    Optional<Act> act = ActJson.read(payload);
    if (act.isEmpty() || acts.containsKey(draft.id())) {
      return;
    }
    if (act.get() instanceof Act.Writer writer) {
      for (Payload each : writer.chain()) {
        if (each.header().op().equals("writer")) {
          throw new MalformedPayload("a chain holds no certificate of another writer");
        }
      }
      writer.chain().forEach(this::take);
    }
    acts.put(draft.id(), new SignedAct(draft.id(), act.get(), payload));
  }
}

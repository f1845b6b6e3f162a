package carnet.journal.exchange;

import carnet.journal.Bytes;
import carnet.journal.Committer;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.Log;
import carnet.journal.LogId;
import carnet.journal.Payload;
import carnet.journal.Receipt;
import carnet.journal.ReplicaId;
import carnet.journal.SigningKey;
import carnet.journal.Some;
import carnet.journal.Tagger;
import carnet.journal.WriterKey;
import carnet.journal.authority.Act;
import carnet.journal.authority.Authority;
import carnet.journal.authority.Roster;
import carnet.journal.authority.Signer;
import carnet.journal.sqlite.SqliteStore;
import carnet.journal.verify.Finding;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A practice with a kit and replicas, each with a store of its own. */
public final class Office implements AutoCloseable {
  public final Some some;
  public final SigningKey kit;
  public final Authority authority;
  private final Path directory;
  private final List<Payload> founding = new ArrayList<>();
  private final List<Replica> replicas = new ArrayList<>();

  public Office(Path directory, long seed) {
    this.directory = directory;
    this.some = new Some(seed);
    this.kit = some.key();
    this.authority = Authority.ofRoot(kit.publicKey(), "test");
    founding.add(authority.found(kit));
  }

  public Replica full(String name) {
    Replica replica = new Replica(name, some.key(), Act.Role.FULL);
    replica.begin(some.writer());
    return replica;
  }

  public Replica relay(String name) {
    return new Replica(name, some.key(), Act.Role.RELAY);
  }

  @Override
  public void close() {
    replicas.forEach(Replica::close);
  }

  /** One server of it. */
  public final class Replica implements AutoCloseable {
    public final SigningKey key;
    public final ReplicaId id;
    public final String name;
    public final Roster roster = new Roster(authority.practice());
    public final List<Finding> reported = new ArrayList<>();
    public final SqliteStore store;
    private final Payload act;
    private final Set<LogId> own = new HashSet<>();
    private Committer committer;
    private Exchange exchange;

    private Replica(String name, SigningKey key, Act.Role role) {
      this.name = name;
      this.key = key;
      this.id = ReplicaId.of(key.publicKey());
      this.act =
          authority.sign(
              new Act.Replica(key.publicKey(), Bytes.EMPTY, role, name, List.of()),
              Signer.kit(kit));
      this.store = SqliteStore.open(directory.resolve(name + ".db"));
      this.committer = new Committer(store);
      this.exchange = new Exchange(party());
      replicas.add(this);
    }

    public Party party() {
      Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
      return new Party(
          authority.practice(),
          store,
          roster,
          key,
          own::contains,
          Tagger.NONE,
          store.letters(clock),
          clock,
          reported::add);
    }

    /** Certifies a writer and opens its log. */
    public Log begin(WriterKey writer) {
      Log log = Log.open(authority.practice(), writer, store, committer);
      own.add(log.id());
      List<Payload> chain = List.of(founding.getFirst(), act);
      enter(log, authority.certificate(writer, key, 1, chain));
      current = log;
      return log;
    }

    private @org.jspecify.annotations.Nullable Log current;

    public Log log() {
      return java.util.Objects.requireNonNull(current);
    }

    /** A writer that was put back from a copy forgets that it was its own. */
    public void disown() {
      own.clear();
    }

    public Receipt write(Draft draft) {
      Receipt receipt = log().append(draft);
      log().checkpoint();
      return receipt;
    }

    public List<Receipt> write(int count) {
      List<Draft> drafts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        drafts.add(some.draft(authority.practice()));
      }
      List<Receipt> receipts = log().append(drafts);
      log().checkpoint();
      return receipts;
    }

    public Receipt act(Act what, Signer... by) {
      return enter(log(), authority.draft(authority.sign(what, by)));
    }

    private Receipt enter(Log log, Draft draft) {
      Receipt receipt = log.append(draft);
      roster.accept(Entry.place(draft, receipt.position().log(), receipt.position().sequence()));
      log.checkpoint();
      return receipt;
    }

    public Progress exchangeWith(Replica other) {
      return exchange.with(peer(other, UnaryOperator.identity()));
    }

    public Peer peer(Replica other, UnaryOperator<Bytes> wire) {
      return new Peer() {
        @Override
        public ReplicaId id() {
          return other.id;
        }

        @Override
        public Bytes ask(Bytes request) {
          return wire.apply(other.exchange.answer(id, request));
        }
      };
    }

    public Exchange exchange() {
      return exchange;
    }

    @Override
    public void close() {
      committer.close();
      store.close();
    }
  }
}

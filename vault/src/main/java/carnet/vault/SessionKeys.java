package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.SigningKey;
import carnet.vault.Body.Stanza;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of an unlocked member: the only place where an epoch's secret exists in memory.
 *
 * <p>Package-private on purpose: nothing outside the vault can derive a key, and inside it only a
 * {@link Session} holds one. Closed, it opens nothing.
 */
final class SessionKeys implements Dues.Holder, AutoCloseable {

  static final String SUBJECT = "carnet/1/subject";
  static final String BODY_BOX = "carnet/1/body-key";

  private final Vault vault;
  private final Member member;
  private final Keyring.Reader reader;
  private final AccountKey account;
  private final SigningKey signing;
  private final XWing kem;
  private final Secret index;
  private final Map<EpochId, Secret> secrets = new ConcurrentHashMap<>();
  private final Map<Compartment, Drop> drops = new EnumMap<>(Compartment.class);

  /** A key made once a session and class, for putting in without looking. */
  private record Drop(EntryId entry, EpochId epoch, Secret secret) {}

  private SessionKeys(Vault vault, Member member, AccountKey account, Secret index) {
    this.vault = vault;
    this.member = member;
    this.reader = member.reader();
    this.account = account;
    this.signing = account.signingKey();
    this.kem = account.kem();
    this.index = index;
  }

  /** Opens what the keyring sealed to this member. */
  static SessionKeys open(Vault vault, Member member, AccountKey account) throws CannotOpen {
    Bytes box =
        vault
            .keyring()
            .indexBox(member.reader())
            .orElseThrow(() -> new CannotOpen("no member has granted the index key yet"));
    Secret index;
    XWing kem = account.kem();
    index = kem.open(Unlock.INDEX_BOX, member.reader().id(), box);
    SessionKeys keys = new SessionKeys(vault, member, account, index);
    keys.refresh();
    return keys;
  }

  /** Opens boxes that came since. */
  void refresh() throws CannotOpen {
    for (Keyring.Epoch each : vault.keyring().epochs()) {
      Optional<Bytes> box = vault.keyring().box(each, reader);
      if (box.isPresent() && !secrets.containsKey(each.id())) {
        secrets.put(each.id(), kem.open(boxPurpose(each), reader.id(), box.get()));
      }
    }
  }

  static String boxPurpose(Keyring.Epoch epoch) {
    return "carnet/1/box/" + epoch.clazz().wire() + "/" + epoch.id().hex();
  }

  AccountKey account() {
    return account;
  }

  SigningKey signing() {
    return signing;
  }

  XWing kem() {
    return kem;
  }

  @Override
  public Secret index() {
    return index;
  }

  @Override
  public Optional<Secret> secret(EpochId epoch) {
    return Optional.ofNullable(secrets.get(epoch));
  }

  void add(EpochId epoch, Secret secret) {
    secrets.put(epoch, secret);
  }

  /** As whom she reads: the id of her public key stands in what is sealed to her. */
  @Override
  public Keyring.Reader reader() {
    return reader;
  }

  @Override
  public @Nullable Secret bodyKey(EntryId of, Body.Opened body, EpochId epoch) throws CannotOpen {
    return unboxed(body, epoch);
  }

  Set<Compartment> held() {
    Set<Compartment> held = EnumSet.noneOf(Compartment.class);
    for (Compartment each : Compartment.values()) {
      if (vault.keyring().epochs(each, Keyring.NO_OWNER).stream()
          .findFirst()
          .filter(epoch -> secrets.containsKey(epoch.id()))
          .isPresent()) {
        held.add(each);
      }
    }
    return held;
  }

  Optional<Keyring.Epoch> newest(Compartment clazz) {
    return vault.keyring().newest(clazz);
  }

  Subject subject(Subject.Of what, Bytes id) {
    return new Subject(Kdf.mac(index, "", Bytes.of(what.code), id));
  }

  /** The key of one subject in one epoch, if the epoch's secret is held. */
  Optional<Secret> subjectKey(EpochId epoch, Subject subject) {
    Secret secret = secrets.get(epoch);
    return secret == null
        ? Optional.empty()
        : Optional.of(Kdf.derive(secret, SUBJECT, subject.value()));
  }

  /** Opens one entry, whichever way its key is found; only with a secret that is held. */
  Payload open(Entry entry, Label label) throws CannotOpen {
    Bytes body = entry.body();
    if (body == null) {
      throw new CannotOpen("the entry was erased");
    }
    return switch (label.sealing()) {
      case SUBJECT_KEY -> {
        try (Secret key = subjectKey(label.epoch(), label.subject()).orElse(null)) {
          yield under(key, entry);
        }
      }
      case DROP_KEY -> {
        try (Secret key = dropped(Body.read(body), label)) {
          yield under(key, entry);
        }
      }
      case RANDOM_KEY -> {
        try (Secret key = unboxed(Body.read(body), label.epoch())) {
          yield under(key, entry);
        }
      }
      case CHUNK -> throw new CannotOpen("a chunk opens with the key of the entry that names it");
    };
  }

  private Payload under(@Nullable Secret key, Entry entry) throws CannotOpen {
    if (key == null) {
      throw new CannotOpen("no key of this class is held");
    }
    return vault.payload(entry, key);
  }

  /** The key sealed to this member by name, or to a class that she holds. */
  private @Nullable Secret unboxed(Body.Opened body, EpochId epoch) throws CannotOpen {
    for (Stanza each : body.stanzas()) {
      if (each instanceof Stanza.Sealed(Bytes recipient, Bytes box)) {
        if (recipient.equals(reader.id())) {
          return kem.open(BODY_BOX, recipient, box);
        }
        if (recipient.equals(epoch.value()) && secrets.containsKey(epoch)) {
          return epochKem(epoch).open(BODY_BOX, recipient, box);
        }
      }
    }
    return null;
  }

  private @Nullable Secret dropped(Body.Opened body, Label label) throws CannotOpen {
    for (Stanza each : body.stanzas()) {
      if (each instanceof Stanza.Drop(Bytes id)) {
        Entry drop =
            vault
                .find(new EntryId(id))
                .orElseThrow(() -> new CannotOpen("the drop key has not arrived yet"));
        Bytes sealed = drop.body();
        if (sealed == null) {
          return null;
        }
        try (Secret secret = unboxed(Body.read(sealed), label.epoch())) {
          return secret == null ? null : Kdf.derive(secret, SUBJECT, label.subject().value());
        }
      }
    }
    return null;
  }

  private XWing epochKem(EpochId epoch) {
    return XWing.of(kemSeed(Objects.requireNonNull(secrets.get(epoch))));
  }

  static Secret kemSeed(Secret epochSecret) {
    return Kdf.derive(epochSecret, "carnet/1/kem");
  }

  /**
   * A drop key of this session for a class whose secret is not held; the drop entry is durable
   * first.
   */
  synchronized DropKey drop(Compartment clazz, Keyring.Epoch epoch) {
    Drop drop = drops.get(clazz);
    if (drop == null || !drop.epoch.equals(epoch.id())) {
      Secret secret = Secret.random(vault.random());
      drop =
          new Drop(Sealer.writeDrop(vault, member.id(), clazz, epoch, secret), epoch.id(), secret);
      drops.put(clazz, drop);
    }
    return new DropKey(drop.entry, drop.secret);
  }

  record DropKey(EntryId entry, Secret secret) {}

  @Override
  public synchronized void close() {
    secrets.values().forEach(Secret::close);
    secrets.clear();
    drops.values().forEach(each -> each.secret.close());
    drops.clear();
    index.close();
    signing.close();
    account.close();
  }
}

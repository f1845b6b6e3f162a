package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.SigningKey;
import carnet.journal.authority.Act;
import carnet.journal.authority.Signer;
import carnet.vault.Body.Stanza;
import carnet.vault.Keyring.Reader;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The present kit, in hand on a replica: it opens what is sealed to it and gives its word.
 *
 * <p>Not for many threads. Closed, it opens nothing; the kit itself is its caller's.
 */
final class KitKeys implements Dues.Holder, AutoCloseable {

  private static final String LABEL = "carnet/1/kit/label";

  private final Vault vault;
  private final SigningKey signing;
  private final XWing kem;
  private final Reader reader;
  private final Secret index;
  private final Map<EpochId, Secret> secrets = new HashMap<>();

  private KitKeys(Vault vault, SigningKey signing, XWing kem, Secret index) {
    this.vault = vault;
    this.signing = signing;
    this.kem = kem;
    this.reader = Reader.of(kem.publicKey());
    this.index = index;
  }

  /**
   * @throws NotAllowed if it is not the kit that signs today
   */
  static KitKeys open(Vault vault, Kit kit) {
    SigningKey signing = kit.signingKey();
    XWing kem = kit.kem();
    Reader reader = kit.reader();
    try {
      Optional<Bytes> index = vault.keyring().indexBox(reader);
      if (!vault.roster().presentKit().equals(Optional.of(signing.publicKey()))
          || index.isEmpty()) {
        throw new NotAllowed("kit.not-the-present-one");
      }
      Secret key = kem.open(Unlock.INDEX_BOX, reader.id(), index.get());
      KitKeys open = new KitKeys(vault, signing, kem, key);
      open.refresh();
      return open;
    } catch (CannotOpen | NotAllowed wrong) {
      signing.close();
      throw new NotAllowed("kit.not-the-present-one");
    }
  }

  private void refresh() throws CannotOpen {
    for (Keyring.Epoch each : vault.keyring().epochs()) {
      Optional<Bytes> box = vault.keyring().box(each, reader);
      if (box.isPresent()) {
        secrets.put(each.id(), kem.open(SessionKeys.boxPurpose(each), reader.id(), box.get()));
      }
    }
  }

  @Override
  public Reader reader() {
    return reader;
  }

  @Override
  public Secret index() {
    return index;
  }

  @Override
  public Optional<Secret> secret(EpochId epoch) {
    return Optional.ofNullable(secrets.get(epoch));
  }

  @Override
  public @Nullable Secret bodyKey(EntryId of, Body.Opened body, EpochId epoch) throws CannotOpen {
    Optional<Bytes> boxed = vault.keyring().bodyBox(of, reader);
    if (boxed.isPresent()) {
      return kem.open(SessionKeys.BODY_BOX, reader.id(), boxed.get());
    }
    for (Stanza each : body.stanzas()) {
      if (each instanceof Stanza.Sealed(Bytes recipient, Bytes box)
          && recipient.equals(reader.id())) {
        return kem.open(SessionKeys.BODY_BOX, recipient, box);
      }
    }
    return null;
  }

  /** An act of the keyring, by the kit. */
  Draft act(String op, Object act) {
    return act(vault, signing, op, act);
  }

  static Draft act(Vault vault, SigningKey kit, String op, Object act) {
    return vault.keyringDraft(
        new Payload(
                KeyringFold.header(op, MemberId.NOBODY, vault.keyring().heads()),
                Acts.write(act),
                List.of())
            .signedBy(vault.practice(), Signer.KIT, kit));
  }

  Signer signer() {
    return Signer.kit(signing);
  }

  /**
   * The clear act {@code kit}: the kit's key, and a label key, which opens the rest.
   *
   * @param keep what kits before signed and what stays
   */
  static Act.Kit paper(
      PracticeId practice, Bytes key, Reader kit, Secret label, Set<EntryId> keep) {
    return new Act.Kit(key, XWing.seal(kit.kem(), LABEL, practice.value(), label), keep);
  }

  @Override
  public void close() {
    secrets.values().forEach(Secret::close);
    secrets.clear();
    index.close();
    signing.close();
  }
}

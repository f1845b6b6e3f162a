package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.EntryId;
import carnet.vault.crypto.Secret;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The browsers and passkeys of a member: enrolled from a session of hers, ended by erasing their
 * door.
 */
public final class Devices {

  private Devices() {}

  /** A door as a screen lists it. */
  public record Listed(EntryId door, Door is) {}

  public static List<Listed> of(Session session) {
    return session.vault().doors().of(session.member().id()).stream()
        .filter(each -> each.door() instanceof Door.Device || each.door() instanceof Door.Passkey)
        .map(each -> new Listed(each.entry(), each.door()))
        .toList();
  }

  /** Lets another browser of the same member in. */
  public static void enrol(Session by, Enrolment.Device device) {
    Vault vault = by.vault();
    MemberId member = by.member().id();
    add(
        by,
        Enrolment.fresh(vault.random()),
        new Door.Device(
            device.thumbprint(), device.label(), vault.clock().now().toEpochMilli(), member.hex()));
  }

  /**
   * Adds a passkey; with its PRF output it opens the account key, without it only proves.
   *
   * @param attested the attested credential data, as verified by the caller
   */
  public static void addPasskey(
      Session by,
      Bytes credential,
      Bytes attested,
      String label,
      Bytes prfSalt,
      @Nullable Secret prf) {
    Vault vault = by.vault();
    MemberId member = by.member().id();
    Bytes item = Enrolment.fresh(vault.random());
    Bytes wrapped = prf == null ? null : by.keys().account().wrap(prf, member, item);
    add(
        by,
        item,
        new Door.Passkey(
            credential, attested, label, vault.clock().now().toEpochMilli(), prfSalt, wrapped));
  }

  /** A passkey's door and whose it is. */
  public record Owned(MemberId member, Door.Passkey passkey) {}

  /** The passkey of that credential id, whoever's. */
  public static Optional<Owned> passkey(Vault vault, Bytes credential) {
    return vault
        .doors()
        .passkey(credential)
        .flatMap(item ->
            item.door() instanceof Door.Passkey passkey
                ? Optional.of(new Owned(item.member(), passkey))
                : Optional.empty());
  }

  public static List<Door.Passkey> passkeys(Vault vault, MemberId member) {
    return vault.doors().of(member, Door.Passkey.class);
  }

  /** Who signs in by that name. */
  public static Optional<MemberId> memberOf(Vault vault, String login) {
    return vault.doors().byLogin(login);
  }

  public static Optional<String> loginOf(Vault vault, MemberId member) {
    return vault.doors().of(member, Door.Login.class).stream().map(Door.Login::login).findFirst();
  }

  private static void add(Session by, Bytes item, Door door) {
    Draft draft = Enrolment.door(by.vault(), by.member().id(), item, door, by.keys().account());
    by.append(List.of(draft));
  }
}

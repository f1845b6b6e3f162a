package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.vault.Acts.NotAnAct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The doors of a practice that this replica can open, by member.
 *
 * <p>An item counts only if its member signed it, or who approved it for her; an item may come
 * twice, under an old pepper and a new: it is one. Safe for many threads.
 */
final class Doors {

  static final String DOOR = "door";

  /** A door as opened: where it stands, for erasure, and what it says. */
  record Item(
      Bytes item, MemberId member, EntryId entry, EpochId pepper, Payload payload, Door door) {}

  private final PracticeId practice;
  private final Keyring keyring;
  private final Map<Bytes, Item> items = new LinkedHashMap<>();

  Doors(PracticeId practice, Keyring keyring) {
    this.practice = practice;
    this.keyring = keyring;
  }

  synchronized void apply(Label label, EntryId entry, Payload payload) {
    Bytes item = label.owner();
    try {
      Door door = Acts.read(payload.content(), Door.class);
      items.put(item, new Item(item, label.author(), entry, label.epoch(), payload, door));
    } catch (NotAnAct unknown) {
      // A door of a later version: it stays shut here, and is kept in the journal.
      items.remove(item);
    }
  }

  synchronized void forget(EntryId entry) {
    items.values().removeIf(each -> each.entry().equals(entry));
  }

  /** Doors whose signature holds under the keyring of now. */
  synchronized List<Item> of(MemberId member) {
    List<Item> found = new ArrayList<>();
    Optional<Member> owner = keyring.member(member);
    if (owner.isPresent()) {
      for (Item each : items.values()) {
        if (each.member().equals(member)
            && each.payload().signedByKey(practice, member.signer(), owner.get().signingKey())) {
          found.add(each);
        }
      }
    }
    return found;
  }

  /** Doors of this member that her key of now did not sign: shut, whoever holds their factors. */
  synchronized List<Item> shut(MemberId member) {
    List<Item> open = of(member);
    return items.values().stream()
        .filter(each -> each.member().equals(member) && !open.contains(each))
        .toList();
  }

  <D extends Door> List<D> of(MemberId member, Class<D> kind) {
    return of(member).stream().map(Item::door).filter(kind::isInstance).map(kind::cast).toList();
  }

  Optional<MemberId> byLogin(String login) {
    for (Member each : keyring.members()) {
      if (of(each.id(), Door.Login.class).stream()
          .anyMatch(door -> door.login().equalsIgnoreCase(login.strip()))) {
        return Optional.of(each.id());
      }
    }
    return Optional.empty();
  }

  Optional<Item> passkey(Bytes credential) {
    for (Member each : keyring.members()) {
      for (Item item : of(each.id())) {
        if (item.door() instanceof Door.Passkey passkey
            && passkey.credential().equals(credential)) {
          return Optional.of(item);
        }
      }
    }
    return Optional.empty();
  }

  synchronized List<Item> all() {
    return List.copyOf(items.values());
  }
}

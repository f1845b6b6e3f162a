package carnet.vault;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.EntryId;
import carnet.journal.Kind;
import carnet.vault.Keyring.Item;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Kdf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringOrderTest {

  /**
   * Founding, two invitations, a departure, an undo and a renewal: in a hundred orders of arrival.
   */
  @Test
  void theSameActsGiveTheSameMembersAndKeysInAnyOrderOfArrival(@TempDir Path directory) {
    try (House house = new House(directory)) {
      Session founder = house.session("moreau");
      MemberId durand = house.join(founder, "durand", Role.CLINICIAN, "gp", false);
      house.join(founder, "petit", Role.SECRETARY, "secretary", false);
      founder.close();
      house.session("moreau").close();
      house.clock.pass(Duration.ofHours(24));
      Keyring.Departure departure = Departure.remove(house.session("moreau"), durand, "left");
      Departure.undo(house.session("petit"), departure.id());
      house.session("moreau").close();
      List<Item> items = items(house);
      KeyringFold straight = fold(house, items);

      Random order = new Random(7);
      for (int i = 0; i < 100; i++) {
        Collections.shuffle(items, order);
        KeyringFold other = fold(house, items);
        assertThat(other.members).isEqualTo(straight.members);
        assertThat(other.epochs).isEqualTo(straight.epochs);
        assertThat(other.boxes).isEqualTo(straight.boxes);
        assertThat(other.removals).isEqualTo(straight.removals);
      }
      assertThat(straight.members).hasSize(3);
      assertThat(straight.unfolded).isEmpty();
    }
  }

  static KeyringFold fold(House house, List<Item> items) {
    Map<EntryId, Item> byId = new LinkedHashMap<>();
    items.forEach(each -> byId.put(each.id(), each));
    return KeyringFold.of(house.vault.practice(), house.vault.roster(), byId, new Voices.Checked());
  }

  static List<Item> items(House house) {
    List<Item> items = new ArrayList<>();
    house
        .store
        .ofKind(house.vault.practice(), Kind.KEYRING)
        .forEach(entry -> {
          Label label = house.vault.label(entry).orElseThrow();
          try (var key = Kdf.derive(house.vault.labelKey().secret(), "carnet/1/keyring")) {
            items.add(new Item(entry.id(), label, house.vault.payload(entry, key)));
          } catch (CannotOpen shut) {
            throw new AssertionError(shut);
          }
        });
    return items;
  }
}

package carnet.server.story;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryStore;
import carnet.journal.Hashes;
import carnet.journal.PracticeId;
import carnet.journal.copy.FolderCopy;
import carnet.journal.sqlite.SqliteStore;
import carnet.server.DataDirectory;
import carnet.server.Settings;
import carnet.server.client.Cast.Player;
import carnet.server.practice.House;
import carnet.vault.Access;
import carnet.vault.Correspondence;
import carnet.vault.Unlock;
import carnet.vault.crypto.CannotOpen;
import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody does at home with copied files and this very program: a folder copy becomes the
 * data of a server of his own, what he knows lies where its keys would, and he opens what opens.
 *
 * <p>The one place of the story that knows the server's inside: a thief has the source.
 */
final class AtHome {
  private static final int LONGEST_LETTER = 16 << 10;

  /** What a copy gave. */
  record Opened(long entries, long labels, int members, Unlock.Answer answer) {
    boolean nothing() {
      return labels == 0 && members == 0 && !in();
    }

    boolean in() {
      return answer instanceof Unlock.Answer.Welcome;
    }

    String told() {
      return "%d of %d labels, %d members, %s"
          .formatted(
              labels,
              entries,
              members,
              answer instanceof Unlock.Answer.Refused(Unlock.Why why)
                  ? "not signed in: " + why
                  : "signed in");
    }
  }

  private final Path place;

  /**
   * @param place an empty directory
   */
  AtHome(Path place) {
    this.place = place;
  }

  /** Serves the copy with these keys, and signs in as the player with a code of now. */
  Opened tries(Path copy, List<Bytes> keys, Player who, String code) {
    DataDirectory home = DataDirectory.open(place.resolve("data"), place.resolve("keys"), false);
    PracticeId practice = restore(copy, home);
    keys.forEach(key -> lay(home, practice, key));
    try (House house = House.open(home, Settings.of(0, "home", false))) {
      long[] counted = count(house.store(), practice, house);
      Unlock.Answer answer =
          house.unlock().byPassphrase(who.login(), who.passphrase().toCharArray(), code, from(who));
      return new Opened(counted[0], counted[1], house.vault().keyring().members().size(), answer);
    }
  }

  /**
   * Tries every letter between replicas that is in what passed on the line.
   *
   * @return how many there were; each stays shut, or this throws
   */
  int letters(byte[] traffic) {
    DataDirectory home = DataDirectory.open(place.resolve("data"), place.resolve("keys"), false);
    try (House house = House.open(home, Settings.of(0, "home", false))) {
      PracticeId practice = house.vault().practice();
      Correspondence mine = new Correspondence(house.custody(), practice);
      List<Bytes> letters = letters(traffic, practice);
      for (Bytes each : letters) {
        try {
          var opened = mine.open(each, house.roster().replicas());
          throw new IllegalStateException("a letter was opened: " + opened.getClass());
        } catch (CannotOpen shut) {
          // as it should be
        }
      }
      return letters.size();
    }
  }

  /** Sealed letters: version 1, kind 2, practice; their size stands in the four bytes before. */
  private static List<Bytes> letters(byte[] traffic, PracticeId practice) {
    byte[] mark = Bytes.concat(Bytes.fromHex("0102"), practice.value()).toArray();
    ByteBuffer all = ByteBuffer.wrap(traffic);
    List<Bytes> found = new ArrayList<>();
    for (int at = 4; at + mark.length <= traffic.length; at++) {
      if (Arrays.equals(traffic, at, at + mark.length, mark, 0, mark.length)) {
        int size = all.getInt(at - 4);
        if (size > mark.length && size <= LONGEST_LETTER && at + size <= traffic.length) {
          found.add(Bytes.of(Arrays.copyOfRange(traffic, at, at + size)));
        }
      }
    }
    return found;
  }

  /** Every 32 bytes that may be a key, of all that a member ever had in hand. */
  static List<Bytes> knows(Player who, List<String> tokens) {
    List<Bytes> known = new ArrayList<>();
    List<Bytes> parts =
        new ArrayList<>(List.of(Bytes.utf8(who.passphrase()), Bytes.of(who.totp())));
    tokens.forEach(each -> parts.add(Bytes.utf8(each)));
    try {
      parts.add(Bytes.of(who.deviceKey().toECPrivateKey().getS().toByteArray()));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
    for (Bytes each : parts) {
      known.add(Hashes.sha256(each));
      if (each.size() >= 32) {
        known.add(each.slice(each.size() - 32, each.size()));
      }
    }
    return known;
  }

  /** Label keys and peppers of a real replica: for the attempt that must succeed. */
  static List<Bytes> replicaKeys(Path keys) {
    try (Stream<Path> files = Files.walk(keys)) {
      List<Bytes> found = new ArrayList<>();
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = each.getFileName().toString();
        if (name.startsWith("label-") || name.startsWith("pepper-")) {
          found.add(Bytes.of(Files.readAllBytes(each)));
        }
      }
      return found;
    } catch (IOException cannot) {
      throw new UncheckedIOException("the keys cannot be read", cannot);
    }
  }

  private static PracticeId restore(Path copy, DataDirectory home) {
    FolderCopy files = new FolderCopy(copy);
    PracticeId practice = files.practices().iterator().next();
    try (SqliteStore store = SqliteStore.open(home.journal())) {
      files.restore(store, practice, _ -> Set.of());
    }
    return practice;
  }

  /** As a replica keeps its label keys and peppers. */
  private static void lay(DataDirectory home, PracticeId practice, Bytes key) {
    String id = Hashes.sha256(key).slice(0, 16).hex();
    Path keys = home.keys().resolve(practice.hex());
    try {
      Files.createDirectories(keys);
      Files.write(keys.resolve("label-1-" + id), key.toArray());
      Files.write(keys.resolve("pepper-1-" + id), key.toArray());
    } catch (IOException cannot) {
      throw new UncheckedIOException("the keys cannot be laid down", cannot);
    }
  }

  private static long[] count(EntryStore store, PracticeId practice, House house) {
    long[] counted = new long[2];
    store
        .heads(practice)
        .forEach((log, head) -> {
          try (Stream<Entry> entries = store.range(log, 0, head.size())) {
            entries.forEach(entry -> {
              counted[0]++;
              counted[1] += house.vault().tags(entry).isEmpty() ? 0 : 1;
            });
          }
        });
    return counted;
  }

  private static Access.From from(Player who) {
    try {
      return new Access.From(who.deviceKey().computeThumbprint().toString(), "loopback", "home");
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

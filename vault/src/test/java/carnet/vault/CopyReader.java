package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.Hashes;
import carnet.journal.Kind;
import carnet.journal.Payload;
import carnet.journal.PracticeId;
import carnet.journal.copy.FolderCopy;
import carnet.vault.Acts.Box;
import carnet.vault.Body.Stanza;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens a folder copy with a kit's card and nothing of any replica, as a recovery would; and doors,
 * where peppers are given.
 */
final class CopyReader {
  record Open(Label label, Payload payload) {}

  private final PracticeId practice;
  private final List<Entry> entries;
  private final Map<EntryId, Entry> byId = new HashMap<>();
  private final Map<Bytes, Label.LabelKey> labelKeys = new HashMap<>();
  private final Map<Bytes, Secret> epochs = new HashMap<>();
  private final Map<Bytes, Secret> bodies = new HashMap<>();
  private final Map<Bytes, Secret> dayKeys = new HashMap<>();
  private final Map<EntryId, Secret> chunkKeys = new HashMap<>();
  private final Map<Bytes, Secret> peppers = new HashMap<>();
  private final XWing kem;
  private final Keyring.Reader kit;

  CopyReader(FolderCopy copy, Kit card) {
    practice = card.practice();
    entries = copy.range(copy.logs(practice).iterator().next(), 0, Long.MAX_VALUE).toList();
    entries.forEach(each -> byId.put(each.id(), each));
    kem = card.kem();
    kit = Keyring.Reader.of(kem.publicKey());
    entries.forEach(this::readLabelKey);
    readKeyring();
    readChunkKeys();
  }

  /** The golden practice, with its test kit and peppers. */
  static CopyReader golden(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("kit.txt"));
    FolderCopy copy = new FolderCopy(folder.resolve("copy"));
    PracticeId practice = copy.practices().iterator().next();
    CopyReader reader = new CopyReader(copy, Kit.of(practice, lastWord(lines.get(1))));
    for (String line : lines.subList(2, lines.size())) {
      Secret pepper = Secret.copyOf(lastWord(line));
      reader.peppers.put(Label.LabelKey.of(pepper).id().value(), pepper);
    }
    return reader;
  }

  /** Tries every act, whoever signed it: this card opens what is sealed to it. */
  private void readLabelKey(Entry entry) {
    if (entry.kind() != Kind.AUTHORITY || entry.body() == null) {
      return;
    }
    Payload act = Payload.decode(entry.body());
    if (act.header().op().equals("kit")) {
      String sealed = Acts.JSON.readTree(act.content().toArray()).get("sealed").asString();
      try {
        Label.LabelKey key =
            Label.LabelKey.of(
                kem.open(
                    "carnet/1/kit/label",
                    practice.value(),
                    Bytes.of(Base64.getDecoder().decode(sealed))));
        labelKeys.put(key.id8(), key);
      } catch (CannotOpen ofAnotherKit) {
        return;
      }
    }
  }

  private void readKeyring() {
    for (Entry each : entries) {
      if (each.kind() != Kind.KEYRING) {
        continue;
      }
      try {
        Payload payload = openOrFail(each).payload();
        switch (payload.header().op()) {
          case Acts.EPOCH -> take(Acts.read(payload.content(), Acts.Epoch.class).boxes());
          case Acts.GRANT -> take(Acts.read(payload.content(), Acts.Grant.class).boxes());
          case Acts.DAY_KEY -> {
            Acts.DayKey day = Acts.read(payload.content(), Acts.DayKey.class);
            dayKeys.put(Bytes.fromHex(day.id()), Secret.copyOf(day.key().toArray()));
          }
          default -> {}
        }
      } catch (CannotOpen underAnotherLabelKey) {
        // Another kit's.
      } catch (Acts.NotAnAct wrong) {
        throw new AssertionError(wrong);
      }
    }
  }

  private void take(List<Box> boxes) throws CannotOpen {
    for (Box box : boxes) {
      if (!box.to().equals(kit.id().hex()) || box.clazz().equals(Unlock.INDEX)) {
        continue;
      }
      if (box.clazz().equals("body")) {
        bodies.put(
            Bytes.fromHex(box.epoch()), kem.open("carnet/1/body-key", kit.id(), box.sealed()));
      } else {
        String purpose = "carnet/1/box/" + box.clazz() + "/" + box.epoch();
        epochs.put(Bytes.fromHex(box.epoch()), kem.open(purpose, kit.id(), box.sealed()));
      }
    }
  }

  /** The entry that names a chunk carries its key. */
  private void readChunkKeys() {
    for (Entry each : entries) {
      open(each)
          .ifPresent(naming -> {
            Map<String, String> more = naming.payload().header().more();
            for (EntryId chunk : chunks(more)) {
              chunkKeys.put(
                  chunk, Secret.copyOf(Bytes.fromHex(more.getOrDefault("chunkKey", "")).toArray()));
            }
          });
    }
  }

  private static List<EntryId> chunks(Map<String, String> more) {
    String ids = more.getOrDefault("chunks", "");
    return ids.isEmpty() ? List.of() : Stream.of(ids.split(" ")).map(EntryId::fromHex).toList();
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<Open> open(Entry entry) {
    try {
      return Optional.of(openOrFail(entry));
    } catch (CannotOpen shut) {
      return Optional.empty();
    }
  }

  Open openOrFail(Entry entry) throws CannotOpen {
    Bytes body = entry.body();
    if (body == null) {
      throw new CannotOpen("erased");
    }
    if (entry.kind() == Kind.AUTHORITY) {
      return new Open(
          Label.plain(0, EpochId.NONE, Subject.NONE, MemberId.NOBODY), Payload.decode(body));
    }
    Label.LabelKey labelKey = labelKeys.get(Label.keyOf(entry.label()));
    if (labelKey == null) {
      throw new CannotOpen("its label key is not here");
    }
    Label label = Label.open(practice, labelKey, entry.label());
    Secret key =
        switch (entry.kind()) {
          case SEALED -> recordKey(entry, label, Body.read(body));
          case TRACE -> found(dayKeys, label.epoch().value());
          case KEYRING -> Kdf.derive(labelKey.secret(), "carnet/1/keyring");
          case DOOR ->
              Kdf.derive(
                  found(peppers, label.epoch().value()),
                  "carnet/1/door",
                  label.author().value(),
                  label.owner());
          case AUTHORITY -> throw new AssertionError();
        };
    return new Open(label, Payload.decode(Body.read(body).under(key, practice, entry.label())));
  }

  /** Its content, with what it keeps in chunks where that was. */
  Bytes whole(Open open) throws CannotOpen {
    Bytes content = open.payload().content();
    Map<String, String> more = open.payload().header().more();
    List<EntryId> chunks = chunks(more);
    if (chunks.isEmpty()) {
      return content;
    }
    Bytes kept = Bytes.EMPTY;
    for (EntryId id : chunks) {
      Entry chunk = byId.get(id);
      if (chunk == null) {
        throw new CannotOpen("chunk " + id + " is missing");
      }
      kept = Bytes.concat(kept, openOrFail(chunk).payload().content());
    }
    if (!Hashes.sha256(kept).hex().equals(more.getOrDefault("chunkHash", ""))) {
      throw new CannotOpen("the chunks are not what was named");
    }
    int at = Integer.parseInt(more.getOrDefault("chunksAt", ""));
    return Bytes.concat(
        content.slice(0, at),
        Bytes.utf8(Base64.getEncoder().encodeToString(kept.toArray())),
        content.slice(at, content.size()));
  }

  private Secret recordKey(Entry entry, Label label, Body.Opened body) throws CannotOpen {
    Bytes epoch = label.epoch().value();
    return switch (label.sealing()) {
      case SUBJECT_KEY ->
          Kdf.derive(found(epochs, epoch), "carnet/1/subject", label.subject().value());
      case RANDOM_KEY -> {
        Secret boxed = bodies.get(entry.id().value());
        yield boxed != null ? boxed : unboxed(body, epoch);
      }
      case DROP_KEY -> {
        Stanza.Drop drop = (Stanza.Drop) body.stanzas().getFirst();
        Entry dropped = byId.get(new EntryId(drop.entry()));
        if (dropped == null || dropped.body() == null) {
          throw new CannotOpen("the drop entry is missing");
        }
        Secret secret = unboxed(Body.read(dropped.body()), epoch);
        yield Kdf.derive(secret, "carnet/1/subject", label.subject().value());
      }
      case CHUNK -> {
        Secret named = chunkKeys.get(entry.id());
        if (named == null) {
          throw new CannotOpen("a chunk that no entry names");
        }
        yield named;
      }
    };
  }

  private Secret unboxed(Body.Opened body, Bytes epoch) throws CannotOpen {
    for (Stanza each : body.stanzas()) {
      if (each instanceof Stanza.Sealed(Bytes recipient, Bytes box) && recipient.equals(epoch)) {
        return XWing.of(Kdf.derive(found(epochs, epoch), "carnet/1/kem"))
            .open("carnet/1/body-key", recipient, box);
      }
      if (each instanceof Stanza.Sealed(Bytes recipient, Bytes box) && recipient.equals(kit.id())) {
        return kem.open("carnet/1/body-key", recipient, box);
      }
    }
    throw new CannotOpen("sealed to others");
  }

  private static Secret found(Map<Bytes, Secret> keys, Bytes id) throws CannotOpen {
    Secret key = keys.get(id);
    if (key == null) {
      throw new CannotOpen("no key " + id.hex());
    }
    return key;
  }

  private static byte[] lastWord(String line) {
    return Bytes.fromHex(line.substring(line.lastIndexOf(' ') + 1)).toArray();
  }
}

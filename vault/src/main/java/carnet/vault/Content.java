package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Draft;
import carnet.journal.Entry;
import carnet.journal.EntryId;
import carnet.journal.Hashes;
import carnet.journal.Payload;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes that are kept in chunk entries beside the one that names them: a scan, a picture. Who can
 * read that entry has what opens them, and nobody else; a chart that is opened does not carry them.
 *
 * @param chunks in order
 * @param key opens every chunk
 * @param hash of the whole, as it was given
 */
record Content(List<EntryId> chunks, Bytes key, Bytes hash) {
  static final int CHUNK = 256 * 1024;
  static final String OP = "chunk";

  private static final String CHUNKS = "chunks";
  private static final String KEY = "chunkKey";
  private static final String HASH = "chunkHash";

  Content {
    chunks = List.copyOf(chunks);
  }

  static Chunks cut(Vault vault, SessionKeys keys, MemberId author, Bytes whole, Compartment into) {
    Keyring.Epoch epoch = keys.newest(into).orElseThrow();
    try (Secret key = Secret.random(vault.random())) {
      List<Draft> drafts = new ArrayList<>();
      for (int at = 0; at < whole.size(); at += CHUNK) {
        Bytes piece = whole.slice(at, Math.min(at + CHUNK, whole.size()));
        drafts.add(Sealer.chunk(vault, key, author, piece, into, epoch));
      }
      Content content =
          new Content(
              drafts.stream().map(Draft::id).toList(), Bytes.of(key.copy()), Hashes.sha256(whole));
      return new Chunks(drafts, content.header());
    }
  }

  private Map<String, String> header() {
    return Map.of(
        CHUNKS,
        String.join(" ", chunks.stream().map(EntryId::hex).toList()),
        KEY,
        key.hex(),
        HASH,
        hash.hex());
  }

  /** What an entry that was opened names; empty where it holds all it has itself. */
  static Optional<Bytes> of(Vault vault, Opened entry) {
    try {
      Optional<Content> named = named(entry.payload().header());
      return named.isEmpty() ? Optional.empty() : Optional.of(named.get().read(vault));
    } catch (CannotOpen notWhole) {
      throw new ContentNotHere(notWhole);
    }
  }

  private static Optional<Content> named(Payload.Header header) throws CannotOpen {
    Map<String, String> more = header.more();
    String chunks = more.get(CHUNKS);
    String key = more.get(KEY);
    String hash = more.get(HASH);
    if (chunks == null || key == null || hash == null) {
      return Optional.empty();
    }
    try {
      List<EntryId> ids = new ArrayList<>();
      for (String id : chunks.split(" ", -1)) {
        ids.add(EntryId.fromHex(id));
      }
      return Optional.of(new Content(ids, Bytes.fromHex(key), Bytes.fromHex(hash)));
    } catch (IllegalArgumentException malformed) {
      throw new CannotOpen("the entry does not name its chunks", malformed);
    }
  }

  /** Whole and as they were given, or none of them. */
  private Bytes read(Vault vault) throws CannotOpen {
    List<Bytes> pieces = new ArrayList<>();
    try (Secret secret = Secret.copyOf(key.toArray())) {
      for (EntryId id : chunks) {
        Entry entry =
            vault.find(id).orElseThrow(() -> new CannotOpen("a chunk has not arrived here yet"));
        if (entry.body() == null) {
          throw new CannotOpen("a chunk was erased");
        }
        pieces.add(vault.payload(entry, secret).content());
      }
    }
    Bytes whole = Bytes.concat(pieces.toArray(Bytes[]::new));
    if (!Hashes.sha256(whole).equals(hash)) {
      throw new CannotOpen("the chunks are not what was named");
    }
    return whole;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Content[" + chunks.size() + " chunks]";
  }
}

package carnet.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The only codec of the envelope and of an entry on the wire and in folder copies.
 *
 * <pre>
 * envelope  version 1 · kind 1 · practice 16 · writer 16 · sequence 8 · label size 2 · body size 4
 * entry     envelope 48 · flag 1 (0 whole, 1 erased) · label · body, or its hash where erased
 * </pre>
 *
 * Integers are big-endian. An entry tells its own end: entries follow each other without separator.
 * A whole entry is hashed as it is read, so what was decoded is intact.
 */
public final class EntryFormat {
  public static final int ENVELOPE_SIZE = 48;
  public static final int MAX_LABEL_SIZE = 0xffff;

  /** A payload of 1 MiB at most, and room for its stanzas and padding. */
  public static final int MAX_BODY_SIZE = 1 << 21;

  private static final byte VERSION = 1;
  private static final byte WHOLE = 0;
  private static final byte ERASED = 1;
  private static final int HASH_SIZE = 32;

  private EntryFormat() {}

  public static Bytes envelope(Entry entry) {
    ByteBuffer out = ByteBuffer.allocate(ENVELOPE_SIZE);
    putEnvelope(out, entry);
    return Bytes.adopt(out.array());
  }

  public static int sizeOf(Entry entry) {
    int rest = entry.erased() ? HASH_SIZE : entry.bodySize();
    return ENVELOPE_SIZE + 1 + entry.label().size() + rest;
  }

  public static Bytes encode(Entry entry) {
    Bytes body = entry.body();
    if (body != null && body.size() != entry.bodySize()) {
      throw new MalformedEntry(
          "entry " + entry.place() + " has lost a part of its body: verify it");
    }
    ByteBuffer out = ByteBuffer.allocate(sizeOf(entry));
    putEnvelope(out, entry);
    out.put(body == null ? ERASED : WHOLE);
    out.put(entry.label().buffer());
    out.put(body == null ? entry.bodyHash().buffer() : body.buffer());
    return Bytes.adopt(out.array());
  }

  /** One entry and nothing after it. */
  public static Entry decode(Bytes bytes) {
    ByteBuffer in = bytes.buffer();
    Entry entry = read(in);
    if (in.hasRemaining()) {
      throw new MalformedEntry(in.remaining() + " bytes follow entry " + entry.place());
    }
    return entry;
  }

  /** As many entries as there are. */
  public static List<Entry> decodeAll(ByteBuffer in) {
    List<Entry> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      entries.add(read(in));
    }
    return entries;
  }

  /** The next entry of a big-endian buffer. */
  public static Entry read(ByteBuffer in) {
    try {
      byte version = in.get();
      if (version != VERSION) {
        throw new MalformedEntry(
            "version " + version + " of an entry is unknown: update this server");
      }
      Kind kind = Kind.of(in.get());
      LogId log = new LogId(new PracticeId(take(in, 16)), new WriterId(take(in, 16)));
      long sequence = in.getLong();
      int labelSize = Short.toUnsignedInt(in.getShort());
      int bodySize = in.getInt();
      requireSizes(labelSize, bodySize);
      boolean erased = isErased(in.get());
      Bytes label = take(in, labelSize);
      @Nullable Bytes body = erased ? null : take(in, bodySize);
      Bytes bodyHash = body == null ? take(in, HASH_SIZE) : Hashes.sha256(body);
      return new Entry(kind, log, sequence, label, bodySize, bodyHash, body);
    } catch (BufferUnderflowException e) {
      throw new MalformedEntry("an entry ends before its end");
    }
  }

  static void requireSizes(int label, int body) {
    if (label < 0 || label > MAX_LABEL_SIZE) {
      throw new MalformedEntry("a label of " + label + " bytes is over " + MAX_LABEL_SIZE);
    }
    if (body < 0 || body > MAX_BODY_SIZE) {
      throw new MalformedEntry(
          "a body of " + body + " bytes is over " + MAX_BODY_SIZE + ": cut it into chunks");
    }
  }

  private static void putEnvelope(ByteBuffer out, Entry entry) {
    out.put(VERSION)
        .put(entry.kind().code())
        .put(entry.log().practice().value().buffer())
        .put(entry.log().writer().value().buffer())
        .putLong(entry.sequence())
        .putShort((short) entry.label().size())
        .putInt(entry.bodySize());
  }

  private static boolean isErased(byte flag) {
    if (flag != WHOLE && flag != ERASED) {
      throw new MalformedEntry("the flag of an entry is 0 or 1, not " + flag);
    }
    return flag == ERASED;
  }

  private static Bytes take(ByteBuffer in, int size) {
    if (size > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[size];
    in.get(bytes);
    return Bytes.adopt(bytes);
  }
}

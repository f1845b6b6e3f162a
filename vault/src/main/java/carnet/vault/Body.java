package carnet.vault;

import carnet.journal.Bytes;
import carnet.journal.Hashes;
import carnet.journal.PracticeId;
import carnet.vault.crypto.CannotOpen;
import carnet.vault.crypto.Kdf;
import carnet.vault.crypto.Secret;
import carnet.vault.crypto.XWing;
import carnet.vault.crypto.Xaes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The sealed form of a payload: stanzas ‖ commitment 32 ‖ nonce 24 ‖ ciphertext.
 *
 * <p>A stanza says how a recipient finds the body's key. The commitment binds the key (GCM does
 * not) and is checked first. The plain text is deflated and padded to a size class, so that a size
 * says little; nothing binds the entry's place.
 */
final class Body {

  static final int LARGEST_PAYLOAD = 1 << 20;
  static final int MOST_STANZAS = 255;

  private static final Bytes DOMAIN = Bytes.utf8("carnet/1/body");
  private static final int HEADER = 5;

  private Body() {}

  sealed interface Stanza {
    /**
     * The key itself, sealed to a recipient's public key; the recipient is a member's id or an
     * epoch's.
     */
    record Sealed(Bytes recipient, Bytes box) implements Stanza {}

    /** The key derives from the drop key that this entry holds. */
    record Drop(Bytes entry) implements Stanza {}
  }

  /** What a sealed body shows to someone without its key. */
  record Opened(List<Stanza> stanzas, Bytes commitment, Bytes sealed) {

    Bytes under(Secret key, PracticeId practice, Bytes label) throws CannotOpen {
      if (!Body.commitment(key).equals(commitment)) {
        throw new CannotOpen("another key was committed to");
      }
      return inflate(Xaes.open(key, sealed, associated(practice, label)));
    }
  }

  static Bytes seal(
      Secret key, List<Stanza> stanzas, Bytes payload, PracticeId practice, Bytes label) {
    if (payload.size() > LARGEST_PAYLOAD) {
      throw new IllegalArgumentException("a payload has at most 1 MiB; larger contents are chunks");
    }
    if (stanzas.size() > MOST_STANZAS) {
      throw new IllegalArgumentException(
          "a body has at most " + MOST_STANZAS + " stanzas, not " + stanzas.size());
    }
    List<Bytes> parts = new ArrayList<>();
    parts.add(Bytes.of((byte) stanzas.size()));
    for (Stanza each : stanzas) {
      switch (each) {
        case Stanza.Sealed(Bytes recipient, Bytes box) -> {
          parts.add(Bytes.of((byte) 1));
          parts.add(recipient);
          parts.add(box);
        }
        case Stanza.Drop(Bytes entry) -> {
          parts.add(Bytes.of((byte) 2));
          parts.add(entry);
        }
      }
    }
    parts.add(commitment(key));
    parts.add(Xaes.seal(key, deflate(payload), associated(practice, label)));
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  static Opened read(Bytes body) throws CannotOpen {
    try {
      int at = 1;
      List<Stanza> stanzas = new ArrayList<>();
      for (int left = body.get(0) & 255; left > 0; left--) {
        byte type = body.get(at++);
        switch (type) {
          case 1 -> {
            stanzas.add(
                new Stanza.Sealed(
                    body.slice(at, at + 16), body.slice(at + 16, at + 16 + XWing.SEALED)));
            at += 16 + XWing.SEALED;
          }
          case 2 -> {
            stanzas.add(new Stanza.Drop(body.slice(at, at + 32)));
            at += 32;
          }
          default -> throw new CannotOpen("unknown stanza " + type);
        }
      }
      return new Opened(stanzas, body.slice(at, at + 32), body.slice(at + 32, body.size()));
    } catch (IndexOutOfBoundsException | IllegalArgumentException cut) {
      throw new CannotOpen("the body is cut", cut);
    }
  }

  static int sizeClass(int size) {
    for (int each = 256; each <= 4096; each *= 2) {
      if (size <= each) {
        return each;
      }
    }
    return (size + 4095) / 4096 * 4096;
  }

  private static Bytes commitment(Secret key) {
    try (Secret commitment = Kdf.derive(key, "carnet/1/commit")) {
      return Bytes.of(commitment.copy());
    }
  }

  private static Bytes associated(PracticeId practice, Bytes label) {
    return Bytes.concat(DOMAIN, practice.value(), Hashes.sha256(label));
  }

  private static Bytes deflate(Bytes payload) {
    Deflater deflater = new Deflater(6, true);
    try {
      deflater.setInput(payload.toArray());
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(ByteBuffer.allocate(HEADER).put((byte) 0).putInt(payload.size()).array());
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      int size = out.size();
      out.writeBytes(new byte[sizeClass(size) - size]);
      return Bytes.of(out.toByteArray());
    } finally {
      deflater.end();
    }
  }

  private static Bytes inflate(Bytes plain) throws CannotOpen {
    byte[] in = plain.toArray();
    if (in.length < HEADER || in[0] != 0) {
      throw new CannotOpen("unknown dictionary");
    }
    int size = ByteBuffer.wrap(in).getInt(1);
    if (size < 0 || size > LARGEST_PAYLOAD) {
      throw new CannotOpen("a payload of " + size + " bytes");
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(in, HEADER, in.length - HEADER);
      byte[] out = new byte[size];
      int done = 0;
      while (done < size) {
        int more = inflater.inflate(out, done, size - done);
        if (more == 0) {
          throw new CannotOpen("the payload is cut");
        }
        done += more;
      }
      return Bytes.of(out);
    } catch (DataFormatException wrong) {
      throw new CannotOpen("the payload does not inflate", wrong);
    } finally {
      inflater.end();
    }
  }
}

package carnet.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable string of bytes. Equality takes the same time wherever the difference is; order is
 * that of unsigned bytes. {@link #toString} shows eight bytes at most: what a log line may hold.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** Copies. */
  public static Bytes of(byte... value) {
    return new Bytes(value.clone());
  }

  /** Takes the array over without a copy: the caller gives it up and never writes to it again. */
  public static Bytes adopt(byte[] value) {
    return new Bytes(value);
  }

  /** Reads what is left in the buffer. */
  public static Bytes of(ByteBuffer rest) {
    byte[] value = new byte[rest.remaining()];
    rest.get(value);
    return new Bytes(value);
  }

  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Bytes concat(Bytes... parts) {
    int size = 0;
    for (Bytes part : parts) {
      size = Math.addExact(size, part.size());
    }
    byte[] all = new byte[size];
    int at = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.value, 0, all, at, part.size());
      at += part.size();
    }
    return new Bytes(all);
  }

  public int size() {
    return value.length;
  }

  public byte get(int index) {
    return value[index];
  }

  /** From {@code from} to before {@code to}. */
  public Bytes slice(int from, int to) {
    if (from < 0 || to < from || to > value.length) {
      throw new IndexOutOfBoundsException(from + " to " + to + " of " + value.length + " bytes");
    }
    return new Bytes(Arrays.copyOfRange(value, from, to));
  }

  public byte[] toArray() {
    return value.clone();
  }

  /** A read-only view, big-endian. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(value).asReadOnlyBuffer();
  }

  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  /** Read as UTF-8. */
  public String string() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** This, if it has that size; {@code what} is named otherwise. */
  Bytes require(int size, String what) {
    if (value.length != size) {
      throw new IllegalArgumentException(
          what
              + " is "
              + size
              + " bytes, not "
              + value.length
              + ": check where it was copied from");
    }
    return this;
  }

  void updateInto(MessageDigest digest) {
    digest.update(value);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && MessageDigest.isEqual(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return value.length <= 8 ? hex() : HexFormat.of().formatHex(value, 0, 8) + "…";
  }
}

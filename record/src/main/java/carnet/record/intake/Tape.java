package carnet.record.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * An input that remembers what was read since a mark, so that a resource's bytes can be taken from
 * it as they stood. It remembers at most {@code most} bytes; what is larger passes through and is
 * lost.
 */
final class Tape extends InputStream {

  private final InputStream in;
  private final int most;
  private byte[] kept = new byte[16 * 1024];
  private long start;
  private int size;
  private boolean lost;

  Tape(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = in.read(into, offset, length);
    if (read > 0) {
      remember(into, offset, read);
    }
    return read;
  }

  private void remember(byte[] from, int offset, int length) {
    if (size + length > most) {
      lost = true;
      start += size;
      size = 0;
      if (length > most) {
        start += length;
        return;
      }
    }
    if (size + length > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(kept.length * 2, size + length));
    }
    System.arraycopy(from, offset, kept, size, length);
    size += length;
  }

  /** Forgets what stands before this place of the input. */
  void forget(long before) {
    int gone = Math.clamp(before - start, 0, size);
    System.arraycopy(kept, gone, kept, 0, size - gone);
    start += gone;
    size -= gone;
    lost = start > before;
  }

  /** Whether something since the last place to forget was too long to remember. */
  boolean has(long from) {
    return !lost && from >= start;
  }

  byte[] slice(long from, long to) {
    return Arrays.copyOfRange(kept, (int) (from - start), (int) (to - start));
  }
}

package carnet.bench;

import java.util.Arrays;
import java.util.Locale;

/** Nanoseconds of one operation, many times. Not safe for several threads. */
final class Times {
  private final long[] taken;
  private int count;

  Times(int most) {
    taken = new long[most];
  }

  void add(long nanoseconds) {
    taken[count++] = nanoseconds;
  }

  /** Median and p99 in milliseconds, as measured. */
  String told() {
    long[] sorted = Arrays.copyOf(taken, count);
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "median %8.3f ms   p99 %8.3f ms   n %d",
        sorted[count / 2] / 1e6,
        sorted[Math.min(count - 1, count * 99 / 100)] / 1e6,
        count);
  }
}

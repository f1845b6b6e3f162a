package carnet.journal.copy;

import carnet.journal.Entry;
import carnet.journal.EntryFormat;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Entry after entry of some segments, one segment in memory; what is before a damage is given. */
final class SegmentReader implements Iterator<Entry> {
  private final Iterator<Segment> segments;
  private ByteBuffer open = ByteBuffer.allocate(0);

  private SegmentReader(List<Segment> segments) {
    this.segments = segments.iterator();
  }

  static Stream<Entry> stream(List<Segment> segments) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new SegmentReader(segments), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    while (!open.hasRemaining() && segments.hasNext()) {
      open = segments.next().read();
    }
    return open.hasRemaining();
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the copy ends here");
    }
    return EntryFormat.read(open);
  }
}

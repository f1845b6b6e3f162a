package carnet.journal.sqlite;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A stream over pages that are asked for one by one; an empty page ends it. */
final class Pages<T> implements Iterator<T> {
  private final Supplier<List<T>> next;
  private Iterator<T> page = List.<T>of().iterator();
  private boolean ended;

  private Pages(Supplier<List<T>> next) {
    this.next = next;
  }

  static <T> Stream<T> stream(Supplier<List<T>> next) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Pages<>(next), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    if (!ended && !page.hasNext()) {
      page = next.get().iterator();
      ended = !page.hasNext();
    }
    return page.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no entry is left");
    }
    return page.next();
  }
}

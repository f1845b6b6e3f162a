package carnet.vault;

import carnet.journal.Receipt;
import java.util.function.Function;

/**
 * Something that names patients, and the durable trace that says so. Only the vault makes one,
 * after the trace is durable; rooms return nothing else that shows a name.
 */
public final class Traced<T> {

  private final T value;
  private final Receipt trace;

  Traced(T value, Receipt trace) {
    this.value = value;
    this.trace = trace;
  }

  public T value() {
    return value;
  }

  /** The same disclosure in another shape: what it names does not grow. */
  public <R> Traced<R> map(Function<T, R> shape) {
    return new Traced<>(shape.apply(value), trace);
  }

  /** The trace's place in this replica's log. */
  public Receipt trace() {
    return trace;
  }
}

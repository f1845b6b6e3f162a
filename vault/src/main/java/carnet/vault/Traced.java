package carnet.vault;

import carnet.journal.Receipt;

/**
 * Something that names patients, and the durable trace that says so. Only the vault makes one, after the trace is durable;
 * rooms return nothing else that shows a name.
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

  /** The trace's place in this replica's log. */
  public Receipt trace() {
    return trace;
  }
}

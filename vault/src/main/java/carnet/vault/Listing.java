package carnet.vault;

import java.util.List;
import java.util.function.Function;

/**
 * Rows that show names, each with the subject it shows: the trace is written from this very list,
 * so names and trace cannot differ. Made by the projections of {@code record} alone; an
 * architecture test holds it.
 */
public final class Listing<T> {

  private final List<T> rows;
  private final List<Subject> subjects;

  private Listing(List<T> rows, List<Subject> subjects) {
    this.rows = rows;
    this.subjects = subjects;
  }

  public static <T> Listing<T> of(List<T> rows, Function<T, Subject> whom) {
    return new Listing<>(List.copyOf(rows), rows.stream().map(whom).distinct().toList());
  }

  List<T> rows() {
    return rows;
  }

  List<Subject> subjects() {
    return subjects;
  }
}

package carnet.record.prescription;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tab-separated tables beside this room: one row a fact, {@code #} begins a comment. */
final class Rows {
  private Rows() {}

  static List<List<String>> of(String table, int columns) {
    try (InputStream in = Rows.class.getResourceAsStream(table)) {
      if (in == null) {
        throw new IllegalStateException("missing table " + table);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> cells(table, line, columns))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("table " + table, unreadable);
    }
  }

  static List<String> several(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(";", -1));
  }

  private static List<String> cells(String table, String line, int columns) {
    List<String> cells = List.of(line.split("\t", -1));
    if (cells.size() != columns) {
      throw new IllegalStateException(
          table + ": " + cells.size() + " cells instead of " + columns + " in: " + line);
    }
    return cells;
  }
}

package carnet.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The words of the invented practice: tab-separated tables, {@code #} begins a comment. */
final class Tables {
  private Tables() {}

  static List<List<String>> rows(String table) {
    return text(table)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> List.of(line.split("\t", -1)))
        .toList();
  }

  static List<String> words(String table) {
    return List.of(text(table).strip().split("\\s+", -1)).stream()
        .map(w -> w.replace('-', ' '))
        .toList();
  }

  static List<String> several(String cell) {
    return cell.isBlank()
        ? List.of()
        : List.of(cell.split(";", -1)).stream().map(String::strip).toList();
  }

  private static String text(String table) {
    try (InputStream in = Tables.class.getResourceAsStream(table)) {
      if (in == null) {
        throw new IllegalStateException("missing table " + table);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(table, unreadable);
    }
  }
}

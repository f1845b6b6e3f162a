package carnet.record.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import carnet.record.Json;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes top-level members of a resource without reading the rest: the bytes between stay as they
 * are. Only for bytes that were a well-formed resource when they came in.
 */
final class Splice {

  private final byte[] json;

  private Splice(byte[] json) {
    this.json = json;
  }

  static Splice of(byte[] json) {
    return new Splice(json);
  }

  byte[] bytes() {
    return json;
  }

  Splice withId(String id) {
    return with("id", ("\"" + id + "\"").getBytes(UTF_8));
  }

  /** Gives the meta to change, or an empty one. */
  Splice withMeta(Consumer<ObjectNode> change) {
    Span known = find("meta");
    boolean there = known.from < known.to && json[known.from] == '{';
    ObjectNode meta =
        there
            ? (ObjectNode) Json.MAPPER.readTree(Arrays.copyOfRange(json, known.from, known.to))
            : Json.MAPPER.createObjectNode();
    change.accept(meta);
    return with("meta", Json.MAPPER.writeValueAsBytes(meta));
  }

  private Splice with(String name, byte[] value) {
    Span known = find(name);
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + value.length + 16);
    out.write(json, 0, known.from);
    if (known.from == known.to) {
      out.writeBytes(("\"" + name + "\":").getBytes(UTF_8));
      out.writeBytes(value);
      out.write(',');
    } else {
      out.writeBytes(value);
    }
    out.write(json, known.to, json.length - known.to);
    return new Splice(out.toByteArray());
  }

  /** Where a value stands; an empty span just behind the opening brace where there is none. */
  private record Span(int from, int to) {}

  private Span find(String name) {
    byte[] wanted = ("\"" + name + "\"").getBytes(UTF_8);
    int at = blank(0) + 1;
    int start = at;
    while (true) {
      at = blank(at);
      if (json[at] == '}') {
        return new Span(start, start);
      }
      int nameEnd = value(at);
      boolean found = Arrays.equals(json, at, nameEnd, wanted, 0, wanted.length);
      int from = blank(blank(nameEnd) + 1);
      int to = value(from);
      if (found) {
        return new Span(from, to);
      }
      at = blank(to);
      if (json[at] == ',') {
        at++;
      }
    }
  }

  private int blank(int from) {
    int at = from;
    while (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t') {
      at++;
    }
    return at;
  }

  /** The end of the value that begins here. */
  private int value(int from) {
    int depth = 0;
    int at = from;
    do {
      byte c = json[at];
      if (c == '"') {
        at = string(at);
      } else if (c == '{' || c == '[') {
        depth++;
        at++;
      } else if (c == '}' || c == ']') {
        depth--;
        at++;
      } else if (depth == 0) {
        return bare(at);
      } else {
        at++;
      }
    } while (depth > 0);
    return at;
  }

  private int string(int from) {
    int at = from + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** A number, true, false or null. */
  private int bare(int from) {
    int at = from;
    while (",}] \n\r\t".indexOf(json[at]) < 0) {
      at++;
    }
    return at;
  }
}

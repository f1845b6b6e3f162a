package carnet.record;

import carnet.journal.Bytes;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A paper inside a resource, as base64 in one of its strings, taken out to be kept beside it: a
 * chart with scans opens as fast as one without.
 *
 * <p>Bytes in, the same bytes out, wherever the string stands.
 *
 * @param rest the resource with an empty string there
 * @param at where in it the base64 goes
 * @param data what it encodes
 */
record Attached(Bytes rest, int at, Bytes data) {

  /** Characters; a shorter one stays where it is. */
  static final int LEAST = 32 * 1024;

  /** Empty where nothing large is attached. */
  static Optional<Attached> split(byte[] resource) {
    int from = 0;
    while (from + LEAST < resource.length) {
      int quote = quote(resource, from);
      int end = quote(resource, quote + 1);
      if (end < resource.length && end - quote > LEAST) {
        Optional<Attached> found = cut(resource, quote + 1, end);
        if (found.isPresent()) {
          return found;
        }
      }
      from = quote + 1;
    }
    return Optional.empty();
  }

  /** The bytes as they were. */
  byte[] whole() {
    return Bytes.concat(
            rest.slice(0, at),
            Bytes.adopt(Base64.getEncoder().encode(data.toArray())),
            rest.slice(at, rest.size()))
        .toArray();
  }

  private static Optional<Attached> cut(byte[] resource, int from, int to) {
    Bytes all = Bytes.of(resource);
    byte[] text = all.slice(from, to).toArray();
    try {
      byte[] data = Base64.getDecoder().decode(text);
      Bytes rest = Bytes.concat(all.slice(0, from), all.slice(to, all.size()));
      Attached found = new Attached(rest, from, Bytes.adopt(data));
      return Arrays.equals(text, Base64.getEncoder().encode(data))
          ? Optional.of(found)
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The next one from there, or the end; no base64 holds an escape, so none matters here. */
  private static int quote(byte[] resource, int from) {
    int at = from;
    while (at < resource.length && resource[at] != '"') {
      at++;
    }
    return at;
  }
}

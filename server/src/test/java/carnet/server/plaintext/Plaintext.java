package carnet.server.plaintext;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for words in bytes of whatever kind: in UTF-8 and UTF-16 of both orders, in Latin-1, as
 * they are written, in capitals, in small letters, and with accents apart.
 */
final class Plaintext {

  private static final List<Charset> ENCODINGS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE,
          StandardCharsets.ISO_8859_1);

  /** A word in some encoding, under its first four bytes. */
  private record Needle(String word, byte[] bytes) {}

  private final Map<Integer, List<Needle>> needles = new HashMap<>();

  Plaintext(Collection<String> words) {
    for (String word : words) {
      for (String form : forms(word)) {
        for (Charset encoding : ENCODINGS) {
          if (encoding.newEncoder().canEncode(form)) {
            byte[] bytes = form.getBytes(encoding);
            needles
                .computeIfAbsent(first(bytes, 0), _ -> new ArrayList<>())
                .add(new Needle(word, bytes));
          }
        }
      }
    }
  }

  private static Set<String> forms(String word) {
    if (word.length() < 4) {
      throw new IllegalArgumentException("too short to mean anything among random bytes: " + word);
    }
    Set<String> forms = new LinkedHashSet<>();
    for (String each :
        List.of(word, word.toLowerCase(Locale.FRENCH), word.toUpperCase(Locale.FRENCH))) {
      forms.add(each);
      forms.add(Normalizer.normalize(each, Normalizer.Form.NFD));
    }
    return forms;
  }

  /** Where something stands: file, offset, word. */
  List<String> under(Path... roots) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path each : files.filter(Files::isRegularFile).toList()) {
          in(Files.readAllBytes(each)).forEach(hit -> found.add(each + " " + hit));
        }
      }
    }
    return found;
  }

  List<String> in(byte[] bytes) {
    Set<String> found = new LinkedHashSet<>();
    for (int at = 0; at + 4 <= bytes.length; at++) {
      for (Needle each : needles.getOrDefault(first(bytes, at), List.of())) {
        int end = at + each.bytes().length;
        if (end <= bytes.length && Arrays.equals(bytes, at, end, each.bytes(), 0, end - at)) {
          found.add("at " + at + ": " + each.word());
        }
      }
    }
    return List.copyOf(found);
  }

  private static int first(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}

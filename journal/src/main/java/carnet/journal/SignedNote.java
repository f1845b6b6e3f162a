package carnet.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A C2SP signed note: a text, and lines of signatures under names. Lines of keys that one does not
 * know are kept and ignored; a line of a known key that does not verify makes the note refused.
 *
 * <p>See C2SP signed-note.
 */
public record SignedNote(String text, List<Line> lines) {
  private static final String DASH = "\u2014 ";
  private static final int MAX_SIZE = 1 << 16;
  private static final int MAX_LINES = 64;

  /**
   * A signature: the key's name, the first four bytes of its hash, and what the key's type says.
   */
  public record Line(String name, int keyId, Bytes signature) {
    String text() {
      byte[] id = ByteBuffer.allocate(4).putInt(keyId).array();
      byte[] bytes = Bytes.concat(Bytes.adopt(id), signature).toArray();
      return DASH + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }
  }

  public SignedNote {
    lines = List.copyOf(lines);
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new MalformedNote("a note is lines of text without control characters");
    }
  }

  public static SignedNote parse(String note) {
    if (note.length() > MAX_SIZE) {
      throw new MalformedNote("a note of " + note.length() + " characters is too long");
    }
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || !note.endsWith("\n") || split + 2 == note.length()) {
      throw new MalformedNote("a note is its text, an empty line and lines of signatures");
    }
    List<Line> lines = new ArrayList<>();
    for (String line : note.substring(split + 2).lines().toList()) {
      lines.add(line(line));
    }
    if (lines.size() > MAX_LINES) {
      throw new MalformedNote("a note has " + MAX_LINES + " signatures at most");
    }
    return new SignedNote(note.substring(0, split + 1), lines);
  }

  /** The whole note as it is kept and sent. */
  public String encode() {
    StringBuilder out = new StringBuilder(text).append('\n');
    lines.forEach(line -> out.append(line.text()));
    return out.toString();
  }

  SignedNote with(Line line) {
    if (lines.contains(line)) {
      return this;
    }
    List<Line> all = new ArrayList<>(lines);
    all.add(line);
    return new SignedNote(text, all);
  }

  /** The first four bytes of H(name ‖ newline ‖ type ‖ public key). */
  static int keyId(String name, byte type, Bytes publicKey) {
    return Hashes.sha256(Bytes.utf8(name + "\n"), Bytes.of(type), publicKey).buffer().getInt();
  }

  static void requireName(String name) {
    if (name.isEmpty() || name.chars().anyMatch(c -> c == '+' || isSpace(c))) {
      throw new MalformedNote("the name of a key is not empty and has no space and no plus sign");
    }
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static Line line(String line) {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw new MalformedNote("a signature is a dash, a name and base64");
    }
    String name = line.substring(DASH.length(), space);
    requireName(name);
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(line.substring(space + 1));
    } catch (IllegalArgumentException e) {
      throw new MalformedNote("the signature of " + name + " is not base64");
    }
    if (bytes.length < 5) {
      throw new MalformedNote("the signature of " + name + " is too short");
    }
    Bytes all = Bytes.adopt(bytes);
    return new Line(name, all.buffer().getInt(), all.slice(4, all.size()));
  }
}

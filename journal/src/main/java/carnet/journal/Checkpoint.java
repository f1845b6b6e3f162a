package carnet.journal;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log says of itself: its origin, its size, its root. C2SP tlog-checkpoint; Carnet writes no
 * extension line, and reads none.
 */
public record Checkpoint(String origin, long size, Bytes root) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

  public Checkpoint {
    SignedNote.requireName(origin);
    if (size < 0) {
      throw new MalformedNote("the size of a log is not negative");
    }
    if (root.size() != 32) {
      throw new MalformedNote("a root has 32 bytes, not " + root.size());
    }
  }

  public static Checkpoint of(LogId log, Head head) {
    return new Checkpoint(log.origin(), head.size(), head.root());
  }

  public static Checkpoint parse(String text) {
    List<String> lines = text.lines().toList();
    if (!text.endsWith("\n") || lines.size() != 3 || !SIZE.matcher(lines.get(1)).matches()) {
      throw new MalformedNote("a checkpoint is three lines: origin, size, root");
    }
    return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), root(lines.get(2)));
  }

  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.toArray()) + "\n";
  }

  public Head head() {
    return new Head(size, root);
  }

  /** The log whose origin it is, where it is one of Carnet's. */
  public LogId log() {
    return LogId.ofOrigin(origin);
  }

  private static Bytes root(String base64) {
    try {
      return Bytes.adopt(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new MalformedNote("the root is not base64");
    }
  }
}

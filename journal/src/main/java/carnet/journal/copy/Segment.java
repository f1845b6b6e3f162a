package carnet.journal.copy;

import carnet.journal.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of a copy, written once. */
record Segment(Path file, long from, long to) implements Comparable<Segment> {
  private static final Pattern NAME = Pattern.compile("([a-z]+)-([0-9]{18})-([0-9]{18})\\.bin");

  static Path name(Path folder, String what, long from, long to) {
    return folder.resolve(what + "-%018d-%018d.bin".formatted(from, to));
  }

  static Optional<Segment> parse(Path folder, String name, String what) {
    Matcher parts = NAME.matcher(name);
    return parts.matches() && parts.group(1).equals(what)
        ? Optional.of(
            new Segment(
                folder.resolve(name),
                Long.parseLong(parts.group(2)),
                Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  /** Whole and durable under its name, or not there. */
  static void write(Path file, List<Bytes> parts) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.resolveSibling("."));
      try (FileChannel out =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        for (Bytes part : parts) {
          ByteBuffer bytes = part.buffer();
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
        }
        out.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel folder =
          FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the copy " + file + " cannot be written: check its disk", e);
    }
  }

  ByteBuffer read() {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the copy " + file + " cannot be read", e);
    }
  }

  /** Of those that begin together, the longest first. */
  @Override
  public int compareTo(Segment other) {
    return Comparator.comparingLong(Segment::from)
        .thenComparing(Segment::to, Comparator.reverseOrder())
        .compare(this, other);
  }
}

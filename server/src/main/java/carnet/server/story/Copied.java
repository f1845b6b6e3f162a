package carnet.server.story;

import carnet.server.client.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The leaves of a folder copy, and proofs checked against them (RFC 9162, 2.1.3): where the
 * independent reader cannot run. It checks roots and inclusion; signatures only the reader checks.
 */
final class Copied {

  private static final int LEAF = 32;
  private static final int TRIES = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;

  Copied(Path directory) {
    this.directory = directory;
  }

  /** The copy is a second behind: waits until it holds what these checkpoints cover. */
  void awaits(JsonNode checkpoints) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && !holds(checkpoints)) {
      Pause.of(Duration.ofMillis(200));
    }
  }

  private boolean holds(JsonNode checkpoints) {
    return checkpoints.properties().stream()
        .allMatch(
            each -> leaves(each.getKey()).size() >= Note.read(each.getValue().asString()).size());
  }

  Finding verify(JsonNode incident) {
    Map<String, Note> good = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    Map<String, List<byte[]>> logs = new HashMap<>();
    for (var each : incident.path("checkpoints").properties()) {
      List<byte[]> leaves = leaves(each.getKey());
      Note note = Note.read(each.getValue().asString());
      logs.put(each.getKey(), leaves);
      if (note.size() > leaves.size()
          || !Arrays.equals(root(leaves, 0, (int) note.size()), note.root())) {
        wrong.add(each.getKey() + ": the copy gives another root");
      } else {
        good.put(each.getKey(), note);
      }
    }
    int proofs = 0;
    for (JsonNode trace : incident.path("traces")) {
      Note note = good.get(trace.path("log").asString(""));
      List<byte[]> leaves = logs.getOrDefault(trace.path("log").asString(""), List.of());
      int at = trace.path("sequence").asInt();
      if (note != null && at < note.size() && reaches(leaves.get(at), at, note, trace)) {
        proofs++;
      } else {
        wrong.add(trace.path("log").asString("") + "/" + at + ": the proof does not hold");
      }
    }
    return new Finding(
        "this program (no Node or no trials beside it; signatures were not checked)",
        wrong.isEmpty(),
        proofs,
        String.join("; ", wrong));
  }

  private static boolean reaches(byte[] leaf, long index, Note note, JsonNode trace) {
    long at = index;
    long last = note.size() - 1;
    byte[] reached = leaf;
    for (JsonNode each : trace.path("inclusion")) {
      byte[] beside = HexFormat.of().parseHex(each.asString());
      if (last == 0) {
        return false;
      }
      if (at % 2 == 1 || at == last) {
        reached = node(beside, reached);
        while (at % 2 == 0 && at != 0) {
          at /= 2;
          last /= 2;
        }
      } else {
        reached = node(reached, beside);
      }
      at /= 2;
      last /= 2;
    }
    return last == 0 && Arrays.equals(reached, note.root());
  }

  private static byte[] root(List<byte[]> leaves, int from, int to) {
    if (to == from) {
      return hash();
    }
    if (to - from == 1) {
      return leaves.get(from);
    }
    int split = Integer.highestOneBit(to - from - 1);
    return node(root(leaves, from, from + split), root(leaves, from + split, to));
  }

  private static byte[] node(byte[] left, byte[] right) {
    return hash(new byte[] {1}, left, right);
  }

  private static byte[] hash(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] each : parts) {
        digest.update(each);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** A segment may be joined to another between listing and reading: then it is listed anew. */
  private List<byte[]> leaves(String origin) {
    for (int tries = 1; ; tries++) {
      try {
        return read(origin);
      } catch (NoSuchFileException joined) {
        if (tries == TRIES) {
          throw new UncheckedIOException("the copy does not come to rest", joined);
        }
        Pause.of(Duration.ofMillis(100));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("the copy cannot be read", unreadable);
      }
    }
  }

  /** Of a log by its origin, {@code carnet/PRACTICE/WRITER}, from segments that join. */
  private List<byte[]> read(String origin) throws IOException {
    Path folder = directory.resolve(origin.substring(origin.indexOf('/') + 1));
    List<byte[]> all = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> segments =
          files.filter(each -> name(each).startsWith("leaves-")).sorted().toList();
      for (Path each : segments) {
        int from = Integer.parseInt(name(each).split("-")[1]);
        byte[] bytes = Files.readAllBytes(each);
        for (int at = Math.max(0, all.size() - from) * LEAF;
            at + LEAF <= bytes.length;
            at += LEAF) {
          all.add(Arrays.copyOfRange(bytes, at, at + LEAF));
        }
      }
      return all;
    }
  }

  private static String name(Path file) {
    @Nullable Path last = file.getFileName();
    return last == null ? "" : last.toString();
  }

  /** A checkpoint: three lines, then signatures. */
  private record Note(long size, byte[] root) {
    static Note read(String text) {
      List<String> lines = text.lines().toList();
      return new Note(Long.parseLong(lines.get(1)), Base64.getDecoder().decode(lines.get(2)));
    }
  }
}

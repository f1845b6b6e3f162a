package carnet.server.export;

import carnet.server.Unusable;
import carnet.server.client.Browser;
import carnet.server.client.DeviceKey;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An export's file while it is not whole: its owner's alone. One that was stopped is cut back to
 * where its last patient began, because of her not all may have come.
 */
final class PartialExport implements AutoCloseable {

  private final Path file;
  private final Optional<String> from;
  private final BufferedWriter out;
  private long patients;
  private long lines;

  private PartialExport(Path file, Kept kept) throws IOException {
    this.file = file;
    this.from = kept.from();
    this.patients = kept.patients();
    this.lines = kept.lines();
    this.out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
  }

  private record Kept(Optional<String> from, long size, long patients, long lines) {}

  /**
   * @throws Unusable where there is no place for it
   */
  static PartialExport of(Path to) {
    Path file = to.resolveSibling(to.getFileName() + ".part");
    try {
      if (!Files.exists(file)) {
        Files.createFile(file, DeviceKey.ownerOnly(file));
      }
      Kept kept = kept(file);
      try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw")) {
        all.setLength(kept.size());
      }
      return new PartialExport(file, kept);
    } catch (IOException noPlace) {
      throw unwritable(file);
    }
  }

  private static Kept kept(Path file) throws IOException {
    Kept kept = new Kept(Optional.empty(), 0, 0, 0);
    long at = 0;
    long patients = 0;
    long lines = 0;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Optional<String> patient = patient(line);
        if (patient.isPresent()) {
          kept = new Kept(patient, at, patients, lines);
          patients++;
        }
        at += line.getBytes(StandardCharsets.UTF_8).length + 1L;
        lines++;
      }
    }
    return kept;
  }

  private static Optional<String> patient(String line) {
    try {
      return patient(Browser.JSON.readTree(line));
    } catch (JacksonException cutInTheMiddle) {
      return Optional.empty();
    }
  }

  private static Optional<String> patient(JsonNode resource) {
    return resource.path("resourceType").asString("").equals("Patient")
        ? Optional.of(resource.path("id").asString())
        : Optional.empty();
  }

  /** The patient with whom it goes on; empty for one that begins. */
  Optional<String> from() {
    return from;
  }

  long patients() {
    return patients;
  }

  long lines() {
    return lines;
  }

  /**
   * @throws Unusable where the disk takes it not
   */
  void write(String line, JsonNode resource) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException full) {
      throw unwritable(file);
    }
    lines++;
    if (patient(resource).isPresent()) {
      patients++;
    }
  }

  /**
   * It is whole.
   *
   * @throws Unusable where the disk takes it not
   */
  void become(Path whole) {
    try {
      out.flush();
      Files.move(file, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException full) {
      throw unwritable(whole);
    }
  }

  private static Unusable unwritable(Path file) {
    return new Unusable(
        Unusable.NO_ACCESS,
        "The file "
            + file
            + " cannot be written: check its folder and disk. Export to the same file again: it goes on where"
            + " it was.");
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (Files.exists(file) && Files.size(file) == 0) {
      Files.delete(file);
    }
  }
}

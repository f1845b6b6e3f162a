package carnet.record.intake;

import carnet.record.MalformedResource;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.intake.DocumentReader.Piece;
import carnet.record.intake.Item.Place;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads FHIR R4 as other software exports it: a bundle (transaction, batch, collection, searchset),
 * a single resource, or NDJSON with a resource or a bundle a line.
 *
 * <pre>{@code
 * BundleReader reader = new BundleReader(in, new Links("vendor"));
 * for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) { … }
 * }</pre>
 *
 * <p>Streaming: one resource is in memory at a time, of a file of any size. Each resource keeps its
 * bytes as they stood. What is bad is refused by its line, and the rest is read: in NDJSON the next
 * line, in a bundle the next entry; where the JSON itself breaks, what came whole before is given
 * and then a refusal. A resource that names its patient by a URL which comes later waits for it, in
 * {@link #WAITING} bytes at most. A resource may have {@link Resource#LIMIT} bytes. Not
 * thread-safe.
 */
public final class BundleReader {

  /** Resources that wait for their patient take at most this much memory. */
  public static final int WAITING = 16 * 1024 * 1024;

  private record Waiting(Item.Found found, String reference) {}

  private final BufferedInputStream in;
  private final Links links;
  private final boolean lines;
  private final Deque<Item> ready = new ArrayDeque<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Set<ResourceKey> patients = new HashSet<>();
  private @Nullable DocumentReader document;
  private long waitingBytes;
  private long line;
  private boolean done;

  public BundleReader(InputStream source, Links links) throws IOException {
    this.in = new BufferedInputStream(source, Resource.LIMIT + 64 * 1024);
    this.links = links;
    skipByteOrderMark();
    this.lines = looksLikeLines();
    if (!lines) {
      document = new DocumentReader(in, 1);
    }
  }

  /** What the references in it mean here; grows while reading. */
  public Links links() {
    return links;
  }

  /** The next item; empty at the end. */
  public Optional<Item> next() throws IOException {
    while (ready.isEmpty() && !done) {
      advance();
    }
    return Optional.ofNullable(ready.poll());
  }

  private void advance() throws IOException {
    Optional<Piece> piece = document == null ? Optional.empty() : pieceOf(document);
    if (piece.isPresent()) {
      take(piece.get());
    } else if (lines && nextLine()) {
      patients.clear();
    } else {
      giveUpWaiting();
      done = true;
    }
  }

  /** An input that fails comes out as what it is, not as bad JSON. */
  private static Optional<Piece> pieceOf(DocumentReader document) throws IOException {
    try {
      return document.next();
    } catch (JacksonException e) {
      throw new IOException("the import could not be read", e);
    }
  }

  private void take(Piece piece) {
    switch (piece) {
      case Piece.Bad bad -> ready.add(bad.refused());
      case Piece.Cut cut -> take(cut);
    }
  }

  private void take(Piece.Cut cut) {
    try {
      Resource own = Resource.under("0", cut.bytes());
      String id = own.tree().path("id").asString("");
      String original = original(own.type(), id, cut);
      ResourceKey key = links.key(own.type(), original);
      Resource resource = Resource.kept(key, cut.bytes());
      links.remember(key, cut.fullUrl(), own.tree());
      if (key.type().equals("Patient")) {
        patients.add(key);
      }
      String name =
          id.isEmpty() && !cut.fullUrl().isEmpty() ? cut.fullUrl() : own.type() + "/" + original;
      settle(new Item.Found(cut.place(), resource, name, new Item.Subject.Nobody()));
      if (!cut.fullUrl().isEmpty()) {
        release();
      }
    } catch (MalformedResource e) {
      Place at = new Place(cut.place().line() + Math.max(0, e.line() - 1), cut.place().entry());
      ready.add(new Item.Refused(at, Item.Reason.INVALID, e.field(), e.problem().sentence()));
    }
  }

  /**
   * The id of the source; else the full URL; else, so that a second import finds it, its content.
   */
  private static String original(String type, String id, Piece.Cut cut) {
    if (!id.isEmpty()) {
      return id;
    }
    return cut.fullUrl().isEmpty() ? "sha256:" + hash(type, cut.bytes()) : cut.fullUrl();
  }

  private void settle(Item.Found found) {
    Optional<ResourceKey> only =
        found.place().entry() >= 0 && patients.size() == 1
            ? patients.stream().findFirst()
            : Optional.empty();
    Subjects.Answer answer = Subjects.of(found.resource(), links, only);
    Item.Found settled =
        new Item.Found(found.place(), found.resource(), found.original(), answer.subject());
    if (answer.waitsFor() == null) {
      ready.add(settled);
    } else if (waitingBytes + found.resource().size() > WAITING) {
      ready.add(unknown(settled));
    } else {
      waiting.add(new Waiting(settled, answer.waitsFor()));
      waitingBytes += found.resource().size();
    }
  }

  private void release() {
    for (Waiting one : List.copyOf(waiting)) {
      if (links.resolve(one.reference).isPresent()) {
        waiting.remove(one);
        waitingBytes -= one.found.resource().size();
        settle(one.found);
      }
    }
  }

  private void giveUpWaiting() {
    waiting.forEach(one -> ready.add(unknown(one.found)));
    waiting.clear();
  }

  private static Item unknown(Item.Found found) {
    return new Item.Refused(
        found.place(),
        Item.Reason.PATIENT_UNKNOWN,
        found.resource().type(),
        "names a patient who is not in this source: bring the patient in first, or with it");
  }

  /** Opens the next line that is not blank. */
  private boolean nextLine() throws IOException {
    while (true) {
      line++;
      in.mark(1);
      if (in.read() < 0) {
        return false;
      }
      in.reset();
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      boolean tooLong = false;
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        if (one.size() < Resource.LIMIT) {
          one.write(c);
        } else {
          tooLong = true;
        }
      }
      byte[] bytes = one.toByteArray();
      if (tooLong) {
        ready.add(
            new Item.Refused(
                new Place(line, -1),
                Item.Reason.TOO_LARGE,
                "",
                "is too large (a resource may have "
                    + Resource.LIMIT / 1024
                    + " KiB): bring large attachments in as documents"));
        document = null;
        return true;
      }
      if (!new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
        document = new DocumentReader(new ByteArrayInputStream(bytes), line);
        return true;
      }
    }
  }

  private void skipByteOrderMark() throws IOException {
    in.mark(3);
    if (in.read() != 0xef || in.read() != 0xbb || in.read() != 0xbf) {
      in.reset();
    }
  }

  /**
   * NDJSON: the second line begins with a brace where one document cannot go on with one. A brace
   * on a new line may follow these signs inside a document: {@code [ , :}.
   */
  private boolean looksLikeLines() throws IOException {
    in.mark(Resource.LIMIT + 32 * 1024);
    boolean inFirst = true;
    int last = 0;
    boolean answer = false;
    for (int i = 0; i < Resource.LIMIT + 16 * 1024; i++) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      if (c == '\n') {
        inFirst &= last == 0;
      } else if (c != '\r' && c != ' ' && c != '\t') {
        if (!inFirst) {
          answer = c == '{' && last != '[' && last != ',' && last != ':';
          break;
        }
        last = c;
      }
    }
    in.reset();
    return answer;
  }

  private static String hash(String type, byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(type.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package carnet.record;

import carnet.record.MalformedResource.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A FHIR R4 resource: the bytes as they came, under Carnet's key.
 *
 * <p>The bytes are never written anew: what came in goes out, number text, order and unknown
 * elements included (DESIGN, invariant 8). The tree is read from them on demand and is for looking
 * only. Immutable and safe to share.
 */
public final class Resource {

  /** A payload holds 1 MiB (FORMAT, Body); 16 KiB of it are left for its header and signatures. */
  public static final int LIMIT = 1024 * 1024 - 16 * 1024;

  private final ResourceKey key;
  private final byte[] bytes;
  private volatile @Nullable ObjectNode tree;

  private Resource(ResourceKey key, byte[] bytes) {
    this.key = key;
    this.bytes = bytes;
  }

  /** Reads a resource that carries its own id. */
  public static Resource of(byte[] bytes) throws MalformedResource {
    Opening opening = read(bytes);
    if (opening.id == null) {
      throw new MalformedResource(Problem.NO_ID, "id", 0, 0);
    }
    return new Resource(new ResourceKey(opening.type, opening.id), bytes.clone());
  }

  /**
   * Reads a resource whose Carnet id is given from outside; its bytes may hold another, or none.
   */
  public static Resource under(String id, byte[] bytes) throws MalformedResource {
    return new Resource(new ResourceKey(read(bytes).type, id), bytes.clone());
  }

  /**
   * Takes bytes back that were a resource when they were kept, without reading them again. Only for
   * what came out of the journal, where its signed header names the key.
   */
  public static Resource kept(ResourceKey key, byte[] bytes) {
    return new Resource(key, bytes.clone());
  }

  /** A resource that Carnet builds itself. */
  public static Resource of(ResourceKey key, ObjectNode tree) {
    return new Resource(key, Json.MAPPER.writeValueAsBytes(tree));
  }

  public ResourceKey key() {
    return key;
  }

  public String type() {
    return key.type();
  }

  /** Carnet's id. */
  public String id() {
    return key.id();
  }

  /** A copy of the bytes as they came. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** The parsed form, for looking only: read once, then shared. Who changes it copies it first. */
  public ObjectNode tree() {
    ObjectNode known = tree;
    if (known == null) {
      known = (ObjectNode) Json.MAPPER.readTree(bytes);
      tree = known;
    }
    return known;
  }

  private record Opening(String type, @Nullable String id) {}

  private static Opening read(byte[] bytes) throws MalformedResource {
    if (bytes.length > LIMIT) {
      throw new MalformedResource(Problem.TOO_LARGE, "", 0, 0);
    }
    refuseOtherEncodings(bytes);
    try (JsonParser parser = Json.MAPPER.createParser(bytes)) {
      return read(parser);
    } catch (StreamConstraintsException e) {
      throw at(Problem.TOO_DEEP, "", e.getLocation());
    } catch (JacksonException e) {
      boolean twice =
          String.valueOf(e.getOriginalMessage()).startsWith("Duplicate Object property");
      throw at(twice ? Problem.TWICE : Problem.NOT_JSON, "", e.getLocation());
    }
  }

  private static Opening read(JsonParser parser) throws MalformedResource {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw at(Problem.NOT_AN_OBJECT, "", parser.currentTokenLocation());
    }
    String type = null;
    String id = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("resourceType")) {
        type = value == JsonToken.VALUE_STRING ? parser.getString() : "";
        if (!ResourceTypes.exists(type)) {
          throw at(Problem.UNKNOWN_TYPE, name, parser.currentTokenLocation());
        }
      } else if (name.equals("id")) {
        id = value == JsonToken.VALUE_STRING ? parser.getString() : "";
        if (!ResourceKey.isId(id)) {
          throw at(Problem.BAD_ID, name, parser.currentTokenLocation());
        }
      } else {
        parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw at(Problem.NOT_AN_OBJECT, "", parser.currentTokenLocation());
    }
    if (type == null) {
      throw new MalformedResource(Problem.NO_TYPE, "resourceType", 0, 0);
    }
    return new Opening(type, id);
  }

  /**
   * Jackson would take UTF-16 and 32 and a byte order mark too; spliced into a bundle they break
   * it.
   */
  private static void refuseOtherEncodings(byte[] bytes) throws MalformedResource {
    boolean mark = bytes.length > 0 && (bytes[0] == 0 || bytes[0] < 0);
    boolean wide = bytes.length > 1 && bytes[1] == 0;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      mark = true;
    }
    if (mark || wide) {
      throw new MalformedResource(Problem.NOT_UTF8, "", 0, 0);
    }
  }

  private static MalformedResource at(
      Problem problem, String field, @Nullable TokenStreamLocation where) {
    return where == null
        ? new MalformedResource(problem, field, 0, 0)
        : new MalformedResource(problem, field, where.getLineNr(), where.getColumnNr());
  }

  /** Equal when filed under the same key with the same bytes. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Resource that
        && key.equals(that.key)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Arrays.hashCode(bytes);
  }

  /** The key only: content never reaches a log. */
  @Override
  public String toString() {
    return key.toString();
  }
}

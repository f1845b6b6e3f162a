package carnet.record;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.vault.Chunks;
import carnet.vault.Opened;
import carnet.vault.Vault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a change stands in a payload, both ways: its operation in the header, its bytes as they came.
 */
final class RecordEntry {

  static final String PUT = "put";
  static final String MERGE_PATCH = "merge-patch";
  static final String DELETE = "delete";
  private static final String FHIR = "application/fhir+json";
  private static final String CHUNKS_AT = "chunksAt";
  private static final String PATCH = "application/merge-patch+json";

  private RecordEntry() {}

  static Payload payload(Change change, List<EntryId> parents, String author) {
    return switch (change) {
      case Change.Put put ->
          payload(
              put.key(), PUT, parents, author, FHIR, Map.of(), Bytes.of(put.resource().bytes()));
      case Change.Patch patch ->
          payload(
              patch.key(),
              MERGE_PATCH,
              parents,
              author,
              PATCH,
              Map.of(),
              Bytes.of(Json.MAPPER.writeValueAsBytes(patch.merge())));
      case Change.Delete delete ->
          payload(delete.key(), DELETE, parents, author, FHIR, Map.of(), Bytes.EMPTY);
    };
  }

  private static Payload payload(
      ResourceKey key,
      String op,
      List<EntryId> parents,
      String author,
      String contentType,
      Map<String, String> more,
      Bytes content) {
    return new Payload(
        new Payload.Header(
            op, author, Vault.PRODUCT, parents, List.of(), key.type(), key.id(), contentType, more),
        content,
        List.of());
  }

  /** A put whose paper is kept in chunks. */
  static Payload payload(
      ResourceKey key, Attached put, Chunks chunks, List<EntryId> parents, String author) {
    Map<String, String> more = new HashMap<>(chunks.header());
    more.put(CHUNKS_AT, String.valueOf(put.at()));
    return payload(key, PUT, parents, author, FHIR, more, put.rest());
  }

  static boolean hasPaper(Opened entry) {
    return entry.payload().header().more().containsKey(CHUNKS_AT);
  }

  /** The resource of such a put as it was given, with its paper in it. */
  static Resource whole(Opened put, Bytes data) {
    Payload.Header header = put.payload().header();
    String type = Objects.requireNonNull(header.type());
    String id = Objects.requireNonNull(header.id());
    int at = Integer.parseInt(header.more().getOrDefault(CHUNKS_AT, "0"));
    return Resource.kept(
        new ResourceKey(type, id), new Attached(put.payload().content(), at, data).whole());
  }

  /** Empty for what is no change of a resource, or of a version that this one cannot read. */
  static Optional<Version> version(Opened entry) {
    Payload.Header header = entry.payload().header();
    String type = header.type();
    String id = header.id();
    if (type == null || id == null || !ResourceTypes.exists(type) || !ResourceKey.isId(id)) {
      return Optional.empty();
    }
    ResourceKey key = new ResourceKey(type, id);
    return change(header.op(), key, entry.payload().content().toArray())
        .map(change ->
            new Version(
                entry.id(),
                header.parents(),
                entry.label().clock(),
                entry.label().author().hex(),
                change));
  }

  private static Optional<Change> change(String op, ResourceKey key, byte[] content) {
    try {
      return switch (op) {
        case PUT -> Optional.of(new Change.Put(Resource.kept(key, content)));
        case MERGE_PATCH ->
            Json.MAPPER.readTree(content) instanceof ObjectNode merge
                ? Optional.of(Change.patch(key, merge))
                : Optional.empty();
        case DELETE -> Optional.of(new Change.Delete(key));
        default -> Optional.empty();
      };
    } catch (JacksonException | MalformedResource unreadable) {
      return Optional.empty();
    }
  }
}

package carnet.record;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.Payload;
import carnet.vault.Opened;
import java.util.List;
import java.util.Map;
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
  private static final String PATCH = "application/merge-patch+json";

  private RecordEntry() {}

  static Payload payload(Change change, List<EntryId> parents, String author, String product) {
    return switch (change) {
      case Change.Put put ->
          payload(put, PUT, parents, author, product, FHIR, Bytes.of(put.resource().bytes()));
      case Change.Patch patch ->
          payload(
              patch,
              MERGE_PATCH,
              parents,
              author,
              product,
              PATCH,
              Bytes.of(Json.MAPPER.writeValueAsBytes(patch.merge())));
      case Change.Delete delete ->
          payload(delete, DELETE, parents, author, product, FHIR, Bytes.EMPTY);
    };
  }

  private static Payload payload(
      Change change,
      String op,
      List<EntryId> parents,
      String author,
      String product,
      String contentType,
      Bytes content) {
    return new Payload(
        new Payload.Header(
            op,
            author,
            product,
            parents,
            List.of(),
            change.key().type(),
            change.key().id(),
            contentType,
            Map.of()),
        content,
        List.of());
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

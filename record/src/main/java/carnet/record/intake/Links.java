package carnet.record.intake;

import carnet.record.ResourceKey;
import carnet.record.ResourceTypes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the references of one source mean here.
 *
 * <p>Carnet's id of an imported resource derives from the source's name and the original {@code
 * Type/id}: the same import twice gives the same ids, two vendors' Patient/1 two. So a plain
 * reference needs no index, and may point to what comes later or came in another file; full URLs
 * ({@code urn:uuid:…}) and identifiers (conditional references) are remembered as they pass. Not
 * thread-safe.
 */
public final class Links {

  private static final String DOMAIN = "carnet/1/import";

  private final String source;
  private final Map<String, ResourceKey> byUrl = new HashMap<>();
  private final Map<String, ResourceKey> byIdentifier = new HashMap<>();

  public Links(String source) {
    if (source.isBlank() || source.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("an import names its source, in one line");
    }
    this.source = source;
  }

  public String source() {
    return source;
  }

  /** First 16 bytes of H("carnet/1/import" ‖ newline ‖ source ‖ newline ‖ Type/id), in hex. */
  public ResourceKey key(String type, String originalId) {
    String text = DOMAIN + "\n" + source + "\n" + type + "/" + originalId;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new ResourceKey(type, HexFormat.of().formatHex(Arrays.copyOf(hash, 16)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Remembers by which names others may point to a resource. */
  void remember(ResourceKey key, String fullUrl, ObjectNode tree) {
    if (!fullUrl.isEmpty()) {
      byUrl.put(fullUrl, key);
    }
    boolean pointedAt = !ResourceTypes.aboutPatient(key.type()) || key.type().equals("Patient");
    if (pointedAt) {
      for (JsonNode each : tree.path("identifier")) {
        String value = each.path("value").asString("");
        if (!value.isEmpty()) {
          String system = each.path("system").asString("");
          byIdentifier.put(key.type() + "?identifier=" + system + "|" + value, key);
        }
      }
    }
  }

  /** Empty where the reference leads nowhere that is known (yet). */
  public Optional<ResourceKey> resolve(String reference) {
    ResourceKey known = byUrl.get(reference);
    if (known == null) {
      known = byIdentifier.get(reference);
    }
    return known != null ? Optional.of(known) : plain(reference);
  }

  /** {@code Type/id}, alone or at the end of a server's address. */
  private Optional<ResourceKey> plain(String reference) {
    String path = reference;
    int scheme = reference.indexOf("://");
    if (scheme >= 0) {
      int id = reference.lastIndexOf('/');
      int type = id > 0 ? reference.lastIndexOf('/', id - 1) : -1;
      if (type < scheme + 3) {
        return Optional.empty();
      }
      path = reference.substring(type + 1);
    }
    return ResourceKey.ofReference(path).map(key -> key(key.type(), key.id()));
  }
}

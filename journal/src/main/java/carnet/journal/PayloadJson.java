package carnet.journal;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The two pieces of JSON in a payload: its header and its signature block. */
final class PayloadJson {
  private static final Set<String> FIXED =
      Set.of("op", "author", "product", "parents", "heads", "type", "id", "contentType");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PayloadJson() {}

  static void requireFree(Collection<String> names) {
    for (String name : names) {
      if (FIXED.contains(name)) {
        throw new MalformedPayload("the header's field " + name + " has a place of its own");
      }
    }
  }

  static Bytes write(Payload.Header header) {
    ObjectNode json = NODES.objectNode();
    json.put("op", header.op());
    put(json, "author", header.author());
    json.put("product", header.product());
    put(json, "parents", header.parents());
    put(json, "heads", header.heads());
    put(json, "type", header.type());
    put(json, "id", header.id());
    put(json, "contentType", header.contentType());
    header.more().forEach(json::put);
    return AsciiJson.write(json);
  }

  static Payload.Header readHeader(Bytes bytes) {
    JsonNode json = object(AsciiJson.read(bytes), "the header");
    Map<String, String> more = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!FIXED.contains(field.getKey()) && field.getValue().isString()) {
        more.put(field.getKey(), field.getValue().stringValue());
      }
    }
    return new Payload.Header(
        text(json, "op"),
        textOrNull(json, "author"),
        text(json, "product"),
        ids(json, "parents"),
        ids(json, "heads"),
        textOrNull(json, "type"),
        textOrNull(json, "id"),
        textOrNull(json, "contentType"),
        more);
  }

  static Bytes write(List<Payload.Signature> signatures) {
    ArrayNode json = NODES.arrayNode();
    for (Payload.Signature signature : signatures) {
      ObjectNode one = json.addObject();
      one.put("by", signature.by());
      one.put("ed25519", base64(signature.ed25519()));
      Bytes webauthn = signature.webauthn();
      if (webauthn != null) {
        one.put("webauthn", base64(webauthn));
      }
    }
    return AsciiJson.write(json);
  }

  static List<Payload.Signature> readSignatures(Bytes bytes) {
    JsonNode json = AsciiJson.read(bytes);
    if (!json.isArray()) {
      throw new MalformedPayload("the signature block is not an array");
    }
    List<Payload.Signature> signatures = new ArrayList<>();
    for (JsonNode each : json) {
      JsonNode one = object(each, "a signature");
      String webauthn = textOrNull(one, "webauthn");
      signatures.add(
          new Payload.Signature(
              text(one, "by"),
              fromBase64(text(one, "ed25519"), "ed25519"),
              webauthn == null ? null : fromBase64(webauthn, "webauthn")));
    }
    return signatures;
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void put(ObjectNode json, String name, List<EntryId> ids) {
    if (!ids.isEmpty()) {
      ArrayNode array = json.putArray(name);
      ids.forEach(id -> array.add(id.hex()));
    }
  }

  private static JsonNode object(JsonNode json, String what) {
    if (!json.isObject()) {
      throw new MalformedPayload(what + " is not an object");
    }
    return json;
  }

  private static String text(JsonNode json, String name) {
    String value = textOrNull(json, name);
    if (value == null) {
      throw new MalformedPayload("the field " + name + " is missing");
    }
    return value;
  }

  private static @Nullable String textOrNull(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw new MalformedPayload("the field " + name + " is not a string");
    }
    return value.stringValue();
  }

  private static List<EntryId> ids(JsonNode json, String name) {
    JsonNode array = json.get(name);
    if (array == null) {
      return List.of();
    }
    if (!array.isArray()) {
      throw new MalformedPayload("the field " + name + " is not an array");
    }
    List<EntryId> ids = new ArrayList<>();
    for (JsonNode each : array) {
      try {
        ids.add(EntryId.fromHex(each.stringValue()));
      } catch (RuntimeException e) {
        throw new MalformedPayload("the field " + name + " holds what is no entry id", e);
      }
    }
    return ids;
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  private static Bytes fromBase64(String text, String name) {
    try {
      return Bytes.adopt(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedPayload("the field " + name + " is not base64", e);
    }
  }
}

package carnet.journal.authority;

import carnet.journal.AsciiJson;
import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.journal.MalformedPayload;
import carnet.journal.Payload;
import carnet.journal.ReplicaId;
import carnet.journal.WriterId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The content of authority payloads: one operation and one JSON object each. */
final class ActJson {
  private ActJson() {}

  static String op(Act act) {
    return switch (act) {
      case Act.Found _ -> "found";
      case Act.Steward _ -> "steward";
      case Act.Replica _ -> "replica";
      case Act.Writer _ -> "writer";
      case Act.Close _ -> "close";
      case Act.Kit _ -> "kit";
      case Act.RevokeSteward _, Act.RevokeReplica _ -> "revoke";
      case Act.Erase _ -> "erase";
    };
  }

  static Bytes write(Act act) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (act) {
      case Act.Found found -> json.put("root", found.root().hex());
      case Act.Steward steward ->
          json.put("member", steward.member().hex()).put("key", steward.key().hex());
      case Act.Replica replica -> {
        json.put("replica", replica.id().hex()).put("key", replica.key().hex());
        json.put("kem", base64(replica.kem()));
        json.put("role", replica.role().name().toLowerCase(Locale.ROOT));
        json.put("name", replica.name());
        strings(json.putArray("addresses"), replica.addresses());
      }
      case Act.Writer writer -> {
        json.put("writer", writer.key().hex()).put("replica", writer.replica().hex());
        json.put("incarnation", writer.incarnation());
        strings(
            json.putArray("chain"),
            writer.chain().stream().map(each -> base64(each.encode())).toList());
      }
      case Act.Close close -> json.put("writer", close.writer().hex()).put("size", close.size());
      case Act.Kit kit -> {
        json.put("key", kit.key().hex()).put("sealed", base64(kit.sealed()));
        ids(json.putArray("keep"), kit.keep());
      }
      case Act.RevokeSteward revoke -> {
        json.put("steward", revoke.member().hex()).put("key", revoke.key().hex());
        ids(json.putArray("keep"), revoke.keep());
      }
      case Act.RevokeReplica revoke -> {
        json.put("replica", revoke.replica().hex());
        ObjectNode sizes = json.putObject("sizes");
        Map<String, Long> sorted = new TreeMap<>();
        revoke.sizes().forEach((writer, size) -> sorted.put(writer.hex(), size));
        sorted.forEach(sizes::put);
      }
      case Act.Erase erase -> ids(json.putArray("entries"), erase.entries());
    }
    return AsciiJson.write(json);
  }

  /** Empty for an operation that this version does not know: it is shown, never folded. */
  static Optional<Act> read(Payload payload) {
    try {
      return Optional.ofNullable(
          switch (payload.header().op()) {
            case "found" -> new Act.Found(key(json(payload), "root"));
            case "steward" -> steward(json(payload));
            case "replica" -> replica(json(payload));
            case "writer" -> writer(json(payload));
            case "close" -> close(json(payload));
            case "kit" -> kit(json(payload));
            case "revoke" -> revoke(json(payload));
            case "erase" -> new Act.Erase(ids(json(payload), "entries"));
            default -> null;
          });
    } catch (IllegalArgumentException e) {
      throw new MalformedPayload("the act " + payload.header().op() + " cannot be read", e);
    }
  }

  private static JsonNode json(Payload payload) {
    return AsciiJson.read(payload.content());
  }

  private static Act steward(JsonNode json) {
    return new Act.Steward(sized(hex(json, "member"), 16, "member"), key(json, "key"));
  }

  private static Act replica(JsonNode json) {
    Act.Role role =
        switch (text(json, "role")) {
          case "full" -> Act.Role.FULL;
          case "relay" -> Act.Role.RELAY;
          default -> throw new MalformedPayload("the role of a replica is full or relay");
        };
    List<String> addresses = new ArrayList<>();
    for (JsonNode address : field(json, "addresses")) {
      addresses.add(address.asString());
    }
    Act.Replica replica =
        new Act.Replica(
            key(json, "key"), fromBase64(text(json, "kem")), role, text(json, "name"), addresses);
    if (!replica.id().value().equals(hex(json, "replica"))) {
      throw new MalformedPayload("the id of a replica is not that of its key");
    }
    return replica;
  }

  private static Act writer(JsonNode json) {
    List<Payload> chain = new ArrayList<>();
    for (JsonNode each : field(json, "chain")) {
      chain.add(Payload.decode(fromBase64(each.asString())));
    }
    return new Act.Writer(
        key(json, "writer"),
        new ReplicaId(hex(json, "replica")),
        number(json, "incarnation"),
        chain);
  }

  private static Act close(JsonNode json) {
    return new Act.Close(new WriterId(hex(json, "writer")), number(json, "size"));
  }

  private static Act kit(JsonNode json) {
    return new Act.Kit(key(json, "key"), fromBase64(text(json, "sealed")), ids(json, "keep"));
  }

  private static Act revoke(JsonNode json) {
    if (json.has("steward")) {
      return new Act.RevokeSteward(
          sized(hex(json, "steward"), 16, "steward"), key(json, "key"), ids(json, "keep"));
    }
    Map<WriterId, Long> sizes = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    JsonNode given = field(json, "sizes");
    for (Map.Entry<String, JsonNode> size : given.properties()) {
      sizes.put(WriterId.fromHex(size.getKey()), number(given, size.getKey()));
    }
    return new Act.RevokeReplica(new ReplicaId(hex(json, "replica")), sizes);
  }

  private static Bytes key(JsonNode json, String name) {
    return sized(hex(json, name), 32, name);
  }

  private static Bytes hex(JsonNode json, String name) {
    return Bytes.fromHex(text(json, name));
  }

  private static Bytes sized(Bytes bytes, int size, String name) {
    if (bytes.size() != size) {
      throw new MalformedPayload("the field " + name + " has not " + size + " bytes");
    }
    return bytes;
  }

  private static JsonNode field(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new MalformedPayload("the field " + name + " is missing");
    }
    return value;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isString()) {
      throw new MalformedPayload("the field " + name + " is not a string");
    }
    return value.stringValue();
  }

  private static long number(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new MalformedPayload("the field " + name + " is not a count");
    }
    return value.longValue();
  }

  private static Set<EntryId> ids(JsonNode json, String name) {
    Set<EntryId> ids = new HashSet<>();
    for (JsonNode id : field(json, name)) {
      ids.add(EntryId.fromHex(id.asString()));
    }
    return ids;
  }

  private static void ids(ArrayNode array, Collection<EntryId> ids) {
    strings(array, ids.stream().map(EntryId::hex).sorted().toList());
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  private static Bytes fromBase64(String text) {
    return Bytes.adopt(Base64.getDecoder().decode(text));
  }
}

package carnet.sentinel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The only codec of an event's line. */
final class EventLine {
  /** What a line holds, and what of it is not in the public form. */
  record Read(Event event, boolean kindKnown, int unknownFields) {}

  static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};
  private static final Set<String> FIELDS =
      Set.of(
          "time",
          "practice",
          "account",
          "kind",
          "patient",
          "class",
          "device",
          "network",
          "session",
          "detail");

  private EventLine() {}

  static Read read(String line) throws Event.Malformed {
    Map<String, @Nullable Object> fields = object(line);
    String kind = required(fields, "kind");
    Event event =
        new Event(
            time(required(fields, "time")),
            required(fields, "practice"),
            required(fields, "account"),
            Kind.of(kind),
            text(fields, "patient"),
            text(fields, "class"),
            text(fields, "device"),
            text(fields, "network"),
            text(fields, "session"),
            detail(fields));
    int unknown = (int) fields.keySet().stream().filter(field -> !FIELDS.contains(field)).count();
    return new Read(event, event.kind() != Kind.OTHER || kind.equals(Kind.OTHER.wire()), unknown);
  }

  static String write(Event event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", MILLIS.format(event.time()));
    fields.put("practice", event.practice());
    fields.put("account", event.account());
    fields.put("kind", event.kind().wire());
    put(fields, "patient", event.patient());
    put(fields, "class", event.clazz());
    put(fields, "device", event.device());
    put(fields, "network", event.network());
    put(fields, "session", event.session());
    if (!event.detail().isEmpty()) {
      fields.put("detail", event.detail());
    }
    return line(fields);
  }

  static String line(Map<String, Object> fields) {
    return JSON.writeValueAsString(fields);
  }

  static Optional<Event> refused(Event access, Judgement judgement) {
    Measure.Action action =
        switch (judgement.verdict()) {
          case ALLOW -> null;
          case STEP_UP -> Measure.Action.STEP_UP;
          case FREEZE -> Measure.Action.FREEZE;
        };
    if (action == null) {
      return Optional.empty();
    }
    Event fact =
        Event.of(access.time(), access.practice(), "sentinel", Kind.ADMIN_CHANGE)
            .from(access.device(), access.network(), access.session())
            .with("what", action.wire())
            .with("account", access.account())
            .with("reasons", reasons(judgement.reasons()));
    String clazz = access.clazz();
    String patient = access.patient();
    Event classed = clazz == null ? fact : fact.ofClass(clazz);
    return Optional.of(patient == null ? classed : classed.about(patient));
  }

  private static List<Object> reasons(List<Reason> reasons) {
    return reasons.stream()
        .<Object>map(
            reason -> Map.of("code", reason.code(), "facts", new TreeMap<>(reason.facts())))
        .toList();
  }

  /** The inverse of what {@link #refused} writes; whoever decides by hand gives no reasons. */
  static List<Reason> reasons(Event measure) {
    if (!(measure.detail().get("reasons") instanceof List<?> many)) {
      return List.of(Reason.of("decided"));
    }
    return many.stream().flatMap(one -> reason(one).stream()).toList();
  }

  private static Optional<Reason> reason(Object one) {
    if (!(one instanceof Map<?, ?> map) || !(map.get("code") instanceof String code)) {
      return Optional.empty();
    }
    Map<String, Object> facts = new TreeMap<>();
    if (map.get("facts") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> {
        if (name instanceof String text && value != null) {
          facts.put(text, value);
        }
      });
    }
    return Optional.of(new Reason(code, facts));
  }

  private static Map<String, @Nullable Object> object(String line) throws Event.Malformed {
    try {
      Map<String, @Nullable Object> fields = JSON.readValue(line, OBJECT);
      if (fields != null) {
        return fields;
      }
      throw new Event.Malformed("line", "not a JSON object");
    } catch (JacksonException e) {
      throw new Event.Malformed("line", "not a JSON object");
    }
  }

  private static String required(Map<String, @Nullable Object> fields, String name)
      throws Event.Malformed {
    String value = text(fields, name);
    if (value == null || value.isEmpty()) {
      throw new Event.Malformed(name, "missing");
    }
    return value;
  }

  private static @Nullable String text(Map<String, @Nullable Object> fields, String name)
      throws Event.Malformed {
    return switch (fields.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw new Event.Malformed(name, "not a string");
    };
  }

  private static Instant time(String text) throws Event.Malformed {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Event.Malformed("time", "not an RFC 3339 time, such as 2026-11-24T08:30:00.000Z");
    }
  }

  private static Map<String, Object> detail(Map<String, @Nullable Object> fields)
      throws Event.Malformed {
    Object given = fields.get("detail");
    if (given == null) {
      return Map.of();
    }
    if (!(given instanceof Map<?, ?> map)) {
      throw new Event.Malformed("detail", "not an object");
    }
    Map<String, Object> detail = new TreeMap<>();
    map.forEach((name, value) -> {
      if (value != null) {
        detail.put(String.valueOf(name), value);
      }
    });
    return detail;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}

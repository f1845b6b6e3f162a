package carnet.record.fold;

import carnet.record.Change;
import carnet.record.Json;
import carnet.record.Version;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One register for each JSON path of a resource, holding what was assigned to it and not yet seen
 * by a later assignment (a multi-value register map).
 *
 * <p>Two versions that did not see each other leave two assignments in one register; one that saw
 * both leaves one. Values are compared as text, so that 1.0 and 1.00 differ. An object that lost
 * its last member vanishes: FHIR has no empty objects. Not thread-safe; lives inside one fold.
 */
final class Registers {

  /**
   * @param value null where the path was removed
   */
  private record Assigned(int index, Version by, @Nullable JsonNode value, @Nullable String text) {}

  private static final Comparator<Assigned> BY_PRECEDENCE =
      Comparator.comparing(Assigned::by, Version.BY_PRECEDENCE);

  /** What a server writes by itself is no conflict between people. */
  private static final Set<String> QUIET = Set.of("/meta/versionId", "/meta/lastUpdated");

  /** The register of being deleted; no JSON pointer of a member is empty. */
  private static final String WHOLE = "";

  private final Map<String, List<Assigned>> registers = new LinkedHashMap<>();
  private final BitSet past = new BitSet();

  static String text(JsonNode value) {
    return Json.MAPPER.writeValueAsString(value);
  }

  Registers copy() {
    Registers copy = new Registers();
    registers.forEach((path, assigned) -> copy.registers.put(path, new ArrayList<>(assigned)));
    copy.past.or(past);
    return copy;
  }

  /** May reuse the first: give copies of what is needed again. */
  static Registers merge(List<Registers> sides) {
    Registers merged = sides.isEmpty() ? new Registers() : sides.getFirst();
    for (Registers side : sides.subList(Math.min(1, sides.size()), sides.size())) {
      Set<String> paths = new LinkedHashSet<>(merged.registers.keySet());
      paths.addAll(side.registers.keySet());
      for (String path : paths) {
        List<Assigned> ours = merged.registers.getOrDefault(path, List.of());
        List<Assigned> theirs = side.registers.getOrDefault(path, List.of());
        List<Assigned> both = new ArrayList<>();
        for (Assigned one : ours) {
          if (theirs.contains(one) || !side.past.get(one.index)) {
            both.add(one);
          }
        }
        for (Assigned one : theirs) {
          if (!ours.contains(one) && !merged.past.get(one.index)) {
            both.add(one);
          }
        }
        merged.registers.put(path, both);
      }
      merged.past.or(side.past);
    }
    return merged;
  }

  Registers apply(Version version, int index) {
    switch (version.change()) {
      case Change.Put put -> put(version, index, put.resource().tree());
      case Change.Patch patch -> patch(version, index, "", patch.merge());
      case Change.Delete ignored -> {}
    }
    boolean deletes = version.change() instanceof Change.Delete;
    JsonNode alive = deletes ? null : Json.MAPPER.getNodeFactory().booleanNode(true);
    assign(version, index, WHOLE, alive);
    past.set(index);
    return this;
  }

  private void put(Version version, int index, ObjectNode content) {
    Map<String, JsonNode> leaves = new LinkedHashMap<>();
    leaves(content, "", leaves);
    Set<String> standing = standing();
    for (String path : List.copyOf(registers.keySet())) {
      if (!path.equals(WHOLE) && !leaves.containsKey(path) && !removed(path)) {
        assign(version, index, path, null);
      }
    }
    leaves.forEach((path, value) -> {
      if (!standing.contains(path) || !says(path, text(value))) {
        assign(version, index, path, value);
      }
    });
  }

  private void patch(Version version, int index, String at, ObjectNode merge) {
    merge
        .properties()
        .forEach(member -> {
          String path = at + "/" + escape(member.getKey());
          JsonNode value = member.getValue();
          if (value instanceof ObjectNode object) {
            if (!removed(path)) {
              assign(version, index, path, null);
            }
            patch(version, index, path, object);
            return;
          }
          for (String known : List.copyOf(registers.keySet())) {
            if (known.startsWith(path + "/") && !removed(known)) {
              assign(version, index, known, null);
            }
          }
          if (!value.isNull()) {
            assign(version, index, path, value);
          } else if (!removed(path)) {
            assign(version, index, path, null);
          }
        });
  }

  private void assign(Version version, int index, String path, @Nullable JsonNode value) {
    List<Assigned> one = new ArrayList<>();
    one.add(new Assigned(index, version, value, value == null ? null : text(value)));
    registers.put(path, one);
  }

  private boolean removed(String path) {
    return registers.getOrDefault(path, List.of()).stream().allMatch(one -> one.value == null);
  }

  private boolean says(String path, String text) {
    return registers.getOrDefault(path, List.of()).stream().allMatch(one -> text.equals(one.text));
  }

  private Assigned winner(String path) {
    return registers.getOrDefault(path, List.of()).stream().max(BY_PRECEDENCE).orElseThrow();
  }

  boolean deleted() {
    return registers.containsKey(WHOLE) && winner(WHOLE).value == null;
  }

  /** The paths whose winner has a value and that no stronger path covers or is covered by. */
  private Set<String> standing() {
    List<String> candidates =
        registers.keySet().stream()
            .filter(path -> !path.equals(WHOLE) && winner(path).value != null)
            .sorted(Comparator.comparing(this::winner, BY_PRECEDENCE.reversed()))
            .toList();
    Set<String> accepted = new HashSet<>();
    Set<String> above = new HashSet<>();
    for (String path : candidates) {
      List<String> prefixes = prefixes(path);
      if (!above.contains(path) && prefixes.stream().noneMatch(accepted::contains)) {
        accepted.add(path);
        above.addAll(prefixes);
      }
    }
    return accepted;
  }

  ObjectNode content() {
    Set<String> standing = standing();
    ObjectNode root = Json.MAPPER.createObjectNode();
    for (String path : registers.keySet()) {
      if (standing.contains(path)) {
        ObjectNode at = root;
        String[] names = path.substring(1).split("/", -1);
        for (int i = 0; i < names.length - 1; i++) {
          String name = unescape(names[i]);
          at = at.get(name) instanceof ObjectNode inner ? inner : at.putObject(name);
        }
        at.set(unescape(names[names.length - 1]), Objects.requireNonNull(winner(path).value));
      }
    }
    return root;
  }

  List<Conflict> conflicts() {
    Set<String> standing = standing();
    List<Conflict> found = new ArrayList<>();
    for (String path : registers.keySet().stream().sorted().toList()) {
      List<Assigned> all = registers.getOrDefault(path, List.of());
      boolean differ = all.stream().map(Assigned::text).distinct().count() > 1;
      boolean covered =
          !path.equals(WHOLE) && winner(path).value != null && !standing.contains(path);
      if ((differ || covered) && !QUIET.contains(path)) {
        found.add(
            new Conflict(
                path, all.stream().sorted(BY_PRECEDENCE.reversed()).map(this::side).toList()));
      }
    }
    return List.copyOf(found);
  }

  private Conflict.Side side(Assigned one) {
    return new Conflict.Side(
        one.by.id(), one.by.author(), one.by.clock(), Optional.ofNullable(one.value));
  }

  /** Arrays, and objects without members, count as one value. */
  private static void leaves(ObjectNode object, String at, Map<String, JsonNode> into) {
    object
        .properties()
        .forEach(member -> {
          String path = at + "/" + escape(member.getKey());
          if (member.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
            leaves(inner, path, into);
          } else {
            into.put(path, member.getValue());
          }
        });
  }

  private static List<String> prefixes(String path) {
    List<String> found = new ArrayList<>();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      found.add(path.substring(0, slash));
    }
    return found;
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String unescape(String name) {
    return name.replace("~1", "/").replace("~0", "~");
  }
}

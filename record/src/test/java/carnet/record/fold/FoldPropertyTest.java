package carnet.record.fold;

import static carnet.record.fold.FoldTest.KEY;
import static carnet.record.fold.FoldTest.id;
import static carnet.record.fold.FoldTest.patch;
import static carnet.record.fold.FoldTest.put;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.EntryId;
import carnet.record.Change;
import carnet.record.Json;
import carnet.record.Resource;
import carnet.record.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The same set gives the same state, whatever the order and the shape of the history. */
class FoldPropertyTest {

  @Property(tries = 500)
  void anyOrderOfArrivalGivesTheSameState(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int size) {
    Random random = new Random(seed);
    List<Version> history = history(random, size);
    Folded expected = Fold.of(history);
    for (int i = 0; i < 4; i++) {
      List<Version> shuffled = new ArrayList<>(history);
      shuffled.add(history.get(random.nextInt(size)));
      Collections.shuffle(shuffled, random);
      assertThat(Fold.of(shuffled)).isEqualTo(expected);
    }
  }

  @Property(tries = 300)
  void concurrentChangesOfDifferentPathsAllSurvive(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int writers) {
    Random random = new Random(seed);
    List<Version> all = new ArrayList<>();
    all.add(put(1, 10, "{'resourceType':'Patient'}"));
    for (int i = 0; i < writers; i++) {
      String change = "{'p" + i + "':{'v':" + i + "}}";
      all.add(
          random.nextBoolean()
              ? patch(2 + i, random.nextInt(100), change, 1)
              : put(
                  2 + i,
                  random.nextInt(100),
                  "{'resourceType':'Patient'," + change.substring(1),
                  1));
    }
    Collections.shuffle(all, random);
    Folded folded = Fold.of(all);
    JsonNode tree = folded.current().orElseThrow().tree();
    for (int i = 0; i < writers; i++) {
      assertThat(tree.at("/p" + i + "/v").asInt()).isEqualTo(i);
    }
    assertThat(folded.conflicts()).isEmpty();
  }

  @Property(tries = 500)
  void aChainIsWhatMergePatchesSay(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
    Random random = new Random(seed);
    ObjectNode expected = Json.MAPPER.createObjectNode().put("resourceType", "Patient");
    List<Version> chain = new ArrayList<>();
    chain.add(put(1, 5, expected.toString().replace('"', '\'')));
    for (int i = 0; i < size; i++) {
      ObjectNode merge = content(random, true);
      chain.add(
          new Version(
              id(i + 2), List.of(id(i + 1)), random.nextInt(9), "m", new Change.Patch(KEY, merge)));
      mergePatch(expected, merge);
      prune(expected);
    }
    Collections.shuffle(chain, random);
    assertThat(Fold.of(chain).current().orElseThrow().tree()).isEqualTo(expected);
  }

  /** RFC 7396, section 2. */
  private static void mergePatch(ObjectNode target, ObjectNode merge) {
    for (var member : merge.properties()) {
      if (member.getValue().isNull()) {
        target.remove(member.getKey());
      } else if (member.getValue() instanceof ObjectNode inner) {
        ObjectNode at =
            target.get(member.getKey()) instanceof ObjectNode known
                ? known
                : target.putObject(member.getKey());
        mergePatch(at, inner);
      } else {
        target.set(member.getKey(), member.getValue());
      }
    }
  }

  private static void prune(ObjectNode node) {
    node.properties().stream()
        .map(e -> e.getValue())
        .filter(ObjectNode.class::isInstance)
        .forEach(n -> prune((ObjectNode) n));
    for (String name : List.copyOf(node.propertyNames())) {
      if (node.get(name) instanceof ObjectNode inner && inner.isEmpty()) {
        node.remove(name);
      }
    }
  }

  private static List<Version> history(Random random, int size) {
    List<Version> all = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      int n = i;
      List<EntryId> parents =
          IntStream.range(0, Math.min(n - 1, random.nextInt(4)))
              .mapToObj(_ -> id(1 + random.nextInt(n - 1)))
              .collect(Collectors.toCollection(ArrayList::new));
      if (random.nextInt(8) == 0) {
        parents.add(id(100));
      }
      Change change =
          switch (random.nextInt(5)) {
            case 0 -> new Change.Delete(KEY);
            case 1, 2 -> new Change.Patch(KEY, content(random, true));
            default ->
                new Change.Put(
                    Resource.of(KEY, content(random, false).put("resourceType", "Patient")));
          };
      all.add(new Version(id(i), parents, random.nextInt(5), "m" + random.nextInt(3), change));
    }
    return all;
  }

  private static ObjectNode content(Random random, boolean nulls) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (String name : List.of("a", "b/c", "d~")) {
      switch (random.nextInt(5)) {
        case 0 -> node.put(name, random.nextInt(3));
        case 1 -> node.putObject(name).put("x", random.nextInt(3));
        case 2 -> {
          ObjectNode inner = node.putObject(name).put("y", random.nextInt(3));
          if (nulls && random.nextBoolean()) {
            inner.putNull("x");
          }
        }
        case 3 -> node.putArray(name).add(random.nextInt(2));
        default -> {
          if (nulls) {
            node.putNull(name);
          }
        }
      }
    }
    return node;
  }
}

package carnet.record.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.Bytes;
import carnet.journal.EntryId;
import carnet.record.Change;
import carnet.record.Json;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.Version;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class FoldTest {

  static final ResourceKey KEY = new ResourceKey("Patient", "p");

  @Test
  void aSinglePutIsItsBytesVerbatim() {
    Version first = put(1, 10, "{'resourceType':'Patient',  'id':'p','x':1.50}");
    assertThat(Fold.of(List.of(first)).current())
        .containsSame(((Change.Put) first.change()).resource());
  }

  @Test
  void ofAChainOfPutsTheLastIsTheStateVerbatim() {
    Version one = put(9, 30, "{'resourceType':'Patient','a':1}");
    Version two = put(1, 10, "{'resourceType':'Patient', 'b':2}", 9);
    assertThat(state(one, two)).isEqualTo("{'resourceType':'Patient', 'b':2}");
  }

  @Test
  void twoWhoWriteDifferentPathsAtOnceBothKeepTheirs() {
    Version base =
        put(1, 10, "{'resourceType':'Patient','gender':'male','birthDate':'1957','m':{'x':1}}");
    Version left =
        put(
            2,
            20,
            "{'resourceType':'Patient','gender':'female','birthDate':'1957','m':{'x':1}}",
            1);
    Version right =
        put(
            3,
            30,
            "{'resourceType':'Patient','gender':'male','birthDate':'1958','m':{'x':1,'y':2}}",
            1);
    Folded folded = Fold.of(List.of(right, base, left));
    assertThat(text(folded))
        .isEqualTo(
            "{'resourceType':'Patient','gender':'female','birthDate':'1958','m':{'x':1,'y':2}}");
    assertThat(folded.conflicts()).isEmpty();
    assertThat(folded.heads()).containsExactly(id(3), id(2));
  }

  @Test
  void ofTheSamePathTheLaterClockWinsAndBothAreShown() {
    Version base = put(1, 10, "{'resourceType':'Patient','gender':'male'}");
    Version late = put(2, 40, "{'resourceType':'Patient','gender':'female'}", 1);
    Version early = put(3, 30, "{'resourceType':'Patient','gender':'other'}", 1);
    Folded folded = Fold.of(List.of(base, late, early));
    assertThat(text(folded)).contains("female");
    Conflict conflict = folded.conflicts().getFirst();
    assertThat(conflict.path()).isEqualTo("/gender");
    assertThat(conflict.sides()).extracting(Conflict.Side::version).containsExactly(id(2), id(3));
  }

  @Test
  void atTheSameClockTheGreaterIdWins() {
    Version base = put(1, 10, "{'resourceType':'Patient','gender':'male'}");
    Version left = put(2, 20, "{'resourceType':'Patient','gender':'female'}", 1);
    Version right = put(3, 20, "{'resourceType':'Patient','gender':'other'}", 1);
    assertThat(state(base, left, right)).contains("other");
  }

  @Test
  void aClockThatRunsWildDecidesNothingBetweenParentAndChild() {
    Version base = put(1, Long.MAX_VALUE, "{'resourceType':'Patient','gender':'male'}");
    Version child = patch(2, 1, "{'gender':'female'}", 1);
    assertThat(state(child, base)).contains("female");
  }

  @Test
  void aVersionThatSawBothSettlesTheConflict() {
    Version base = put(1, 10, "{'resourceType':'Patient','gender':'male'}");
    Version left = put(2, 20, "{'resourceType':'Patient','gender':'female'}", 1);
    Version right = put(3, 30, "{'resourceType':'Patient','gender':'other'}", 1);
    Version settled = put(4, 40, "{'resourceType':'Patient','gender':'other'}", 2, 3);
    Version after = patch(5, 50, "{'birthDate':'1957'}", 4);
    Folded folded = Fold.of(List.of(after, settled, right, left, base));
    assertThat(folded.conflicts()).isEmpty();
    assertThat(text(folded))
        .isEqualTo("{'resourceType':'Patient','gender':'other','birthDate':'1957'}");
  }

  @Test
  void arraysCountAsOneValue() {
    Version base = put(1, 10, "{'resourceType':'Patient','name':[{'family':'A'}]}");
    Version left =
        put(2, 20, "{'resourceType':'Patient','name':[{'family':'A'},{'family':'B'}]}", 1);
    Version right = put(3, 30, "{'resourceType':'Patient','name':[{'family':'C'}]}", 1);
    Folded folded = Fold.of(List.of(base, left, right));
    assertThat(text(folded)).contains("[{'family':'C'}]");
    assertThat(folded.conflicts()).extracting(Conflict::path).containsExactly("/name");
  }

  @Test
  void deletingWhatAnotherEditsIsShownAndTheLaterWins() {
    Version base = put(1, 10, "{'resourceType':'Patient','gender':'male'}");
    Version gone = delete(2, 20, 1);
    Version edit = patch(3, 30, "{'gender':'female'}", 1);
    Folded kept = Fold.of(List.of(base, gone, edit));
    assertThat(text(kept)).contains("female");
    assertThat(kept.conflicts()).extracting(Conflict::path).containsExactly("");
    Folded deleted = Fold.of(List.of(base, delete(2, 40, 1), edit));
    assertThat(deleted.deleted()).isTrue();
    assertThat(deleted.conflicts()).hasSize(1);
  }

  @Test
  void aPatchRemovesByNullAndKeepsNumberText() {
    Version base = put(1, 10, "{'resourceType':'Patient','a':{'b':1.50,'c':2},'d':[1.0]}");
    assertThat(state(base, patch(2, 20, "{'a':{'c':null},'e':0.10}", 1)))
        .isEqualTo("{'resourceType':'Patient','a':{'b':1.50},'d':[1.0],'e':0.10}");
  }

  @Test
  void aChangeOfDigitsAloneIsAChange() {
    Version base = put(1, 10, "{'resourceType':'Patient','x':1.5,'y':1}");
    Version left = put(2, 20, "{'resourceType':'Patient','x':1.50,'y':1}", 1);
    Version right = put(3, 30, "{'resourceType':'Patient','x':1.5,'y':2}", 1);
    assertThat(state(base, left, right)).isEqualTo("{'resourceType':'Patient','x':1.50,'y':2}");
  }

  @Test
  void aValueAgainstAnObjectAtOnceIsAConflictAndNeverCrashes() {
    Version base = put(1, 10, "{'resourceType':'Patient','a':{'b':1}}");
    Version left = patch(2, 20, "{'a':5}", 1);
    Version right = patch(3, 30, "{'a':{'c':1}}", 1);
    Folded folded = Fold.of(List.of(base, left, right));
    assertThat(text(folded)).isEqualTo("{'resourceType':'Patient','a':{'c':1}}");
    assertThat(folded.conflicts()).isNotEmpty();
  }

  @Test
  void aParentThatHasNotArrivedIsNamed() {
    Version orphan = put(2, 20, "{'resourceType':'Patient','gender':'male'}", 1);
    assertThat(Fold.of(List.of(orphan)).missing()).containsExactly(id(1));
  }

  @Test
  void whatServersWriteByThemselvesIsNoConflict() {
    Version base = put(1, 10, "{'resourceType':'Patient','meta':{'versionId':'1'}}");
    Version left = put(2, 20, "{'resourceType':'Patient','meta':{'versionId':'2'}}", 1);
    Version right = put(3, 30, "{'resourceType':'Patient','meta':{'versionId':'3'}}", 1);
    assertThat(Fold.of(List.of(base, left, right)).conflicts()).isEmpty();
  }

  private static String state(Version... versions) {
    return text(Fold.of(Arrays.asList(versions)));
  }

  private static String text(Folded folded) {
    return new String(folded.current().orElseThrow().bytes(), UTF_8).replace('"', '\'');
  }

  static Version put(int id, long clock, String json, int... parents) {
    return version(
        id,
        clock,
        new Change.Put(Resource.kept(KEY, json.replace('\'', '"').getBytes(UTF_8))),
        parents);
  }

  static Version patch(int id, long clock, String json, int... parents) {
    ObjectNode merge = (ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"'));
    return version(id, clock, new Change.Patch(KEY, merge), parents);
  }

  private static Version delete(int id, long clock, int... parents) {
    return version(id, clock, new Change.Delete(KEY), parents);
  }

  private static Version version(int id, long clock, Change change, int... parents) {
    return new Version(
        id(id), Arrays.stream(parents).mapToObj(FoldTest::id).toList(), clock, "m", change);
  }

  static EntryId id(int n) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) n;
    return new EntryId(Bytes.of(bytes));
  }
}

package carnet.journal.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.Bytes;
import carnet.journal.Hashes;
import carnet.journal.LeafHash;
import carnet.journal.SharedData;
import carnet.journal.Some;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MerkleTreeTest {
  private static final List<LeafHash> LEAVES = leaves(70);
  private static final MerkleTree TREE = MerkleTree.of(LEAVES);

  @Property
  void theRootIsThatOfTheNaiveTree(@ForAll @IntRange(max = 70) int size) {
    assertThat(TREE.root(size)).isEqualTo(naive(LEAVES.subList(0, size)));
  }

  @Property
  void aCompactRangeGoesOnWhereItWasPersisted(
      @ForAll @IntRange(max = 70) int size, @ForAll @IntRange(max = 70) int cut) {
    CompactRange range = CompactRange.empty();
    LEAVES.subList(0, Math.min(cut, size)).forEach(range::append);
    CompactRange again = CompactRange.decode(range.encode());
    LEAVES.subList(Math.min(cut, size), size).forEach(again::append);

    assertThat(again.root()).isEqualTo(naive(LEAVES.subList(0, size)));
    assertThat(again.size()).isEqualTo(size);
  }

  @Property
  void everyLeafIsProvedAndNoOther(
      @ForAll @IntRange(min = 1, max = 70) int size, @ForAll @IntRange(max = 69) int drawn) {
    int index = drawn % size;
    InclusionProof proof = TREE.inclusion(index, size);
    Bytes root = TREE.root(size);

    assertThat(proof.proves(LEAVES.get(index), root)).isTrue();
    assertThat(proof.proves(LEAVES.get((index + 1) % 70), root)).isFalse();
    assertThat(
            new InclusionProof(index, size, longer(proof.hashes())).proves(LEAVES.get(index), root))
        .isFalse();
  }

  @Property
  void everyEarlierTreeIsProvedAndNoOther(
      @ForAll @IntRange(min = 1, max = 70) int to, @ForAll @IntRange(max = 69) int drawn) {
    int from = drawn % to + 1;
    ConsistencyProof proof = TREE.consistency(from, to);

    assertThat(proof.proves(TREE.root(from), TREE.root(to))).isTrue();
    assertThat(proof.proves(LEAVES.getFirst().value(), TREE.root(to)))
        .isEqualTo(from == 1 && TREE.root(1).equals(LEAVES.getFirst().value()));
    assertThat(
            new ConsistencyProof(from, to, longer(proof.hashes()))
                .proves(TREE.root(from), TREE.root(to)))
        .isFalse();
  }

  @Test
  void inclusionAgreesWithThePublishedVectors() {
    for (JsonNode each : SharedData.jsonLines("crypto-vectors/merkle/inclusion.jsonl")) {
      InclusionProof proof =
          new InclusionProof(number(each, "leafIdx"), number(each, "treeSize"), hashes(each));
      boolean proved =
          bytes(each.get("leafHash")).size() == 32
              && proof.proves(new LeafHash(bytes(each.get("leafHash"))), bytes(each.get("root")));
      assertThat(proved)
          .as(each.get("file").asString())
          .isEqualTo(!each.get("wantErr").asBoolean());
    }
  }

  @Test
  void consistencyAgreesWithThePublishedVectors() {
    for (JsonNode each : SharedData.jsonLines("crypto-vectors/merkle/consistency.jsonl")) {
      ConsistencyProof proof =
          new ConsistencyProof(number(each, "size1"), number(each, "size2"), hashes(each));
      assertThat(proof.proves(bytes(each.get("root1")), bytes(each.get("root2"))))
          .as(each.get("file").asString())
          .isEqualTo(!each.get("wantErr").asBoolean());
    }
  }

  /** RFC 6962, word for word. */
  private static Bytes naive(List<LeafHash> leaves) {
    if (leaves.isEmpty()) {
      return Hashes.sha256();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst().value();
    }
    int split = Integer.highestOneBit(leaves.size() - 1);
    return Hashes.node(
        naive(leaves.subList(0, split)), naive(leaves.subList(split, leaves.size())));
  }

  private static List<LeafHash> leaves(int count) {
    Some some = new Some(3);
    List<LeafHash> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(new LeafHash(some.bytes(32)));
    }
    return leaves;
  }

  private static List<Bytes> longer(List<Bytes> hashes) {
    List<Bytes> longer = new ArrayList<>(hashes);
    longer.add(Hashes.sha256());
    return longer;
  }

  private static long number(JsonNode json, String name) {
    return new BigInteger(json.get(name).asString()).longValue();
  }

  private static List<Bytes> hashes(JsonNode json) {
    List<Bytes> hashes = new ArrayList<>();
    json.get("proof").forEach(each -> hashes.add(bytes(each)));
    return hashes;
  }

  private static Bytes bytes(JsonNode base64) {
    return Bytes.of(base64.isNull() ? new byte[0] : Base64.getDecoder().decode(base64.asString()));
  }
}

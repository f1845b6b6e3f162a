package carnet.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SignaturesTest {
  private final Some some = new Some(9);

  @Test
  void wycheproofIsAnsweredAsItAsks() {
    JsonNode vectors = SharedData.json("crypto-vectors/wycheproof/ed25519_test.json");
    for (JsonNode group : vectors.get("testGroups")) {
      Bytes key = Bytes.fromHex(group.get("publicKey").get("pk").asString());
      for (JsonNode test : group.get("tests")) {
        boolean verified =
            Signatures.verify(
                key,
                Bytes.fromHex(test.get("msg").asString()),
                Bytes.fromHex(test.get("sig").asString()));
        assertThat(verified)
            .as("%s %s", test.get("tcId"), test.get("comment"))
            .isEqualTo(test.get("result").asString().equals("valid"));
      }
    }
  }

  @Test
  void aClosedKeySignsNoMore() {
    SigningKey key = some.key();
    key.close();
    assertThatThrownBy(() -> key.sign(Bytes.EMPTY)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(key::seed).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKeyOfTheWrongSizeVerifiesNothing() {
    assertThat(Signatures.verify(some.bytes(31), Bytes.EMPTY, some.bytes(64))).isFalse();
    assertThat(Signatures.verify(some.key().publicKey(), Bytes.EMPTY, some.bytes(63))).isFalse();
  }
}

package carnet.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AttachedTest {

  @Property(tries = 50)
  void whatIsTakenOutComesBackToTheByte(
      @ForAll @IntRange(min = 30_000, max = 300_000) int size, @ForAll boolean first) {
    String data = base64(size);
    byte[] resource =
        bytes(
            first
                ? "{\"resourceType\":\"Binary\", \"data\" : \"" + data + "\",\"n\":1.10}"
                : "{\"resourceType\":\"Media\",\n\"a\":\"\\\"\",\"content\":{\"data\":\""
                    + data
                    + "\"}}");
    Attached.split(resource)
        .ifPresentOrElse(
            found -> {
              assertThat(found.whole()).isEqualTo(resource);
              assertThat(found.rest().size()).isLessThan(120);
            },
            () -> assertThat(data.length()).isLessThanOrEqualTo(Attached.LEAST));
  }

  @Test
  void aLongTextThatIsNoBase64StaysWhereItIs() {
    assertThat(Attached.split(bytes("{\"div\":\"" + "été ".repeat(20_000) + "\"}"))).isEmpty();
  }

  @Test
  void base64WithSpareBitsOrAtTheEndOfACutResourceStaysWhereItIs() {
    String spare = base64(30_001).replaceFirst("..==$", "zz==");
    assertThat(Attached.split(bytes("{\"data\":\"" + spare + "\"}"))).isEmpty();
    assertThat(Attached.split(bytes("{\"data\":\"" + base64(60_000)))).isEmpty();
  }

  private static String base64(int size) {
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    return Base64.getEncoder().encodeToString(data);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

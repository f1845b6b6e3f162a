package carnet.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carnet.record.MalformedResource.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ResourceTest {

  @Test
  void aResourceGivesItsBytesBackAsTheyCame() throws Exception {
    byte[] bytes =
        " {\"id\":\"a.1\", \"resourceType\" : \"Basic\",\n\"x\":1.500}\n".getBytes(UTF_8);
    Resource resource = Resource.of(bytes);
    assertThat(resource.bytes()).isEqualTo(bytes);
    assertThat(resource.key()).isEqualTo(new ResourceKey("Basic", "a.1"));
  }

  @Test
  void decimalsKeepTheirDigitsInTheTreeToo() throws Exception {
    Resource resource =
        Resource.of(
            "{\"resourceType\":\"Basic\",\"id\":\"1\",\"x\":[1.500,0.10,100.0]}".getBytes(UTF_8));
    assertThat(Json.MAPPER.writeValueAsString(resource.tree())).contains("[1.500,0.10,100.0]");
  }

  @Test
  void aChangeOfTheGivenArrayDoesNotReachTheResource() throws Exception {
    byte[] bytes = "{\"resourceType\":\"Basic\",\"id\":\"1\"}".getBytes(UTF_8);
    Resource resource = Resource.of(bytes);
    bytes[0] = 'x';
    resource.bytes()[0] = 'y';
    assertThat(resource.bytes()[0]).isEqualTo((byte) '{');
  }

  @Test
  void anImportedResourceMayBeFiledUnderAnotherIdThanItsOwn() throws Exception {
    Resource resource =
        Resource.under("ff00", "{\"resourceType\":\"Patient\",\"id\":\"1\"}".getBytes(UTF_8));
    assertThat(resource.key()).hasToString("Patient/ff00");
  }

  @Test
  void eachFaultIsNamedWithItsFieldOrPlaceAndNoContent() {
    refused("", Problem.NOT_AN_OBJECT);
    refused("[]", Problem.NOT_AN_OBJECT);
    refused("{} {}", Problem.NOT_AN_OBJECT);
    refused("{\"id\":\"1\"}", Problem.NO_TYPE);
    refused("{\"resourceType\":\"Secret\",\"id\":\"1\"}", Problem.UNKNOWN_TYPE);
    refused("{\"resourceType\":7,\"id\":\"1\"}", Problem.UNKNOWN_TYPE);
    refused("{\"resourceType\":\"Patient\"}", Problem.NO_ID);
    refused("{\"resourceType\":\"Patient\",\"id\":\"Secret one\"}", Problem.BAD_ID);
    refused("{\"resourceType\":\"Patient\",\"id\":\"1\",\"name\":Secret}", Problem.NOT_JSON);
    refused("{\"resourceType\":\"Patient\",\"id\":\"1\",\"name\":\"Secret", Problem.NOT_JSON);
    refused(
        "{\"resourceType\":\"Patient\",\"id\":\"1\",\"a\":{\"b\":1,\"b\":\"Secret\"}}",
        Problem.TWICE);
    refused("\uFEFF{\"resourceType\":\"Patient\",\"id\":\"1\"}", Problem.NOT_UTF8);
    String deep = "[".repeat(300) + "]".repeat(300);
    refused("{\"resourceType\":\"Patient\",\"id\":\"1\",\"a\":" + deep + "}", Problem.TOO_DEEP);
    refused(" ".repeat(Resource.LIMIT) + "{}", Problem.TOO_LARGE);
  }

  @Test
  void aFaultOfJsonSaysLineAndColumn() {
    MalformedResource fault =
        refusal(
            "{\"resourceType\":\"Patient\",\n \"id\":\"1\",\n \"name\": Secret}".getBytes(UTF_8));
    assertThat(fault.line()).isEqualTo(3);
    assertThat(fault.getMessage()).contains("line 3");
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() {
    String text = "{\"resourceType\":\"Patient\",\"id\":\"1\",\"x\":\"é\"}";
    assertThat(refusal(text.getBytes(StandardCharsets.UTF_16LE)).problem())
        .isEqualTo(Problem.NOT_UTF8);
    assertThat(refusal(text.getBytes(StandardCharsets.UTF_16BE)).problem())
        .isEqualTo(Problem.NOT_UTF8);
    assertThat(refusal(text.getBytes(StandardCharsets.ISO_8859_1)).problem())
        .isEqualTo(Problem.NOT_UTF8);
  }

  @Property(tries = 2000)
  void anyBytesAreReadOrRefusedAndNothingElseHappens(@ForAll byte[] bytes) {
    try {
      Resource.of(bytes);
    } catch (MalformedResource e) {
      assertThat(e.problem()).isNotNull();
    }
  }

  @Test
  void theFrenchExamplesAreResources() throws Exception {
    for (var file : SharedData.files("fr-core", ".json")) {
      byte[] bytes = Files.readAllBytes(file);
      assertThat(Resource.of(bytes).bytes()).isEqualTo(bytes);
    }
  }

  private static void refused(String text, Problem problem) {
    MalformedResource fault = refusal(text.getBytes(UTF_8));
    assertThat(fault).as(text.substring(0, Math.min(60, text.length()))).isNotNull();
    assertThat(fault.problem()).isEqualTo(problem);
    assertThat(fault.getMessage()).doesNotContain("Secret");
  }

  private static MalformedResource refusal(byte[] bytes) {
    return catchThrowableOfType(MalformedResource.class, () -> Resource.of(bytes));
  }
}

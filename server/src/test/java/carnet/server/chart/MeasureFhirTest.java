package carnet.server.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.record.Json;
import carnet.record.Resource;
import carnet.server.Problem;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Corrections of measures that came from elsewhere, in units of their own. */
class MeasureFhirTest {

  private static Resource measure(String loinc, String rest) {
    return Resource.of(
        MeasureFhir.key("m1"),
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"resourceType":"Observation","id":"m1","status":"final",
                 "code":{"coding":[{"system":"http://loinc.org","code":"%s"}]},%s}
                """
                    .formatted(loinc, rest)));
  }

  @Test
  void anotherUnitIsKeptAndOnlyTheNumberChanges() {
    Resource grams =
        measure("29463-7", "\"valueQuantity\":{\"value\":3500,\"unit\":\"g\",\"code\":\"g\"}");
    ObjectNode tree = MeasureFhir.corrected(grams, "3450").tree();
    assertThat(tree.path("valueQuantity").toString())
        .isEqualTo("{\"value\":3450,\"unit\":\"g\",\"code\":\"g\"}");
    assertThat(tree.path("status").asString()).isEqualTo("corrected");
    Resource withoutCode =
        measure("29463-7", "\"valueQuantity\":{\"value\":71,\"unit\":\"kilos\"}");
    assertThat(MeasureFhir.corrected(withoutCode, "72").tree().path("valueQuantity").toString())
        .isEqualTo("{\"value\":72,\"unit\":\"kilos\"}");
  }

  @Test
  void aPressureKeepsItsOtherComponents() {
    Resource pressure =
        measure(
            "85354-9",
            """
            "component":[
              {"code":{"coding":[{"code":"8480-6"}]},"valueQuantity":{"value":86,"code":"mm[Hg]"}},
              {"code":{"coding":[{"code":"8462-4"}]},"valueQuantity":{"value":148,"code":"mm[Hg]"}},
              {"code":{"coding":[{"code":"8478-0"}]},"valueQuantity":{"value":106,"code":"mm[Hg]"}}]
            """);
    assertThat(MeasureFhir.corrected(pressure, "148/86").tree().path("component"))
        .extracting(each -> each.path("valueQuantity").path("value").asInt())
        .containsExactly(148, 86, 106);
  }

  @Test
  void wordsAreWithdrawnNotCorrectedAndAnIdThatIsNoneIsNotFound() {
    Resource words = measure("5778-6", "\"valueString\":\"claires\"");
    assertThatThrownBy(() -> MeasureFhir.corrected(words, "1")).isInstanceOf(Problem.class);
    assertThat(MeasureFhir.withdrawn(words).tree().path("status").asString())
        .isEqualTo("entered-in-error");
    assertThatThrownBy(() -> MeasureFhir.key("a b")).isInstanceOf(Problem.class);
  }
}

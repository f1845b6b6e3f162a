package carnet.record.view;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.record.Json;
import carnet.record.Resource;
import carnet.record.SharedData;
import carnet.record.States;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ViewsTest {

  private static final Map<String, Function<Resource, Object>> VIEWS =
      Map.of(
          "Patient", Patient::of,
          "Condition", Condition::of,
          "AllergyIntolerance", AllergyIntolerance::of,
          "Observation", Observation::of,
          "MedicationRequest", MedicationRequest::of,
          "Appointment", Appointment::of,
          "Encounter", Encounter::of,
          "Composition", Composition::of,
          "DocumentReference", DocumentReference::of);

  @Test
  void aFrenchPatientShowsBothNamesAndTheStatusOfTheIdentity() throws Exception {
    for (var file : SharedData.files("fr-core", "Patient-INS-NIR.json")) {
      Patient it = Patient.of(Resource.of(Files.readAllBytes(file)));
      assertThat(it.official()).isEqualTo(new Patient.Name("SAYEH", "FEIXA"));
      assertThat(it.usual()).isEqualTo(new Patient.Name("SAYEH", "SEUMAS"));
      assertThat(it.reliability()).isEqualTo("VALI");
      assertThat(it.ins()).contains(new Patient.Ins("162126587913677", false, false));
      assertThat(it.born()).isEqualTo("1962-12-27");
    }
  }

  @Test
  void anInsIsQualifiedOnlyWhereTheIdentitySaysSo() {
    String json =
        "{'resourceType':'Patient','id':'1','identifier':[{'system':'urn:oid:1.2.250.1.213.1.4.8','value':'1'}],"
            + "'extension':[{'url':'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability',"
            + "'extension':[{'url':'identityReliability','valueCoding':{'code':'QUAL'}}]}]}";
    assertThat(Patient.of(States.resource(json)).ins().orElseThrow().qualified()).isTrue();
  }

  @Test
  void anEmptyResourceHasAViewAndSoHasOneOfAnOddForm() {
    VIEWS.forEach((type, view) -> {
      String open = "{'resourceType':'" + type + "','id':'1'";
      assertThat(view.apply(States.resource(open + "}"))).isNotNull();
      String odd = ",'name':7,'code':[[]],'status':{},'participant':'x','start':5,'subject':null}";
      assertThat(view.apply(States.resource(open + odd))).isNotNull();
    });
  }

  @Test
  void aBloodPressureShowsItsTwoValuesWithTheDigitsAsWritten() {
    Observation it =
        Observation.of(
            States.resource(
                "{'resourceType':'Observation','id':'1','component':[{'code':{'text':'Sys'},'valueQuantity':{'value':148,'unit':'mmHg'}},{'code':{'text':'Dia'},'valueQuantity':{'value':86.0,'unit':'mmHg'}}]}"));
    assertThat(it.values()).extracting(Observation.Value::text).containsExactly("148", "86.0");
  }

  @Test
  void anAppointmentWithoutAnEndLastsAsItsMinutesSay() {
    Appointment it =
        Appointment.of(
            States.resource(
                "{'resourceType':'Appointment','id':'1','start':'2026-11-24T10:00:00+01:00','minutesDuration':20}"));
    assertThat(it.end()).contains(Instant.parse("2026-11-24T09:20:00Z"));
  }

  @Test
  void everySyntheaResourceHasItsView() throws Exception {
    for (var file : SharedData.files("synthea-fhir-r4", ".json")) {
      for (JsonNode each : Json.MAPPER.readTree(Files.readAllBytes(file)).path("entry")) {
        Resource resource = Resource.of(Json.MAPPER.writeValueAsBytes(each.path("resource")));
        Object view = VIEWS.getOrDefault(resource.type(), List::of).apply(resource);
        if (view instanceof Condition condition) {
          assertThat(condition.code().label()).isNotEmpty();
        }
        if (view instanceof MedicationRequest request) {
          assertThat(request.drug().label().isEmpty() && request.drugReference().isEmpty())
              .isFalse();
        }
      }
    }
  }
}

package carnet.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import carnet.vault.Compartment;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ClassifierTest {

  private final Classifier classifier = new Classifier();

  @Test
  void theTableHoldsAllResourceTypesOfFhirR4AndNoOther() {
    assertThat(ResourceTypes.all())
        .isEqualTo(new TreeSet<>(FhirContext.forR4Cached().getResourceTypes()))
        .hasSize(146);
  }

  @Test
  void aTypeOfThePatientCompartmentIsAboutAPatientAndSaysWhere() {
    FhirContext fhir = FhirContext.forR4Cached();
    for (String type : ResourceTypes.all()) {
      for (RuntimeSearchParam each :
          fhir.getResourceDefinition(type).getSearchParamsForCompartmentName("Patient")) {
        if (type.equals("Schedule") || type.equals("Patient")) {
          continue; // a practice's hours; and a patient is its own subject, not its link's
        }
        assertThat(ResourceTypes.aboutPatient(type)).as(type).isTrue();
        for (String path : each.getPath().split(" \\| ", -1)) {
          String plain = path.replaceAll("\\.where\\(.*", "").strip();
          assertThat(ResourceTypes.subjectPaths(type))
              .as(type)
              .contains(plain.substring(plain.indexOf('.') + 1));
        }
      }
    }
  }

  @Test
  void everyListedElementIsAnElementOfItsType() {
    FhirContext fhir = FhirContext.forR4Cached();
    for (String type :
        Arrays.asList(
            "Patient",
            "RelatedPerson",
            "Coverage",
            "Appointment",
            "Slot",
            "Schedule",
            "Invoice",
            "ChargeItem",
            "PaymentNotice",
            "PaymentReconciliation")) {
      Listing listed = ResourceTypes.row(type).listed().orElseThrow();
      for (String name : listed.names()) {
        assertThat(fhir.getResourceDefinition(type).getChildByName(name))
            .as(type + "." + name)
            .isNotNull();
      }
    }
  }

  @Test
  void onlyTypesAboutNoPatientAreTakenWhole() {
    for (String type : ResourceTypes.all()) {
      Compartment in = ResourceTypes.compartment(type);
      if (ResourceTypes.row(type).listed().isEmpty()) {
        assertThat(in).as(type).isIn(Compartment.HISTORY, Compartment.TREATMENT);
      } else {
        assertThat(in)
            .as(type)
            .isIn(Compartment.IDENTITY, Compartment.AGENDA, Compartment.ACCOUNTS);
      }
    }
  }

  @Test
  void aPlainPatientIsIdentityWhole() throws Exception {
    Classified plain =
        classify(
            "{'resourceType':'Patient','id':'1','name':[{'family':'Nessi','given':['Michel']}],'birthDate':'2010-08-07'}");
    assertThat(plain.compartment()).isEqualTo(Compartment.IDENTITY);
    assertThat(plain.stub()).isEmpty();
  }

  @Test
  void whatThePatientSaidMakesAnAppointmentHistoryWithAStub() throws Exception {
    for (String said :
        new String[] {
          "'comment':'X'",
          "'description':'X'",
          "'patientInstruction':'X'",
          "'reasonCode':[{'text':'X'}]",
          "'text':{'status':'generated','div':'X'}",
          "'contained':[{'resourceType':'Condition'}]",
          "'extension':[{'url':'u','valueString':'X'}]",
          "'serviceType':[{'text':'X'}]",
          "'serviceType':[{'coding':[{'system':'other','code':'X'}]}]",
          "'_start':{'extension':[{'url':'u','valueString':'X'}]}",
          "'start':{'odd':'X'}",
          "'meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'X'}]}",
          "'unknown':'X'",
          "'participant':[{'actor':{'reference':'Patient/1','X':'X'}}]"
        }) {
      Classified it =
          classify(
              "{'resourceType':'Appointment','id':'1','status':'booked','minutesDuration':15,"
                  + said
                  + "}");
      assertThat(it.compartment()).as(said).isEqualTo(Compartment.HISTORY);
      assertThat(it.outside()).as(said).hasSize(1);
      Classified.Stub stub = it.stub().orElseThrow();
      assertThat(stub.compartment()).isEqualTo(Compartment.AGENDA);
      assertThat(new String(stub.resource().bytes(), UTF_8))
          .as(said)
          .contains("booked")
          .doesNotContain("X");
      assertThat(classifier.classify(stub.resource()).stub()).as(said).isEmpty();
    }
  }

  @Test
  void aMotiveOfThePracticesListStaysInTheAgenda() throws Exception {
    assertThat(
            classify(
                    "{'resourceType':'Appointment','id':'1','status':'booked','serviceType':[{'coding':[{'system':'urn:carnet:motive','code':'suivi','display':'Suivi'}]}]}")
                .compartment())
        .isEqualTo(Compartment.AGENDA);
  }

  @Test
  void aPractitionerIsAgendaButNotWithAPatientInside() throws Exception {
    String text = "'text':{'status':'generated','div':'<div/>'}";
    assertThat(classify("{'resourceType':'Practitioner','id':'1'," + text + "}").compartment())
        .isEqualTo(Compartment.AGENDA);
    Classified odd =
        classify(
            "{'resourceType':'Practitioner','id':'1','contained':[{'resourceType':'Patient','id':'p'}]}");
    assertThat(odd.compartment()).isEqualTo(Compartment.HISTORY);
    assertThat(odd.stub().orElseThrow().resource().tree().has("contained")).isFalse();
  }

  @Test
  void stubAndWholeTogetherAreTheWholeVerbatim() throws Exception {
    for (var file : SharedData.files("fr-core", ".json")) {
      Resource whole = Resource.of(Files.readAllBytes(file));
      Classified it = classifier.classify(whole);
      it.stub()
          .ifPresent(stub -> assertThat(classifier.join(stub.resource(), whole)).isSameAs(whole));
    }
  }

  @Test
  void aNewPhoneInTheStubIsTheTruthAndTheRestStays() throws Exception {
    Resource whole =
        resource(
            "{'resourceType':'Patient','id':'1','extension':[{'url':'race','valueString':'X'}],"
                + "'name':[{'family':'Nessi','extension':[{'url':'own','valueString':'Y'}]},{'family':'Old'}],"
                + "'telecom':[{'system':'phone','value':'01'}],'gender':'male','text':{'status':'generated','div':'Z'}}");
    ObjectNode edited =
        classifier.classify(whole).stub().orElseThrow().resource().tree().deepCopy();
    edited.withArray("telecom").removeAll().addObject().put("system", "phone").put("value", "02");
    edited.withArray("name").remove(1);
    edited.remove("gender");
    edited.put("birthDate", "2010-08-07");
    Resource joined = classifier.join(Resource.of(whole.key(), edited), whole);
    assertThat(joined.tree())
        .isEqualTo(
            resource(
                    "{'resourceType':'Patient','id':'1','extension':[{'url':'race','valueString':'X'}],"
                        + "'name':[{'family':'Nessi','extension':[{'url':'own','valueString':'Y'}]}],"
                        + "'telecom':[{'system':'phone','value':'02'}],'text':{'status':'generated','div':'Z'},'birthDate':'2010-08-07'}")
                .tree());
  }

  @Test
  void theSyntheaPatientsGiveAStubWithoutRaceOrNarrative() throws Exception {
    for (var file : SharedData.files("synthea-fhir-r4", ".json")) {
      var bundle = Json.MAPPER.readTree(Files.readAllBytes(file));
      Resource patient = Resource.of(Json.MAPPER.writeValueAsBytes(bundle.at("/entry/0/resource")));
      Classified it = classifier.classify(patient);
      assertThat(it.compartment()).isEqualTo(Compartment.HISTORY);
      String stub = new String(it.stub().orElseThrow().resource().bytes(), UTF_8);
      assertThat(stub).contains("family").doesNotContain("race").doesNotContain("<div");
      assertThat(classifier.join(it.stub().orElseThrow().resource(), patient)).isSameAs(patient);
    }
  }

  private Classified classify(String json) throws MalformedResource {
    return classifier.classify(resource(json));
  }

  private static Resource resource(String json) throws MalformedResource {
    return Resource.of(json.replace('\'', '"').getBytes(UTF_8));
  }
}

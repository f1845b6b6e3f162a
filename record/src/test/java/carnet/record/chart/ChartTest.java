package carnet.record.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.record.Change;
import carnet.record.Classified;
import carnet.record.Classifier;
import carnet.record.Json;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.SharedData;
import carnet.record.States;
import carnet.record.Version;
import carnet.record.view.Condition;
import carnet.vault.Compartment;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ChartTest {

  private final List<Chart.Filed> filed = new ArrayList<>();

  @Test
  void aChartGivesItsCurrentResourcesByType() {
    put(
        1,
        Compartment.IDENTITY,
        "{'resourceType':'Patient','id':'p','name':[{'use':'usual','family':'Nessi'}]}");
    put(2, Compartment.HISTORY, "{'resourceType':'Condition','id':'c','code':{'text':'Asthme'}}");
    put(3, Compartment.HISTORY, "{'resourceType':'Condition','id':'d','code':{'text':'HTA'}}");
    file(
        Compartment.HISTORY,
        States.version(4, new Change.Delete(new ResourceKey("Condition", "d")), 3));
    Chart chart = Chart.of(filed);
    assertThat(chart.current("Condition"))
        .extracting(one -> Condition.of(one.resource()).code().label())
        .containsExactly("Asthme");
    assertThat(chart.patient().orElseThrow().usual().family()).isEqualTo("Nessi");
    assertThat(chart.find(new ResourceKey("Condition", "d"))).isEmpty();
  }

  @Test
  void aBundleSplicesVersionAndClassAndLeavesAllElse() throws Exception {
    String body = "\"z\" : {\"meta\":1,\"n\":1.500, \"t\":\"a}\\\"{\\u00e9\"}";
    byte[] bytes =
        ("{ \"resourceType\":\"Basic\" ,"
                + body
                + ", \"id\":\"own\",\"meta\":{\"versionId\":\"7\",\"profile\":[\"u\"]}}")
            .getBytes(UTF_8);
    Resource resource = Resource.under("abc", bytes);
    file(Compartment.HISTORY, States.version(5, new Change.Put(resource)));
    JsonNode bundle = bundle(Chart.of(filed));
    JsonNode out = bundle.at("/entry/0/resource");
    assertThat(bundle.at("/entry/0/fullUrl").asString()).isEqualTo("urn:carnet:Basic/abc");
    assertThat(out.at("/id").asString()).isEqualTo("abc");
    assertThat(out.at("/meta/versionId").asString()).isEqualTo(States.id(5).hex());
    assertThat(out.at("/meta/profile/0").asString()).isEqualTo("u");
    assertThat(out.at("/meta/security/0/code").asString()).isEqualTo("R");
    assertThat(out.at("/meta/security/1/code").asString()).isEqualTo("history");
    assertThat(
            new String(BundleWriter.resource(Chart.of(filed).current().iterator().next()), UTF_8))
        .contains(body);
    assertThat(bundle.at("/meta/tag/0/code").asString()).isEqualTo("t1");
  }

  @Test
  void aResourceWithoutIdOrMetaIsGivenThem() throws Exception {
    Resource resource = Resource.under("abc", "{\"resourceType\":\"Basic\"}".getBytes(UTF_8));
    file(Compartment.HISTORY, States.version(5, new Change.Put(resource)));
    JsonNode out = bundle(Chart.of(filed)).at("/entry/0/resource");
    assertThat(out.at("/id").asString()).isEqualTo("abc");
    assertThat(out.at("/meta/versionId").asString()).hasSize(64);
  }

  @Test
  void anEmptyChartIsAnEmptyBundle() throws Exception {
    assertThat(bundle(Chart.of(List.of())).at("/entry").size()).isZero();
  }

  @Test
  void aStubAndItsWholeAreOneResourceAndTheStubIsTheTruth() {
    Resource whole =
        States.resource(
            "{'resourceType':'Appointment','id':'a','status':'booked','comment':'toux'}");
    Classified it = new Classifier().classify(whole);
    Resource stub = it.stub().orElseThrow().resource();
    file(Compartment.HISTORY, States.version(1, new Change.Put(whole)));
    file(Compartment.AGENDA, States.version(2, new Change.Put(stub)));
    assertThat(Chart.of(filed).current("Appointment").getFirst().resource()).isSameAs(whole);
    ObjectNode moved = stub.tree().deepCopy();
    moved.put("status", "cancelled");
    file(Compartment.AGENDA, States.version(3, new Change.Put(Resource.of(stub.key(), moved)), 2));
    Held one = Chart.of(filed).current("Appointment").getFirst();
    assertThat(new String(one.resource().bytes(), UTF_8)).contains("cancelled").contains("toux");
    assertThat(one.heads()).containsExactly(States.id(3), States.id(1));
    file(Compartment.AGENDA, States.version(4, new Change.Delete(stub.key()), 3));
    assertThat(Chart.of(filed).current("Appointment")).isEmpty();
  }

  @Test
  void conflictsAreShownInTheChartAndInTheBundle() throws Exception {
    put(1, Compartment.IDENTITY, "{'resourceType':'Patient','id':'p','gender':'male'}");
    put(2, Compartment.IDENTITY, "{'resourceType':'Patient','id':'p','gender':'female'}", 1);
    put(3, Compartment.IDENTITY, "{'resourceType':'Patient','id':'p','gender':'other'}", 1);
    Chart chart = Chart.of(filed);
    assertThat(chart.conflicted()).hasSize(1);
    assertThat(bundle(chart).at("/entry/0/resource/meta/tag").toString())
        .contains("#/gender")
        .contains(States.id(2).hex());
  }

  @Test
  void whatOneSignedTwiceAlikeIsSignedAndWhatTwoSignedDifferentlyIsNot() {
    String said = "{'resourceType':'MedicationRequest','id':'s-1','status':'active'}";
    put(1, Compartment.TREATMENT, said);
    assertThat(signed()).isTrue();
    put(2, Compartment.TREATMENT, said);
    assertThat(signed()).isTrue();
    put(3, Compartment.TREATMENT, said.replace("active", "stopped"));
    assertThat(signed()).isFalse();
  }

  @Test
  void whatWasChangedAfterWithoutASignatureIsNotSigned() {
    put(1, Compartment.TREATMENT, "{'resourceType':'MedicationRequest','id':'s-1'}");
    put(9, Compartment.TREATMENT, "{'resourceType':'MedicationRequest','id':'s-1','x':1}", 1);
    assertThat(signed()).isFalse();
  }

  /** Where all but the ninth entry carry their author's signature. */
  private boolean signed() {
    Chart chart = Chart.of(filed, id -> !id.equals(States.id(9)));
    return chart.isSigned(chart.current("MedicationRequest").getFirst());
  }

  @Property(tries = 100)
  void anyOrderGivesTheSameBundle(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    filed.clear();
    for (int i = 1; i < 30; i++) {
      put(
          i,
          random.nextBoolean() ? Compartment.HISTORY : Compartment.NOTES,
          "{'resourceType':'Basic','id':'b"
              + random.nextInt(6)
              + "','x':"
              + random.nextInt(9)
              + "}");
    }
    byte[] first = bytes(Chart.of(filed));
    Collections.shuffle(filed, random);
    assertThat(bytes(Chart.of(filed))).isEqualTo(first);
  }

  @Test
  void theSyntheaResourcesComeOutValueEqualButForMeta() throws Exception {
    int entry = 0;
    List<Resource> all = new ArrayList<>();
    var file = SharedData.files("synthea-fhir-r4", ".json").getFirst();
    for (JsonNode each : Json.MAPPER.readTree(Files.readAllBytes(file)).path("entry")) {
      Resource resource = Resource.of(Json.MAPPER.writeValueAsBytes(each.path("resource")));
      all.add(resource);
      file(Compartment.HISTORY, States.version(++entry, new Change.Put(resource)));
    }
    long from = System.nanoTime();
    Chart chart = Chart.of(filed);
    byte[] bundle = bytes(chart);
    System.out.printf(
        "measured: a chart of %d resources, %d KiB, folded and written in %.1f ms (cold)%n",
        all.size(), bundle.length / 1024, (System.nanoTime() - from) / 1e6);
    JsonNode tree = Json.MAPPER.readTree(bundle);
    assertThat(tree.path("entry").size()).isEqualTo(all.size());
    for (JsonNode each : tree.path("entry")) {
      ObjectNode out = (ObjectNode) each.path("resource").deepCopy();
      Held held =
          chart
              .find(new ResourceKey(out.path("resourceType").asString(), out.path("id").asString()))
              .orElseThrow();
      ObjectNode in = held.resource().tree().deepCopy();
      out.remove("meta");
      in.remove("meta");
      assertThat(Json.MAPPER.writeValueAsString(out)).isEqualTo(Json.MAPPER.writeValueAsString(in));
    }
  }

  private void put(int entry, Compartment compartment, String json, int... parents) {
    file(compartment, States.version(entry, new Change.Put(States.resource(json)), parents));
  }

  private void file(Compartment compartment, Version version) {
    filed.add(new Chart.Filed(compartment, version));
  }

  private static JsonNode bundle(Chart chart) throws Exception {
    return Json.MAPPER.readTree(bytes(chart));
  }

  private static byte[] bytes(Chart chart) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    chart.toBundle(out, List.of(new BundleWriter.Tag("urn:carnet:trace", "t1")));
    return out.toByteArray();
  }
}

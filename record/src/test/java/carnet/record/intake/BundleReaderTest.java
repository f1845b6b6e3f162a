package carnet.record.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.record.Json;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.ResourceTypes;
import carnet.record.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BundleReaderTest {

  private final Links links = new Links("vendor");

  @Test
  void aBundleGivesItsResourcesWithTheirBytesAsTheyStood() throws Exception {
    List<Item> items =
        read(
            "{'resourceType':'Bundle','type':'collection','entry':[\n {'resource': { 'resourceType' : 'Patient','id':'1', 'x':1.50 } },\n {'resource':{'resourceType':'Condition','id':'c','subject':{'reference':'Patient/1'}}}]}");
    assertThat(found(items.get(0)).resource().bytes())
        .isEqualTo("{ \"resourceType\" : \"Patient\",\"id\":\"1\", \"x\":1.50 }".getBytes(UTF_8));
    assertThat(found(items.get(0)).place()).isEqualTo(new Item.Place(2, 0));
    assertThat(found(items.get(1)).place()).isEqualTo(new Item.Place(3, 1));
    assertThat(found(items.get(1)).subject().patientKey())
        .contains(found(items.get(0)).resource().key());
    assertThat(items).hasSize(2);
  }

  @Test
  void idsDeriveFromSourceAndOriginalId() throws Exception {
    ResourceKey here = links.key("Patient", "1");
    assertThat(here.id()).hasSize(32).isEqualTo(new Links("vendor").key("Patient", "1").id());
    assertThat(here).isNotEqualTo(new Links("other").key("Patient", "1"));
    assertThat(found(read("{'resourceType':'Patient','id':'1'}").getFirst()).resource().key())
        .isEqualTo(here);
  }

  @Test
  void aPatientIsKnownByItsFullUrlAlsoWhenItComesLater() throws Exception {
    List<Item> items =
        read(
            "{'resourceType':'Bundle','type':'transaction','entry':["
                + "{'fullUrl':'urn:uuid:c','resource':{'resourceType':'Condition','id':'c','subject':{'reference':'urn:uuid:p'}}},"
                + "{'resource':{'resourceType':'Patient','id':'p'},'fullUrl':'urn:uuid:p'}]}");
    assertThat(items)
        .extracting(item -> found(item).resource().type())
        .containsExactly("Patient", "Condition");
    assertThat(found(items.get(1)).subject().patientKey()).contains(links.key("Patient", "p"));
  }

  @Test
  void aPatientWhoNeverComesIsSaidAtTheResourceThatNamesHim() throws Exception {
    List<Item> items =
        read(
            "{'resourceType':'Bundle','type':'transaction','entry':[{'resource':{'resourceType':'Condition','id':'c','subject':{'reference':'urn:uuid:p'}}}]}");
    assertThat(refused(items.getFirst()).reason()).isEqualTo(Item.Reason.PATIENT_UNKNOWN);
  }

  @Test
  void referencesByAddressByIdentifierAndByIdMeanTheSame() throws Exception {
    read(
        "{'resourceType':'Bundle','type':'collection','entry':[{'fullUrl':'http://x/fhir/Practitioner/7','resource':{'resourceType':'Practitioner','id':'7','identifier':[{'system':'s','value':'v'}]}}]}");
    Optional<ResourceKey> it = Optional.of(links.key("Practitioner", "7"));
    assertThat(links.resolve("Practitioner/7")).isEqualTo(it);
    assertThat(links.resolve("Practitioner/7/_history/2")).isEqualTo(it);
    assertThat(links.resolve("http://x/fhir/Practitioner/7")).isEqualTo(it);
    assertThat(links.resolve("Practitioner?identifier=s|v")).isEqualTo(it);
    assertThat(links.resolve("urn:uuid:none")).isEmpty();
    assertThat(links.resolve("http://")).isEmpty();
  }

  @Test
  void motherAndNewbornAreBothNamed() throws Exception {
    List<Item> items =
        read(
            "{'resourceType':'Invoice','id':'i','subject':{'reference':'Patient/1'},'recipient':{'reference':'Patient/2'}}");
    Item.Subject.Of subject = (Item.Subject.Of) found(items.getFirst()).subject();
    assertThat(subject.patient()).isEqualTo(links.key("Patient", "1"));
    assertThat(subject.others()).containsExactly(links.key("Patient", "2"));
  }

  @Test
  void whatNamesNobodyGoesWithTheOnlyPatientOfItsBundle() throws Exception {
    String medication = "{'resource':{'resourceType':'Medication','id':'m'}}";
    List<Item> one =
        read(
            "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'Patient','id':'1'}},"
                + medication
                + "]}");
    assertThat(found(one.get(1)).subject())
        .isEqualTo(new Item.Subject.Of(links.key("Patient", "1"), List.of(), true));
    List<Item> two =
        read(
            "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'Patient','id':'1'}},{'resource':{'resourceType':'Patient','id':'2'}},"
                + medication
                + "]}");
    assertThat(found(two.get(2)).subject()).isEqualTo(new Item.Subject.Nobody());
  }

  @Test
  void ndjsonIsReadLineByLineAndABadLineIsRefusedAlone() throws Exception {
    List<Item> items =
        read(
            "{'resourceType':'Patient','id':'1'}\n{'resourceType':'Patient','id':\n\n{'resourceType':'Secret','id':'3'}\n{'id':'4'}\r\n[1]\n{'resourceType':'Patient','id':'5','a':1,'a':2}\n{'resourceType':'Practitioner','id':'6'}");
    assertThat(items.stream().map(BundleReaderTest::shown))
        .containsExactly(
            "1 Patient",
            "2 BROKEN ",
            "4 INVALID resourceType",
            "5 INVALID resourceType",
            "6 BROKEN ",
            "7 INVALID ",
            "8 Practitioner");
    assertThat(found(items.getLast()).subject()).isEqualTo(new Item.Subject.Practice());
    assertThat(items.toString()).doesNotContain("Secret");
  }

  @Test
  void aBundleCutInTheMiddleGivesWhatCameWholeThenARefusal() throws Exception {
    String whole =
        "{'resourceType':'Bundle','type':'collection','entry':[\n{'resource':{'resourceType':'Patient','id':'1'}},\n{'resource':{'resourceType':'Patient','id':'2'}},\n{'resource':{'resourceType':'Patient','na";
    assertThat(read(whole).stream().map(BundleReaderTest::shown))
        .containsExactly("2 Patient", "3 Patient", "4 BROKEN ");
    assertThat(refused(read(whole).getLast()).sentence()).contains("column");
  }

  @Test
  void aBadEntryDoesNotSpoilItsNeighbours() throws Exception {
    List<Item> items =
        read(
            "{'resourceType':'Bundle','type':'batch','entry':[7,{'request':{'method':'DELETE','url':'Patient/1'}},{'resource':{'resourceType':'Nope'}},{'resource':{'resourceType':'Basic','id':'1','a':1,'a':1}},{'resource':{'resourceType':'Patient','id':'1'}}]}");
    assertThat(items.stream().map(BundleReaderTest::shown))
        .containsExactly(
            "1 NO_RESOURCE ",
            "1 NO_RESOURCE resource",
            "1 INVALID resourceType",
            "1 INVALID ",
            "1 Patient");
    assertThat(items.get(2).place()).isEqualTo(new Item.Place(1, 2));
  }

  @Test
  void aResourceThatIsTooLargeIsRefusedAndTheNextIsRead() throws Exception {
    String large =
        "{'resource':{'resourceType':'Binary','id':'b','data':'" + "A".repeat(3_000_000) + "'}}";
    List<Item> items =
        read(
            "{'resourceType':'Bundle','type':'collection','entry':[{'resource':{'resourceType':'Patient','id':'0'}},"
                + large
                + ",{'resource':{'resourceType':'Patient','id':'1'}}]}");
    assertThat(items.stream().map(BundleReaderTest::shown))
        .containsExactly("1 Patient", "1 TOO_LARGE ", "1 Patient");
    assertThat(refused(items.get(1)).sentence()).contains("2930 KiB").contains("1008 KiB");
    String lines =
        "{'resourceType':'Patient','id':'0'}\n" + large + "\n{'resourceType':'Patient','id':'1'}";
    assertThat(read(lines).stream().map(BundleReaderTest::shown))
        .containsExactly("1 Patient", "2 TOO_LARGE ", "3 Patient");
  }

  @Test
  void aSingleResourcePrettyPrintedWithAByteOrderMarkIsOneItem() throws Exception {
    assertThat(
            read("\uFEFF{\n  'resourceType':'Patient',\n  'id':'1'\n}\n").stream()
                .map(BundleReaderTest::shown))
        .containsExactly("1 Patient");
  }

  @Test
  void aDocumentBundleIsKeptWhole() throws Exception {
    assertThat(
            read(
                    "{'resourceType':'Bundle','type':'document','id':'d','entry':[{'resource':{'resourceType':'Patient','id':'1'}}]}")
                .stream()
                .map(BundleReaderTest::shown))
        .containsExactly("1 Bundle");
  }

  @Test
  void anEmptySourceIsEmptyAndWordsAreRefused() throws Exception {
    assertThat(read("")).isEmpty();
    assertThat(read("  \n ")).isEmpty();
    assertThat(refused(read("bonjour").getFirst()).reason()).isEqualTo(Item.Reason.BROKEN);
    assertThat(shown(read("{'resourceType':'Bundle','entry':[]} x").getFirst()))
        .isEqualTo("1 BROKEN ");
  }

  @Test
  void theSyntheaBundlesAreReadWholeAndEachResourceHasItsPatient() throws Exception {
    long bytes = 0;
    long nanos = 0;
    for (var file : SharedData.files("synthea-fhir-r4", ".json")) {
      byte[] all = Files.readAllBytes(file);
      JsonNode expected = Json.MAPPER.readTree(all).path("entry");
      long from = System.nanoTime();
      List<Item> items = read(all, new Links("synthea"));
      nanos += System.nanoTime() - from;
      bytes += all.length;
      assertThat(items).hasSize(expected.size());
      Set<ResourceKey> patients = new TreeSet<>();
      for (Item item : items) {
        Resource resource = found(item).resource();
        JsonNode original = expected.get(item.place().entry()).path("resource");
        assertThat(Json.MAPPER.writeValueAsString(resource.tree()))
            .isEqualTo(Json.MAPPER.writeValueAsString(original));
        if (ResourceTypes.aboutPatient(resource.type())) {
          patients.add(found(item).subject().patientKey().orElseThrow());
        }
      }
      assertThat(patients).hasSize(1);
    }
    System.out.printf("measured: %.1f MB of bundles read in %.0f ms%n", bytes / 1e6, nanos / 1e6);
  }

  @Property(tries = 300)
  void wherePeopleCutABundleNothingIsLostBeforeTheCutAndNothingElseHappens(
      @ForAll @IntRange(min = 0, max = 400) int cut) throws Exception {
    StringBuilder text =
        new StringBuilder("{'resourceType':'Bundle','type':'collection','entry':[");
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{'resource':{'resourceType':'Patient','id':'")
          .append(i)
          .append("'}}");
      ends.add(text.length());
    }
    text.append("]}");
    String part = text.substring(0, Math.min(cut, text.length()));
    long whole = ends.stream().filter(end -> end <= part.length()).count();
    List<Item> items = read(part);
    assertThat(items.stream().filter(Item.Found.class::isInstance).count()).isEqualTo(whole);
    boolean complete = part.isEmpty() || part.length() == text.length();
    assertThat(items.stream().filter(Item.Refused.class::isInstance).count())
        .isEqualTo(complete ? 0 : 1);
  }

  @Property(tries = 1000)
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) throws Exception {
    assertThat(read(bytes, new Links("any"))).isNotNull();
  }

  private List<Item> read(String text) throws IOException {
    return read(text.replace('\'', '"').getBytes(UTF_8), links);
  }

  private static List<Item> read(byte[] bytes, Links links) throws IOException {
    BundleReader reader = new BundleReader(new ByteArrayInputStream(bytes), links);
    List<Item> items = new ArrayList<>();
    for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
      items.add(item.get());
    }
    return items;
  }

  private static String shown(Item item) {
    return switch (item) {
      case Item.Found found -> found.place().line() + " " + found.resource().type();
      case Item.Refused refused ->
          refused.place().line() + " " + refused.reason() + " " + refused.field();
    };
  }

  private static Item.Found found(Item item) {
    return (Item.Found) item;
  }

  private static Item.Refused refused(Item item) {
    return (Item.Refused) item;
  }
}

package carnet.server.search;

import carnet.record.Json;
import carnet.record.PatientId;
import carnet.record.Practice.Write;
import carnet.record.Resource;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.vault.Session;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Makes a patient of what was typed; her identity is provisional until it is checked (RNIV). */
final class NewPatients {

  private static final String RELIABILITY =
      "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability";
  private static final Pattern PLACE = Pattern.compile("^(.*?)[,\\s]*\\b(\\d{5})\\s+(.+)$");

  private NewPatients() {}

  static PatientRow create(House house, Session by, NewPatient typed) {
    byte[] random = new byte[16];
    house.random().nextBytes(random);
    PatientId id = new PatientId(HexFormat.of().formatHex(random));
    Resource patient = Resource.of(id.key(), tree(id, typed, today(house)));
    house.practice().write(by, id, List.of(Write.fresh(patient)));
    return house
        .practice()
        .known(by, id)
        .map(PatientRow::of)
        .orElseThrow(() -> new IllegalStateException("a new patient is not in the directory"));
  }

  private static LocalDate today(House house) {
    return LocalDate.ofInstant(house.clock().now(), House.ZONE);
  }

  private static ObjectNode tree(PatientId id, NewPatient typed, LocalDate today) {
    String family = Fields.text(typed.family(), "/family", 100);
    String given = Fields.text(typed.given(), "/given", 100);
    String birth = Fields.optional(typed.birthFamily(), "/birthFamily");
    String sex = Fields.text(typed.sex(), "/sex");
    if (!Set.of("female", "male", "unknown", "other").contains(sex)) {
      throw Problem.invalid("/sex", "Sexe : female, male ou unknown.", "female, male or unknown.");
    }
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "Patient").put("id", id.hex());
    ObjectNode reliability = tree.putArray("extension").addObject().put("url", RELIABILITY);
    reliability
        .putArray("extension")
        .addObject()
        .put("url", "identityReliability")
        .putObject("valueCoding")
        .put("system", "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-identity-reliability")
        .put("code", "PROV");
    tree.put("active", true);
    var names = tree.putArray("name");
    names
        .addObject()
        .put("use", "official")
        .put("family", birth.isEmpty() ? family : birth)
        .putArray("given")
        .add(given);
    if (!birth.isEmpty() && !birth.equals(family)) {
      names.addObject().put("use", "usual").put("family", family).putArray("given").add(given);
    }
    String phone = Fields.optional(typed.phone(), "/phone");
    if (!phone.isEmpty()) {
      tree.putArray("telecom").addObject().put("system", "phone").put("value", phone);
    }
    tree.put("gender", sex);
    tree.put("birthDate", born(typed.born(), today));
    address(tree, Fields.optional(typed.address(), "/address"));
    return tree;
  }

  private static String born(@Nullable String typed, LocalDate today) {
    String born = Fields.text(typed, "/born");
    try {
      String whole =
          born.length() == 4 ? born + "-01-01" : born.length() == 7 ? born + "-01" : born;
      LocalDate date = LocalDate.parse(whole);
      if (!date.isAfter(today) && date.getYear() > 1880) {
        return born;
      }
    } catch (DateTimeException notADate) {
      // said below, with what is not a possible birth date
    }
    throw Problem.invalid(
        "/born",
        "Date de naissance : AAAA-MM-JJ, et pas dans l’avenir.",
        "Birth date: YYYY-MM-DD, and not in the future.");
  }

  private static void address(ObjectNode tree, String typed) {
    if (typed.isEmpty()) {
      return;
    }
    ObjectNode address = tree.putArray("address").addObject().put("text", typed);
    Matcher place = PLACE.matcher(typed.replace('\n', ' '));
    if (place.matches()) {
      if (!place.group(1).isBlank()) {
        address.putArray("line").add(place.group(1).strip());
      }
      address.put("city", place.group(3).strip()).put("postalCode", place.group(2));
    }
  }
}

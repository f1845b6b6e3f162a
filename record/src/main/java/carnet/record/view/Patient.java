package carnet.record.view;

import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Who a patient is.
 *
 * @param official birth name and all birth given names
 * @param usual the name used; the official one where no other is given
 * @param born a FHIR date: a year, a month or a day
 * @param reliability the RNIV status: VIDE, PROV, RECUP, VALI, QUAL ...; empty where unsaid
 * @param active false for a record that was merged into another or closed
 */
public record Patient(
    ResourceKey key,
    Name official,
    Name usual,
    String born,
    String sex,
    List<String> phones,
    List<String> emails,
    String town,
    List<String> address,
    Optional<Ins> ins,
    String reliability,
    boolean active,
    boolean deceased) {

  /**
   * @param given space-separated, as said
   */
  public record Name(String family, String given) {
    static final Name NONE = new Name("", "");

    public boolean isNone() {
      return family.isEmpty() && given.isEmpty();
    }
  }

  /**
   * The national identity number.
   *
   * @param qualified only this may be sent with the patient's data (RNIV): never a typed number
   */
  public record Ins(String value, boolean temporary, boolean qualified) {}

  private static final String INS = "urn:oid:1.2.250.1.213.1.4.";

  /** NIR, test and demonstration numbers; .9 is the waiting number (NIA). */
  private static final Set<String> INS_SYSTEMS =
      Set.of(INS + "8", INS + "9", INS + "10", INS + "11");

  public static Patient of(Resource resource) {
    Elements.require(resource, "Patient");
    JsonNode tree = resource.tree();
    Name official = name(tree, List.of("official", "maiden", "old"));
    Name usual = name(tree, List.of("usual", "nickname", "", "temp", "anonymous"));
    String reliability = reliability(tree);
    return new Patient(
        resource.key(),
        official.isNone() ? usual : official,
        usual.isNone() ? official : usual,
        Elements.text(tree, "birthDate"),
        Elements.text(tree, "gender"),
        telecoms(tree, "phone"),
        telecoms(tree, "email"),
        Elements.text(tree, "address.city"),
        address(tree),
        ins(tree, reliability),
        reliability,
        !Elements.text(tree, "active").equals("false"),
        Elements.text(tree, "deceasedBoolean").equals("true")
            || Elements.optional(tree, "deceasedDateTime").isPresent());
  }

  private static Name name(JsonNode tree, List<String> uses) {
    for (String use : uses) {
      for (JsonNode each : Elements.each(tree.path("name"))) {
        if (use.equals(Elements.text(each, "use"))) {
          return name(each);
        }
      }
    }
    return Name.NONE;
  }

  private static Name name(JsonNode name) {
    String family = Elements.text(name, "family");
    String given = String.join(" ", Elements.texts(name.path("given")));
    boolean textOnly = family.isEmpty() && given.isEmpty();
    return new Name(textOnly ? Elements.text(name, "text") : family, given);
  }

  private static List<String> telecoms(JsonNode tree, String system) {
    return Elements.each(tree.path("telecom")).stream()
        .filter(each -> system.equals(Elements.text(each, "system")))
        .filter(each -> !Elements.text(each, "use").equals("old"))
        .map(each -> Elements.text(each, "value"))
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static List<String> address(JsonNode tree) {
    JsonNode address = Elements.at(tree, "address");
    String place =
        (Elements.text(address, "postalCode") + " " + Elements.text(address, "city")).strip();
    List<String> lines = Elements.texts(address.path("line"));
    return place.isEmpty() ? lines : Stream.concat(lines.stream(), Stream.of(place)).toList();
  }

  private static Optional<Ins> ins(JsonNode tree, String reliability) {
    return Elements.each(tree.path("identifier")).stream()
        .filter(each -> INS_SYSTEMS.contains(Elements.text(each, "system")))
        .filter(each -> !Elements.text(each, "value").isEmpty())
        .map(each ->
            new Ins(
                Elements.text(each, "value").replace(" ", ""),
                Elements.text(each, "system").equals(INS + "9"),
                reliability.equals("QUAL")))
        .findFirst();
  }

  /** Both generations of the French core guide's address. */
  private static String reliability(JsonNode tree) {
    for (JsonNode each : Elements.each(tree.path("extension"))) {
      String url = Elements.text(each, "url");
      if (url.endsWith("/fr-core-ident-reliability")
          || url.endsWith("/fr-core-identity-reliability")) {
        for (JsonNode part : Elements.each(each.path("extension"))) {
          if (Elements.text(part, "url").equals("identityReliability")) {
            return Elements.text(part, "valueCoding.code");
          }
        }
      }
    }
    return "";
  }
}

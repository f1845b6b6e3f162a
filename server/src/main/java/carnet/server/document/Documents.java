package carnet.server.document;

import carnet.record.Json;
import carnet.record.PatientId;
import carnet.record.Practice.Personal;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.chart.Held;
import carnet.server.practice.House;
import carnet.server.search.PatientRow;
import carnet.vault.Compartment;
import carnet.vault.HybridClock;
import carnet.vault.Opening;
import carnet.vault.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files papers into a chart, also by who may not look into it. Who filed without the class's key
 * gets a second entry sealed to her alone, to check her work for 48 hours; then its body is erased
 * here.
 */
@Component
public final class Documents {

  /** What a phone's picture or a scan of many pages takes. */
  static final int LARGEST = 10 << 20;

  static final Duration AGAIN = Duration.ofDays(2);

  private static final Map<String, String> KINDS =
      Map.of(
          "letter", "Lettre",
          "biology", "Biologie",
          "imaging", "Imagerie",
          "certificate", "Certificat",
          "other", "Document");

  private final House house;

  Documents(House house) {
    this.house = house;
  }

  /** A paper as its filer sees it again. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Filing(
      String id,
      String title,
      @Nullable PatientRow patient,
      Instant filedAt,
      @Nullable Instant until) {}

  /** The bytes of a paper, of the type that it was filed as. */
  public record Paper(String type, byte[] bytes) {}

  Filing file(
      Session by, PatientId patient, String title, LocalDate date, String kind, Paper paper) {
    sniff(paper);
    String id = fresh();
    Instant now = house.clock().now();
    Resource resource = resource(by, id, patient, title, date, kind, paper);
    boolean blind = !by.held().contains(Compartment.HISTORY);
    house.practice().file(by, patient, resource, blind ? Set.of(by.member().id()) : Set.of());
    return new Filing(id, title, null, now, blind ? now.plus(AGAIN) : null);
  }

  /** Her own filings of 48 hours. */
  Opening<List<Filing>> mine(Session by) {
    return house
        .practice()
        .disclose(
            by,
            "names.shown",
            Map.of("what", "filings"),
            filings(by),
            each -> patient(each.resource()))
        .map(shown ->
            shown.reversed().stream()
                .map(each -> {
                  Instant at = at(each);
                  return new Filing(
                      each.resource().id(),
                      each.resource().tree().path("description").asString(""),
                      patient(each.resource())
                          .flatMap(id -> house.practice().known(by, id))
                          .map(PatientRow::of)
                          .orElse(null),
                      at,
                      at.plus(AGAIN));
                })
                .toList());
  }

  /** By who holds the chart's key; or by who filed it, while she may check it. */
  Paper read(Session by, PatientId patient, String id) {
    ResourceKey key = new ResourceKey("DocumentReference", id);
    if (by.held().contains(Compartment.HISTORY)) {
      return Problems.granted(
              house
                  .practice()
                  .whole(
                      by,
                      "section.read",
                      patient,
                      Map.of("document", id),
                      Set.of(Compartment.HISTORY),
                      key))
          .value()
          .map(Documents::paper)
          .orElseThrow(Problem::notFound);
    }
    List<Personal> hers =
        filings(by).stream()
            .filter(each -> each.resource().key().equals(key))
            .filter(each -> patient(each.resource()).filter(patient::equals).isPresent())
            .toList();
    if (hers.isEmpty()) {
      Held.require(by, Compartment.HISTORY);
    }
    return Problems.granted(
            house
                .practice()
                .disclose(
                    by,
                    "names.shown",
                    Map.of("what", "filing"),
                    hers,
                    each -> patient(each.resource())))
        .map(shown -> paper(house.practice().whole(by, shown.getLast())))
        .value();
  }

  /** What she may still check; what is past is erased on the way. */
  private List<Personal> filings(Session by) {
    Instant since = house.clock().now().minus(AGAIN);
    List<Personal> all =
        house.practice().personal(by).stream()
            .filter(each -> each.resource().type().equals("DocumentReference"))
            .toList();
    for (Personal each : all) {
      if (!at(each).isAfter(since)) {
        house
            .store()
            .find(house.vault().practice(), each.entry().id())
            .ifPresent(entry -> house.store().erase(entry.place()));
      }
    }
    return all.stream().filter(each -> at(each).isAfter(since)).toList();
  }

  private static Instant at(Personal each) {
    return HybridClock.instant(each.entry().label().clock());
  }

  private static Optional<PatientId> patient(Resource document) {
    return ResourceKey.ofReference(document.tree().path("subject").path("reference").asString(""))
        .map(PatientId::of);
  }

  private static Paper paper(Resource document) {
    var attachment = document.tree().path("content").path(0).path("attachment");
    return new Paper(
        attachment.path("contentType").asString("application/octet-stream"),
        Base64.getDecoder().decode(attachment.path("data").asString("")));
  }

  private Resource resource(
      Session by,
      String id,
      PatientId patient,
      String title,
      LocalDate date,
      String kind,
      Paper paper) {
    ObjectNode tree = Json.MAPPER.createObjectNode();
    tree.put("resourceType", "DocumentReference").put("id", id).put("status", "current");
    tree.putObject("type").put("text", KINDS.getOrDefault(kind, "Document"));
    tree.putObject("subject").put("reference", patient.key().toString());
    tree.put("date", date + "T00:00:00Z");
    tree.putArray("author")
        .addObject()
        .put("reference", "Practitioner/" + by.member().id().hex())
        .put("display", by.member().name());
    tree.put("description", title);
    tree.putArray("content")
        .addObject()
        .putObject("attachment")
        .put("contentType", paper.type())
        .put("data", Base64.getEncoder().encodeToString(paper.bytes()))
        .put("title", title)
        .put("size", paper.bytes().length);
    return Resource.of(new ResourceKey("DocumentReference", id), tree);
  }

  /** A paper is what it says it is, by its first bytes. */
  private static void sniff(Paper paper) {
    byte[] b = paper.bytes();
    boolean fits =
        b.length > 8
            && switch (paper.type()) {
              case "application/pdf" -> b[0] == '%' && b[1] == 'P' && b[2] == 'D' && b[3] == 'F';
              case "image/jpeg" -> (b[0] & 255) == 0xff && (b[1] & 255) == 0xd8;
              case "image/png" -> (b[0] & 255) == 0x89 && b[1] == 'P' && b[2] == 'N';
              default -> false;
            };
    if (!fits) {
      throw Problem.of(
          "media-type",
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "Un PDF, un JPEG ou un PNG.",
          "A PDF, a JPEG or a PNG.");
    }
  }

  private String fresh() {
    byte[] random = new byte[16];
    house.random().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}

package carnet.server.plaintext;

import static java.nio.charset.StandardCharsets.UTF_8;

import carnet.server.client.Browser;
import carnet.server.client.Browser.Answer;
import carnet.server.client.Cast;
import carnet.server.client.Cast.Player;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A doctor and a secretary at work at a demonstration, over HTTP; and what they saw. */
final class Morning {

  private static final String DOCTOR = "c.moreau";
  private static final String COLLEAGUE = "t.lefevre";
  private static final String SECRETARY = "s.garnier";

  private final String address;
  private final Cast cast;
  private final Browser doctor;
  private final Browser secretary;

  /** Nobody is signed in yet. */
  Morning(Path json, String address) {
    this.address = address;
    this.cast = Cast.read(json, Clock.systemUTC());
    this.doctor = cast.with(DOCTOR).browser();
    this.secretary = cast.with(SECRETARY).browser();
  }

  void doctorComes() {
    signIn(doctor, DOCTOR);
  }

  void secretaryComes() {
    signIn(secretary, SECRETARY);
  }

  private void signIn(Browser browser, String login) {
    Player who = cast.with(login);
    ok(browser.signIn(address, login, who.passphrase(), cast.code(who)));
  }

  private static JsonNode ok(Answer answer) {
    if (!answer.ok()) {
      throw new AssertionError(answer.status() + " " + answer.code());
    }
    return answer.body();
  }

  private static String id() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The whole practice, as it leaves by an export that a colleague accepts. */
  List<JsonNode> export() {
    String request =
        ok(doctor.post(
                address,
                "/api/exports",
                Map.of("code", cast.code(cast.with(DOCTOR)), "reason", "copie")))
            .path("id")
            .asString();
    Browser colleague = cast.with(COLLEAGUE).browser();
    signIn(colleague, COLLEAGUE);
    ok(
        colleague.post(
            address,
            "/api/exports/" + request + "/second",
            Map.of("code", cast.code(cast.with(COLLEAGUE)))));
    Answer out = doctor.post(address, "/api/export", Map.of("code", cast.code(cast.with(DOCTOR))));
    return new String(out.bytes(), UTF_8).lines().map(Browser.JSON::readTree).toList();
  }

  /** Those of the day, for whom the doctor has a reason. */
  List<String> expected() {
    return expected(doctor);
  }

  private List<String> expected(Browser by) {
    JsonNode rows = ok(by.get(address, "/api/day")).path("rows");
    return StreamSupport.stream(rows.spliterator(), false)
        .map(each -> each.path("patient").path("id").asString())
        .distinct()
        .toList();
  }

  /** Opens, drafts, measures, prescribes, prints. */
  void consults(String patient) {
    String at = "/api/patients/" + patient;
    ok(doctor.post(address, at + "/chart", Map.of()));
    ok(
        doctor.post(
            address,
            at + "/notes",
            Map.of("id", id(), "motive", "Toux", "exam", "Auscultation libre", "sign", false)));
    ok(
        doctor.post(
            address,
            at + "/problems",
            Map.of("id", id(), "label", "Rhinopharyngite", "since", "2026-01-01")));
    JsonNode drug =
        ok(doctor.post(address, "/api/prescription/drugs", Map.of("text", "amoxicilline"))).path(0);
    Map<String, Object> line =
        Map.of(
            "drug",
            drug.path("id").asString(),
            "dose",
            "",
            "form",
            "",
            "route",
            "",
            "posology",
            "1 comprimé matin et soir",
            "duration",
            Map.of("value", 7, "unit", "d"),
            "renewals",
            0,
            "ald",
            false);
    Map<String, Object> sheet = Map.of("id", id(), "lines", List.of(line), "format", "A5");
    String sheets = at + "/prescriptions";
    ok(doctor.post(address, sheets + "/preview?format=A5", sheet));
    ok(doctor.post(address, sheets, sheet));
    ok(doctor.get(address, sheets + "/" + sheet.get("id") + "/pdf?format=A4"));
  }

  /** Searches, and files a letter without looking. */
  void files(String family) {
    String patient = expected(secretary).getFirst();
    ok(secretary.post(address, "/api/search", Map.of("text", family)));
    byte[] letter = "%PDF-1.7 Rhinopharyngite de Monsieur Gauvainchamp".getBytes(UTF_8);
    Map<String, String> asked =
        Map.of(
            "title", "Lettre de Gauvainchamp",
            "date", "2026-01-05",
            "kind", "letter",
            "type", "application/pdf",
            "data", Base64.getEncoder().encodeToString(letter));
    ok(secretary.post(address, "/api/patients/" + patient + "/documents", asked));
  }

  /** Brings in another practice's patient, with a name and an illness that nobody here has. */
  void brings(String family, String illness) throws IOException {
    String lines =
        """
        {"resourceType":"Patient","id":"%1$s","name":[{"family":"%1$s","given":["Zoé"]}],"birthDate":"1980-01-02","gender":"female"}
        {"resourceType":"Condition","id":"c%1$s","subject":{"reference":"Patient/%1$s"},"code":{"text":"%2$s"}}
        """
            .formatted(family, illness);
    drained(
        doctor.stream(
            address,
            "/api/import?source=vendeur",
            "application/fhir+ndjson",
            BodyPublishers.ofString(lines)));
  }

  /** What fails on the way is told with its number and nothing else. */
  void errs() {
    doctor.post(address, "/api/patients/" + id() + "/chart", "Gauvainchamp");
    doctor.post(address, "/api/search", Map.of("text", "Gauvainchamp".repeat(50)));
  }

  private static void drained(java.net.http.HttpResponse<InputStream> answer) throws IOException {
    try (InputStream in = answer.body()) {
      String body = new String(in.readAllBytes(), UTF_8);
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(answer.statusCode() + " " + body);
      }
    }
  }

  static Stream<String> texts(JsonNode coded) {
    return Stream.concat(
        Stream.of(coded.path("text").asString("")),
        StreamSupport.stream(coded.path("coding").spliterator(), false)
            .map(each -> each.path("display").asString("")));
  }
}

package carnet.server;

import carnet.vault.crypto.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A practice for the tests of rooms: Dr Moreau, who may prescribe, and Mme Petit at the desk. */
final class Cabinet implements AutoCloseable {

  final Served server;
  final Browser moreau;
  final Browser petit;
  final String moreauId;
  final String petitId;

  Cabinet(Path directory) {
    server = new Served(directory);
    moreau = server.browser();
    moreau.login = "moreau";
    JsonNode draft =
        moreau
            .post(
                "/api/found",
                Map.of(
                    "practice",
                    Map.of(
                        "name", "Cabinet des Tilleuls",
                        "address", "3 rue des Tilleuls, 35000 Rennes",
                        "phone", "0299000000",
                        "email", "cabinet@exemple.fr"),
                    "founder",
                    Map.of(
                        "family", "Moreau",
                        "given", "Camille",
                        "profession", "gp",
                        "rpps", "10999000127"),
                    "login",
                    "moreau",
                    "passphrase",
                    Browser.PASSPHRASE,
                    "replicaName",
                    "accueil"))
            .ok();
    moreau.seed = Secret.owning(Browser.base32(draft.path("totp").path("secret").asString()));
    moreau
        .post(
            "/api/found/confirm",
            Map.of("draft", draft.path("draft").asString(), "code", moreau.code()))
        .ok();
    moreau.signIn().ok();
    petit = moreau.invite("petit", "secretary");
    moreauId = idOf(moreau);
    petitId = idOf(petit);
  }

  static String idOf(Browser who) {
    return who.get("/api/session").ok().path("member").path("id").asString();
  }

  static String id() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  String patient(String family) {
    return petit
        .post(
            "/api/patients",
            Map.of("family", family, "given", "Jeanne", "born", "1957-03-12", "sex", "female"))
        .ok()
        .path("id")
        .asString();
  }

  /** In Dr Moreau's day at noon, by the desk. */
  JsonNode expected(String patient) {
    return petit
        .post(
            "/api/day",
            Map.of(
                "patient",
                patient,
                "practitioner",
                moreauId,
                "start",
                server.clock.instant().toString(),
                "minutes",
                15,
                "motive",
                "Suivi"))
        .ok();
  }

  static Map<String, Object> line(String drug) {
    return Map.of(
        "drug",
        drug,
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
  }

  String drug(String text) {
    return moreau
        .post("/api/prescription/drugs", Map.of("text", text))
        .ok()
        .path(0)
        .path("id")
        .asString();
  }

  Map<String, Object> sheet(String id, String text) {
    return Map.of("id", id, "lines", List.of(line(drug(text))), "format", "A5");
  }

  /**
   * A day later, so that Mme Petit has been a member for long enough: Dr Moreau, signed in, may
   * take everything out for another day.
   */
  void grantExport() {
    aDayLater();
    accept(ask());
  }

  /** So that whoever is here stands beside others; she and these are signed in again. */
  void aDayLater(Browser... others) {
    server.clock.pass(Duration.ofDays(1));
    moreau.signIn().ok();
    petit.signIn().ok();
    for (Browser each : others) {
      each.signIn().ok();
    }
  }

  /** Dr Moreau's request. @return its id */
  String ask() {
    return moreau
        .post("/api/exports", Map.of("code", moreau.code(), "reason", "copie"))
        .ok()
        .path("id")
        .asString();
  }

  void accept(String request) {
    petit.post("/api/exports/" + request + "/second", Map.of("code", petit.code())).ok();
  }

  @Override
  public void close() {
    server.close();
  }

  /** What files a PDF of these bytes. */
  static Map<String, Object> paper(String title, byte[] pdf) {
    return Map.of(
        "title",
        title,
        "date",
        "2026-11-20",
        "kind",
        "letter",
        "type",
        "application/pdf",
        "data",
        Base64.getEncoder().encodeToString(pdf));
  }
}

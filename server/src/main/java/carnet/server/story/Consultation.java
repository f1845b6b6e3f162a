package carnet.server.story;

import carnet.server.client.Browser;
import carnet.server.client.Browser.Answer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/** A doctor with a patient: a note that is kept and signed, a prescription, its paper. */
record Consultation(Browser doctor, String patient, String note) {

  /** With somebody who comes for the first time. */
  static Consultation begin(Browser doctor, String address, String family) {
    Answer made =
        doctor
            .post(
                address,
                "/api/patients",
                Map.of("family", family, "given", "Camille", "born", "1961-04-02", "sex", "female"))
            .required();
    return new Consultation(doctor, made.body().path("id").asString(), newId());
  }

  Answer keep(String address, String words, boolean sign) {
    return doctor.post(
        address,
        path("/notes"),
        Map.of(
            "id",
            note,
            "parents",
            List.of(),
            "motive",
            "Toux",
            "exam",
            words,
            "conclusion",
            "",
            "plan",
            "",
            "sign",
            sign));
  }

  Answer draft(String address) {
    return doctor.get(address, path("/draft"));
  }

  JsonNode chart(String address) {
    return doctor.post(address, path("/chart"), Map.of()).required().body();
  }

  /**
   * Signs one line of paracetamol and fetches its paper.
   *
   * @return the bytes of the PDF
   */
  byte[] prescribe(String address) {
    JsonNode line =
        doctor
            .post(
                address,
                "/api/prescription/understand",
                Map.of("text", "paracetamol 1 g 3 fois par jour 5 jours"))
            .required()
            .body();
    JsonNode drug = line.path("drug").isObject() ? line.path("drug") : line.path("choices").path(0);
    Map<String, Object> asked =
        Map.of(
            "drug", drug.path("id").asString(),
            "dose", drug.path("dose").asString(),
            "form", drug.path("form").asString(),
            "route", drug.path("route").asString(),
            "posology", line.path("posology").asString("1 comprimé 3 fois par jour"),
            "duration", Map.of("value", 5, "unit", "d"),
            "renewals", 0,
            "ald", false);
    Answer signed =
        doctor
            .post(
                address,
                path("/prescriptions"),
                Map.of("id", newId(), "format", "A5", "lines", List.of(asked)))
            .required();
    return doctor
        .get(
            address,
            path("/prescriptions/" + signed.body().path("id").asString() + "/pdf?format=A5"))
        .required()
        .bytes();
  }

  private String path(String rest) {
    return "/api/patients/" + patient + rest;
  }

  private static String newId() {
    byte[] id = new byte[16];
    ThreadLocalRandom.current().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}

package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code carnet import} and {@code carnet export}: processes of their own, against a server. */
class CommandsTest {

  @TempDir Path directory;
  private Cabinet cabinet;
  private Browser moreau;
  private Path key;

  @BeforeEach
  void serve() {
    cabinet = new Cabinet(directory);
    cabinet.server.clock.pass(Duration.ofDays(1)); // Mme Petit is a member of a day.
    moreau = cabinet.moreau;
    key = directory.resolve("device.jwk");
  }

  @AfterEach
  void stop() {
    cabinet.close();
  }

  private Command command(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of(
            "--server",
            cabinet.server.address(),
            "--login",
            "moreau",
            "--device-key",
            key.toString()));
    return Command.start(
        Files.createTempDirectory(directory, "command"), all.toArray(String[]::new));
  }

  private void enrol(Command command) throws IOException {
    command.type(Browser.PASSPHRASE);
    command.type(moreau.code());
    String number = command.awaits("confirms the number (\\d{6})");
    moreau.signIn().ok();
    String id = moreau.get("/api/enrolments").ok().path(0).path("id").asString();
    assertThat(
            moreau
                .post(
                    "/api/enrolments/" + id + "/approve",
                    Map.of("number", number, "code", moreau.code()))
                .status())
        .isEqualTo(204);
    command.awaits("the next one");
    command.type(moreau.code());
  }

  private void signIn(Command command) throws IOException {
    command.type(Browser.PASSPHRASE);
    command.type(moreau.code());
  }

  private Path patients(int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          """
          {"resourceType":"Patient","id":"%1$d","name":[{"family":"Famille%1$d","given":["Zoé"]}],"birthDate":"1980-01-02","gender":"female"}
          {"resourceType":"Condition","id":"c%1$d","subject":{"reference":"Patient/%1$d"},"code":{"text":"Asthme %1$d"}}
          """
              .formatted(i));
    }
    return Files.writeString(directory.resolve("patients.ndjson"), lines);
  }

  private Command export(Path to) throws IOException {
    return command("export", "--to", to.toString(), "--reason", "copie");
  }

  /** The command has asked, and waits. */
  private void asks(Command out) throws IOException {
    signIn(out);
    out.awaits("the next one");
    out.type(moreau.code());
    out.awaits("Another member must accept it: Sécurité, .*PETIT");
  }

  /** By Mme Petit, who has been a member for a day. */
  private void accept() {
    cabinet.petit.signIn().ok();
    JsonNode request = cabinet.petit.get("/api/exports").ok().path(0);
    assertThat(request.path("state").asString()).isEqualTo("waiting");
    cabinet.accept(request.path("id").asString());
  }

  private String accepted(String name) throws Exception {
    Path to = directory.resolve(name);
    try (Command out = export(to)) {
      asks(out);
      accept();
      out.awaits("Accepted by");
      out.type(moreau.code());
      assertThat(out.ended()).as(out.said()).isZero();
    }
    return Files.readString(to);
  }

  /** Within the day for which one was accepted. */
  private String again(String name) throws Exception {
    Path to = directory.resolve(name);
    try (Command out = export(to)) {
      signIn(out);
      out.awaits("the next one");
      out.type(moreau.code());
      assertThat(out.ended()).as(out.said()).isZero();
    }
    return Files.readString(to);
  }

  @Test
  void theFirstUseEnrolsItsOwnKeyAndAnImportAgainWritesNothingTwice() throws Exception {
    String file = patients(20).toString();
    try (Command first = command("import", file, "--from", "vendeur")) {
      enrol(first);
      assertThat(first.ended()).as(first.said()).isZero();
      assertThat(first.said()).contains("40 kept, 0 there already, 0 refused");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    try (Command again = command("import", file, "--from", "vendeur")) {
      signIn(again);
      assertThat(again.ended()).isZero();
      assertThat(again.said()).contains("0 kept, 40 there already");
    }
    String out = accepted("all.ndjson");
    assertThat(out.lines().filter(each -> each.contains("Asthme")).count()).isEqualTo(20);
    assertThat(directory.resolve("all.ndjson.part")).doesNotExist();
  }

  @Test
  void whatIsRefusedIsListedByLineAndTheExitCodeSaysSo() throws Exception {
    Path file = patients(1);
    Files.writeString(file, Files.readString(file) + "{\"resourceType\":\"Nothing\"}\n");
    try (Command first = command("import", file.toString(), "--from", "vendeur")) {
      enrol(first);
      assertThat(first.ended()).isEqualTo(1);
      assertThat(first.said()).contains("2 kept").contains("1 refused").contains("line 3");
    }
  }

  @Test
  void anExportThatWasStoppedGoesOnWhereItWas() throws Exception {
    try (Command first = command("import", patients(20).toString(), "--from", "vendeur")) {
      enrol(first);
      assertThat(first.ended()).isZero();
    }
    String whole = accepted("whole.ndjson");
    Files.writeString(
        directory.resolve("half.ndjson.part"), whole.substring(0, whole.length() / 2));
    assertThat(again("half.ndjson")).isEqualTo(whole);
  }

  @Test
  void anExportThatWaitsIsStoppedAndRunAgainAndFindsItsRequestAccepted() throws Exception {
    try (Command first = command("import", patients(1).toString(), "--from", "vendeur")) {
      enrol(first);
      assertThat(first.ended()).isZero();
    }
    try (Command waits = export(directory.resolve("all.ndjson"))) {
      asks(waits);
      waits.awaits("Or run the same command again from ");
    }
    accept();
    assertThat(again("all.ndjson")).contains("Asthme");
  }

  @Test
  void anExportThatIsRefusedSaysByWhomAndTakesNothingOut() throws Exception {
    try (Command first = command("import", patients(1).toString(), "--from", "vendeur")) {
      enrol(first);
      assertThat(first.ended()).isZero();
    }
    Path to = directory.resolve("all.ndjson");
    try (Command waits = export(to)) {
      asks(waits);
      Browser petit = cabinet.petit;
      petit.signIn().ok();
      String id = petit.get("/api/exports").ok().path(0).path("id").asString();
      petit.post("/api/exports/" + id + "/refuse", Map.of("code", petit.code())).ok();
      assertThat(waits.ended()).isEqualTo(Unusable.REFUSED);
      assertThat(waits.said()).contains("PETIT refused the export");
    }
    assertThat(to).doesNotExist();
  }

  @Test
  void aWrongFactorOrNoServerIsToldInOneSentence() throws Exception {
    String file = patients(1).toString();
    try (Command first = command("import", file, "--from", "vendeur")) {
      enrol(first);
      assertThat(first.ended()).isZero();
    }
    try (Command wrong = command("import", file, "--from", "vendeur")) {
      wrong.type(Browser.PASSPHRASE);
      wrong.type("000000");
      assertThat(wrong.ended()).isEqualTo(Unusable.REFUSED);
      assertThat(wrong.said()).contains("la phrase ou le code ne convient pas");
    }
    Path taken = directory.resolve("sortie.ndjson");
    try (Command wrong =
        command("export", "--to", taken.toString(), "--reason", "changement de logiciel")) {
      wrong.type(Browser.PASSPHRASE);
      wrong.type("000000");
      assertThat(wrong.ended()).isEqualTo(Unusable.REFUSED);
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.filter(each -> each.getFileName().toString().startsWith("sortie"))).isEmpty();
    }
    cabinet.close();
    try (Command nobody = command("import", file, "--from", "vendeur")) {
      signIn(nobody);
      assertThat(nobody.ended()).isEqualTo(Unusable.NO_ANSWER);
      assertThat(nobody.said()).contains("No server answers").doesNotContain("Exception");
    }
  }

  @Test
  void syntheticPatientsOfAnotherSoftwareComeInWholeAndOnce() throws Exception {
    List<String> files = syntheticBundles(3);
    assumeFalse(files.isEmpty(), "no shared/data above: skipped");
    List<String> arguments = new ArrayList<>(List.of("import", "--from", "synthea"));
    arguments.addAll(files);
    try (Command first = command(arguments.toArray(String[]::new))) {
      enrol(first);
      assertThat(first.ended()).as(first.said()).isLessThan(2);
      assertThat(first.said()).doesNotContain(" 0 kept");
    }
    try (Command again = command(arguments.toArray(String[]::new))) {
      signIn(again);
      assertThat(again.ended()).isLessThan(2);
      assertThat(again.said().lines().filter(each -> each.contains(": 0 kept")).count())
          .as(again.said())
          .isEqualTo(files.size());
    }
  }

  private static List<String> syntheticBundles(int most) throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path data = at.resolve("shared/data/synthea-fhir-r4");
      if (Files.isDirectory(data)) {
        try (Stream<Path> all = Files.list(data)) {
          return all.filter(each -> each.toString().endsWith(".json"))
              .sorted()
              .limit(most)
              .map(Path::toString)
              .toList();
        }
      }
    }
    return List.of();
  }
}

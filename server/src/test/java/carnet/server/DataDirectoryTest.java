package carnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.journal.LogId;
import carnet.server.practice.House;
import carnet.vault.Access;
import carnet.vault.Enrolment;
import carnet.vault.PracticeProfile;
import carnet.vault.Role;
import carnet.vault.Unlock;
import carnet.vault.crypto.Passphrase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  private final DrivenClock clock = new DrivenClock();

  @TempDir Path directory;

  private House open(String data, String keys) {
    return House.open(
        DataDirectory.open(directory.resolve(data), directory.resolve(keys), false),
        Settings.of(0, "accueil", false).with(Passphrase.FLOOR, clock));
  }

  private House founded() {
    House house = open("data", "keys");
    Enrolment founder =
        Enrolment.of(
            new Enrolment.Person("Moreau", "Camille", null, Role.CLINICIAN, "gp", true, "moreau"),
            new Enrolment.Device("device", "poste"),
            Browser.PASSPHRASE.toCharArray(),
            new SecureRandom());
    house.found(new PracticeProfile("Cabinet", "", "", ""), founder, "accueil").close();
    return house;
  }

  private void copy(String from, String to) throws IOException {
    Files.createDirectories(directory.resolve(to));
    try (Stream<Path> files = Files.list(directory.resolve(from))) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, directory.resolve(to).resolve(each.getFileName()));
      }
    }
  }

  @Test
  void aPortThatSomethingElseHoldsIsToldInOneSentence() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Command second =
            Command.start(
                directory,
                "serve",
                "--port",
                String.valueOf(other.getLocalPort()),
                "--data",
                directory.resolve("data").toString(),
                "--keys",
                directory.resolve("keys").toString())) {
      assertThat(second.ended()).isEqualTo(Unusable.PORT_TAKEN);
      assertThat(second.said())
          .contains("Something else listens at port " + other.getLocalPort(), "--port")
          .doesNotContain("Exception", "\tat ", "ERROR");
    }
  }

  @Test
  void aStoppedServerGoesOnWithTheSameLog() {
    House first = founded();
    var log = first.log().id();
    long size = first.log().head().size();
    first.close();
    try (House again = open("data", "keys")) {
      assertThat(again.founded()).isTrue();
      assertThat(again.log().id()).isEqualTo(log);
      assertThat(again.log().head().size()).isEqualTo(size);
      assertThat(again.replicaName()).isEqualTo("accueil");
    }
  }

  @Test
  void whatAnOldWriterHadNotSignedIsSignedBeforeANewOneFollowsIt() throws IOException {
    House running = founded();
    LogId log = running.log().id();
    Unlock.Answer refused =
        running
            .unlock()
            .byPassphrase(
                "moreau", "wrong".toCharArray(), "000000", new Access.From("none", "local", "x"));
    assertThat(refused).isInstanceOf(Unlock.Answer.Refused.class);
    long size = running.log().head().size();
    copy("data", "elsewhere"); // as a kill would leave it: the trace is durable and not signed
    running.close();

    try (House moved = open("elsewhere", "keys")) {
      assertThat(moved.log().id()).isNotEqualTo(log);
      assertThat(moved.store().checkpoints(log).getFirst().checkpoint().size()).isEqualTo(size);
    }
  }

  @Test
  void keysInsideTheDataAreRefusedBecauseACopyWouldTakeThem(@TempDir Path scratch)
      throws IOException {
    Path data = scratch.resolve("data");
    for (Path keys : List.of(data.resolve("keys"), data, scratch.resolve("x/../data/keys"))) {
      assertThatThrownBy(() -> DataDirectory.open(data, keys, false))
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("inside the data directory");
      assertThat(data.resolve("keys")).doesNotExist();
    }
    Path link = Files.createSymbolicLink(scratch.resolve("link"), data);
    assertThatThrownBy(() -> DataDirectory.open(data, link.resolve("keys"), false))
        .isInstanceOf(Unusable.class);
    assertThat(DataDirectory.open(data, scratch.resolve("keys"), false).keys()).exists();
  }

  @Test
  void aSecondServerOnTheSameDirectoryIsToldThatItIsInUse() {
    try (House running = founded()) {
      assertThat(running.founded()).isTrue();
      assertThatThrownBy(() -> open("data", "keys"))
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void aCopiedDataDirectoryIsWrittenUnderANewWriterAndTheOldOneIsClosed() throws IOException {
    House first = founded();
    var old = first.log().id();
    first.close();
    copy("data", "elsewhere");
    try (House moved = open("elsewhere", "keys")) {
      assertThat(moved.log().id()).isNotEqualTo(old);
      assertThat(moved.roster().closed(old.writer())).isTrue();
      assertThat(moved.roster().mayWrite(moved.log().id(), moved.log().head().size())).isTrue();
    }
  }

  @Test
  void aDataDirectoryPutBackFromACopyDoesNotGoOnUnderTheWriterThatWentFurther() throws IOException {
    House first = founded();
    var old = first.log().id();
    first.close();
    copy("data", "copy");
    House further = open("data", "keys");
    further
        .unlock()
        .byPassphrase(
            "personne",
            "x".toCharArray(),
            "000000",
            new carnet.vault.Access.From("d", "loopback", "s"));
    further.close();
    // The same file, with the contents of before: its inode stays.
    Files.write(
        directory.resolve("data/journal.db"),
        Files.readAllBytes(directory.resolve("copy/journal.db")));
    try (House putBack = open("data", "keys")) {
      assertThat(putBack.log().id()).isNotEqualTo(old);
      assertThat(putBack.roster().closed(old.writer())).isTrue();
    }
  }

  @Test
  void withoutItsKeysNothingIsServed() {
    founded().close();
    assertThatThrownBy(() -> open("data", "other-keys"))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("keys")
        .satisfies(
            refused -> assertThat(((Unusable) refused).exitCode()).isEqualTo(Unusable.NO_KEYS));
    assertThat(directory.resolve("other-keys")).doesNotExist();
  }

  @Test
  void aDirectoryOfAnotherFormatIsLeftAlone() throws IOException {
    Files.createDirectories(directory.resolve("data"));
    Files.writeString(directory.resolve("data/format"), "carnet-data 9\n");
    assertThatThrownBy(() -> open("data", "keys")).isInstanceOf(Unusable.class);
    assertThat(directory.resolve("data/journal.db")).doesNotExist();
  }
}

package carnet.server.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.journal.Bytes;
import carnet.vault.Departure;
import carnet.vault.MemberId;
import carnet.vault.Role;
import carnet.vault.Session;
import carnet.vault.Unlock.Answer;
import carnet.vault.crypto.Totp;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An office whose clock is a year ahead: it is told, nothing is lost, and nobody is shut out. */
class WrongClockTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Bytes PATIENT = Bytes.utf8("patient-of-both");

  private World world;
  private Server host;
  private Server office;

  @BeforeEach
  void pair(@TempDir Path directory) {
    world = new World();
    host = Server.founding(world, directory.resolve("host"));
    office = Server.empty(world, directory.resolve("office"), YEAR).join(host, "cabinet");
    World.awaitEqual(host, office);
  }

  @AfterEach
  void close() {
    office.close();
    host.close();
  }

  @Test
  void bothSaySoInWordsAndNeitherKnowsWhichIsRight() {
    World.await("the host hears it", () -> said(host).contains("« cabinet » avance de 365 jours"));
    World.await(
        "the office hears it", () -> said(office).contains("« hôte » retarde de 365 jours"));
  }

  private static String said(Server server) {
    return String.join("\n", server.continuity().readiness().ifCutNow());
  }

  @Test
  void whatIsWrittenThereIsKeptAndTheHostsOwnClockStaysRight() {
    try (Session here = signedInAtTheOffice();
        Session there = host.session("moreau")) {
      office.write(here, PATIENT, "écrit l’an prochain");
      World.awaitEqual(host, office);
      var written = host.write(there, PATIENT, "écrit aujourd’hui");

      assertThat(host.read(there, PATIENT)).contains("écrit l’an prochain", "écrit aujourd’hui");
      assertThat(host.vault().heardUpTo(written.position().log()).orElseThrow())
          .isBefore(world.instant().plus(Duration.ofMinutes(1)));
    }
  }

  @Test
  void whoSignedInThereSignsInAtTheHostWithTheCodesOfToday() {
    signedInAtTheOffice().close();
    World.awaitEqual(host, office);
    assertThat(host.signIn("moreau")).isInstanceOf(Answer.Welcome.class);
  }

  @Test
  void itDestroysNothingOfADepartureThatCanStillBeUndone() {
    MemberId leaver = host.join("durand", Role.CLINICIAN, "gp");
    try (Session steward = host.session("moreau")) {
      Departure.remove(steward, leaver, "left");
    }
    World.awaitEqual(host, office);
    World.await("the clocks are compared", () -> !office.continuity().clockConfirmed());
    assertThat(host.continuity().clockConfirmed()).isFalse();
  }

  /** Her phone shows the codes of today; at an office that is a year ahead she would need its. */
  private Session signedInAtTheOffice() {
    world.pass(Totp.STEP);
    String code = Totp.code(World.there(world.seeds.get("moreau")), office.clock.instant());
    if (office.signIn("moreau", code) instanceof Answer.Welcome(Session in)) {
      return in;
    }
    throw new AssertionError("refused");
  }
}

package carnet.server.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.server.continuity.pairing.Joining;
import carnet.server.continuity.pairing.PairingCode;
import carnet.server.continuity.pairing.PairingDesk;
import carnet.server.continuity.pairing.PairingRefused;
import carnet.server.continuity.pairing.PairingRefused.Why;
import carnet.vault.NotAllowed;
import carnet.vault.Replicas;
import carnet.vault.Role;
import carnet.vault.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingTest {
  private World world;
  private Server host;
  private Server office;

  @BeforeEach
  void two(@TempDir Path directory) {
    world = new World();
    host = Server.founding(world, directory.resolve("host"));
    office = Server.empty(world, directory.resolve("office"));
  }

  @AfterEach
  void close() {
    office.close();
    host.close();
  }

  @Test
  void wrongDigitsAreRefusedAndThreeTimesEndTheCode() {
    try (Session steward = host.session("moreau")) {
      Joining joining = office.joining(host.desk().code(host.address()).code(), "cabinet");
      String digits = joining.knock();
      String wrong = digits.equals("000000") ? "000001" : "000000";

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> host.desk().confirm(steward, wrong))
            .isInstanceOfSatisfying(
                PairingRefused.class, e -> assertThat(e.why()).isEqualTo(Why.DIGITS));
      }
      assertThatThrownBy(() -> host.desk().confirm(steward, digits))
          .isInstanceOf(PairingRefused.class);
      assertThat(host.here().roster().replicas()).hasSize(1);
      assertThatThrownBy(joining::ask).isInstanceOf(PairingRefused.class);
    }
  }

  @Test
  void anExpiredCodeIsRefused() {
    Joining joining = office.joining(host.desk().code(host.address()).code(), "cabinet");
    world.pass(PairingDesk.GOOD.plus(Duration.ofSeconds(1)));

    assertThatThrownBy(joining::knock)
        .isInstanceOfSatisfying(
            PairingRefused.class, e -> assertThat(e.why()).isEqualTo(Why.EXPIRED));
  }

  @Test
  void aCodeThatAnotherServerUsedIsRefusedAndShowsNoDigits(@TempDir Path directory) {
    String code = host.desk().code(host.address()).code();
    try (Server thief = Server.empty(world, directory)) {
      thief.joining(code, "voleur").knock();

      assertThatThrownBy(() -> office.joining(code, "cabinet").knock())
          .isInstanceOfSatisfying(
              PairingRefused.class, e -> assertThat(e.why()).isEqualTo(Why.USED));
    }
  }

  @Test
  void whoIsNoStewardSignsForNoServer() {
    host.join("petit", Role.SECRETARY, "secretary");
    Joining joining = office.joining(host.desk().code(host.address()).code(), "cabinet");
    String digits = joining.knock();
    try (Session secretary = host.session("petit")) {
      assertThatThrownBy(() -> host.desk().confirm(secretary, digits))
          .isInstanceOf(NotAllowed.class);
    }
    assertThat(joining.ask()).isEmpty();
  }

  @Test
  void aCodeIsReadBackHoweverItIsTyped() {
    String text = host.desk().code("https://hote.example").code();
    PairingCode code = PairingCode.parse(text, "");

    assertThat(code.text()).isEqualTo(text);
    String typed = text.substring(text.indexOf('#') + 1).toLowerCase(Locale.ROOT).replace('-', ' ');
    assertThat(PairingCode.parse(typed, "https://hote.example")).isEqualTo(code);
    assertThatThrownBy(() -> PairingCode.parse("https://x#ABC", ""))
        .isInstanceOf(PairingRefused.class);
  }

  /** The office, on its way into a practice where somebody else has been for a day. */
  private Joining ofAPracticeOfTwo() {
    host.join("petit", Role.SECRETARY, "secretary");
    world.pass(Duration.ofDays(1));
    return office.joining(host.desk().code(host.address()).code(), "cabinet");
  }

  @Test
  void aNewcomerWaitsUntilAnotherMemberAcceptedItAndTheCodeMayBeOver() {
    Joining joining = ofAPracticeOfTwo();
    String digits = joining.knock();
    try (Session steward = host.session("moreau")) {
      assertThat(host.desk().confirm(steward, digits).state()).isEqualTo("asked");
      world.pass(PairingDesk.GOOD.multipliedBy(2));
      assertThat(joining.ask()).isEmpty();
      assertThat(host.here().roster().replicas()).hasSize(1);
    }
    try (Session petit = host.session("petit")) {
      Replicas.second(petit, host.vault().keyring().admissions().getLast().id());
    }
    assertThat(host.desk().state().state()).isEqualTo("asked");
    host.session("moreau").close(); // certifies it

    assertThat(joining.ask()).isPresent();
    assertThat(host.desk().state().state()).isEqualTo("confirmed");
  }

  @Test
  void aNewcomerThatIsRefusedIsToldSoOnBothScreens() {
    Joining joining = ofAPracticeOfTwo();
    String digits = joining.knock();
    try (Session steward = host.session("moreau")) {
      host.desk().confirm(steward, digits);
      Replicas.refuse(steward, host.vault().keyring().admissions().getFirst().id());

      assertThat(host.desk().state().state()).isEqualTo("refused");
      assertThatThrownBy(joining::ask)
          .isInstanceOfSatisfying(
              PairingRefused.class, e -> assertThat(e.why()).isEqualTo(Why.EXPIRED));
    }
  }

  @Test
  void aNewcomerIsFullOnceTheStewardSigned() {
    office.join(host, "cabinet");

    World.awaitEqual(host, office);
    assertThat(office.vault().keyring().profile().orElseThrow().name())
        .isEqualTo("Cabinet des Tilleuls");
    World.await("the host sees it", () -> host.continuity().reachable(office.custody.replica()));
  }
}

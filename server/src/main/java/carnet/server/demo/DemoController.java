package carnet.server.demo;

import carnet.server.Fields;
import carnet.server.Platform;
import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.server.unlock.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The demonstration's one-use links. It is not there in any other mode, and answers this machine only. */
@RestController
@ConditionalOnBean(Accounts.class)
final class DemoController {

  record Link(@Nullable String code) {}

  record WayIn(String login, String name, String passphrase, String code) {}

  private final Accounts accounts;
  private final House house;
  private final Platform platform;

  DemoController(Accounts accounts, House house, Platform platform) {
    this.accounts = accounts;
    this.house = house;
    this.platform = platform;
  }

  /** Enrols the browser that asks, and tells it what to sign in with: nothing here is a secret. */
  @PostMapping("/api/demo/enrolments")
  WayIn enrol(@RequestBody Link asked, Caller caller) {
    if (!house.demo() || !caller.network().equals("loopback")) {
      throw Problem.notFound();
    }
    String code = Fields.text(asked.code(), "/code");
    Account account =
        platform
            .run(() -> accounts.enrol(code, caller.device()))
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "/code",
                        "Ce lien a déjà servi : relancez la démonstration pour en avoir un autre.",
                        "This link has served: start the demonstration again for another."));
    return new WayIn(
        account.login(), account.name(), account.passphrase(), account.code(house.clock().now()));
  }
}

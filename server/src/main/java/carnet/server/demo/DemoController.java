package carnet.server.demo;

import carnet.server.Fields;
import carnet.server.Platform;
import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.server.unlock.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The demonstration's links over HTTP. Under any other command than {@code demo}, and from any
 * other machine, there is nothing here.
 */
@RestController
final class DemoController {

  record Link(@Nullable String code) {}

  record WaysIn(List<Links.WayIn> members) {}

  private final ObjectProvider<Links> links;
  private final House house;
  private final Platform platform;

  DemoController(ObjectProvider<Links> links, House house, Platform platform) {
    this.links = links;
    this.house = house;
    this.platform = platform;
  }

  /** Enrols the browser that asks, and tells it what to sign in with. */
  @PostMapping("/api/demo/enrolments")
  WaysIn enrol(@RequestBody Link asked, Caller caller) {
    Links here = here(caller);
    String code = Fields.text(asked.code(), "/code");
    return platform
        .run(() -> here.use(code, caller.device()))
        .map(WaysIn::new)
        .orElseThrow(() ->
            Problem.invalid(
                "/code",
                "Ce lien a déjà servi : relancez la démonstration pour en avoir un autre.",
                "This link has served: start the demonstration again for another."));
  }

  /** The codes of now, for a browser that a link let in. */
  @GetMapping("/api/demo/codes")
  WaysIn codes(Caller caller) {
    return new WaysIn(here(caller).waysIn(caller.device()));
  }

  private Links here(Caller caller) {
    Links here = links.getIfAvailable();
    if (here == null || !house.demo() || !caller.network().equals("loopback")) {
      throw Problem.notFound();
    }
    return here;
  }
}

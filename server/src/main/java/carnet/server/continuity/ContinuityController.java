package carnet.server.continuity;

import carnet.server.unlock.SignedIn;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The readiness page: what would happen if this server were cut now. */
@RestController
final class ContinuityController {
  private final Running running;

  ContinuityController(Running running) {
    this.running = running;
  }

  @GetMapping("/api/continuity")
  Readiness readiness(SignedIn by) {
    by.practice(); // whoever is signed in may see it
    return running.continuity().readiness();
  }
}

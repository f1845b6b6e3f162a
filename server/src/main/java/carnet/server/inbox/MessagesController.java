package carnet.server.inbox;

import carnet.server.Problems;
import carnet.server.unlock.SignedIn;
import carnet.vault.Traced;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/messages}. */
@RestController
final class MessagesController {

  private final Messages messages;

  MessagesController(Messages messages) {
    this.messages = messages;
  }

  @GetMapping("/api/messages")
  Traced<List<Messages.Message>> all(SignedIn who) {
    return Problems.granted(messages.of(who.session()));
  }

  @PostMapping("/api/messages")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, String> send(SignedIn who, @RequestBody Messages.New message) {
    return Map.of("id", messages.send(who.session(), message));
  }

  @PostMapping("/api/messages/{id}/done")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void done(SignedIn who, @PathVariable String id) {
    messages.done(who.session(), id);
  }
}

package carnet.server.continuity;

import carnet.journal.Bytes;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.continuity.pairing.Joining;
import carnet.server.continuity.pairing.PairingCode;
import carnet.server.continuity.pairing.PairingDesk;
import carnet.server.continuity.pairing.PairingRefused;
import carnet.server.practice.Code;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SignedIn;
import carnet.vault.Replicas;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes a server into the practice: the steward's side, the newcomer's, and the mailbox between.
 */
@RestController
final class PairingController {
  private static final int MOST_BYTES = 16 << 10;

  record Join(@Nullable String code, @Nullable String name) {}

  record Digits(String digits) {}

  record Confirm(@Nullable String digits, @Nullable String code) {}

  private final Running running;
  private final Newcomer newcomer;
  private final Entrance entrance;

  PairingController(Running running, Newcomer newcomer, Entrance entrance) {
    this.running = running;
    this.newcomer = newcomer;
    this.entrance = entrance;
  }

  @PostMapping("/api/pairing/code")
  PairingDesk.Issued code(
      @RequestBody Code given, SignedIn by, Caller caller, HttpServletRequest request) {
    Replicas.requireMayAsk(by.session());
    entrance.confirm(by, Fields.text(given.code(), "/code"), caller);
    List<String> addresses = by.house().settings().addresses();
    String asked = request.getRequestURL().toString();
    String here = asked.substring(0, asked.length() - request.getRequestURI().length());
    return running.desk().code(addresses.isEmpty() ? here : addresses.getFirst());
  }

  @PostMapping("/api/pairing/join")
  Digits join(@RequestBody Join asked, Caller caller) {
    String code = Fields.text(asked.code(), "/code");
    String name = Fields.text(asked.name(), "/name", 60);
    return refusals(() -> new Digits(newcomer.join(PairingCode.parse(code, ""), name)));
  }

  @GetMapping("/api/pairing")
  PairingDesk.State state(SignedIn by) {
    return running.desk().state();
  }

  @PostMapping("/api/pairing/confirm")
  PairingDesk.State confirm(@RequestBody Confirm asked, SignedIn by, Caller caller) {
    String digits = Fields.text(asked.digits(), "/digits", 20);
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    return refusals(() -> running.desk().confirm(by.session(), digits));
  }

  @PostMapping(Joining.MAILBOX + "{id}")
  ResponseEntity<byte[]> knock(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    Bytes body = Bytes.adopt(request.getInputStream().readNBytes(MOST_BYTES));
    return answer(() -> Optional.of(running.desk().hello(mailbox(id), body)));
  }

  @GetMapping(Joining.MAILBOX + "{id}")
  ResponseEntity<byte[]> ask(@PathVariable String id) {
    return answer(() -> running.desk().answer(mailbox(id)));
  }

  private static Bytes mailbox(String id) {
    if (!id.matches("[0-9a-f]{32}")) {
      throw new PairingRefused(PairingRefused.Why.UNKNOWN);
    }
    return Bytes.fromHex(id);
  }

  private static ResponseEntity<byte[]> answer(Supplier<Optional<Bytes>> asked) {
    try {
      Optional<Bytes> answer = asked.get();
      return answer.isEmpty()
          ? ResponseEntity.noContent().build()
          : ResponseEntity.ok()
              .contentType(MediaType.APPLICATION_OCTET_STREAM)
              .body(answer.get().toArray());
    } catch (PairingRefused refused) {
      return ResponseEntity.status(PairingRefused.status(refused.why())).build();
    }
  }

  private static <T> T refusals(Supplier<T> asked) {
    try {
      return asked.get();
    } catch (PairingRefused refused) {
      throw problem(refused.why());
    }
  }

  private static Problem problem(PairingRefused.Why why) {
    return switch (why) {
      case UNKNOWN -> Problem.invalid("/code", "Ce code n’est pas connu.", "This code is unknown.");
      case EXPIRED ->
          Problem.invalid(
              "/code",
              "Ce code a plus de dix minutes : demandez-en un autre.",
              "This code is older than ten minutes: ask for another.");
      case USED ->
          Problem.invalid(
              "/code",
              "Un autre serveur s’est servi de ce code : demandez-en un autre.",
              "Another server used this code: ask for another.");
      case DIGITS ->
          Problem.invalid(
              "/digits",
              "Ce ne sont pas les chiffres de l’autre écran : rien n’a été signé.",
              "These are not the digits of the other screen: nothing was signed.");
      case CHANGED ->
          Problem.of(
              "conflict",
              HttpStatus.CONFLICT,
              "L’échange a été altéré en route : recommencez avec un autre code.",
              "The exchange was changed on the way: begin again with another code.");
      case NOBODY ->
          Problem.conflict(
              "Aucun serveur n’attend d’être admis.", "No server waits to be taken in.");
    };
  }
}

package carnet.server.unlock;

import carnet.journal.Bytes;
import carnet.server.Fields;
import carnet.server.Problem;
import carnet.vault.crypto.Secret;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The session over HTTP: sign in, renew, lock, return, step up, leave. */
@RestController
final class SessionController {

  private static final int LONGEST_PASSPHRASE = 1000;

  record SignIn(@Nullable String login, @Nullable String passphrase, @Nullable String code) {}

  record Renewal(@Nullable String renewal, @Nullable String attempt) {}

  record Renewed(String token, String renewal, long expiresIn) {}

  record Return(
      @Nullable String code,
      @Nullable String returnKey,
      @Nullable JsonNode credential,
      @Nullable String prf) {}

  record Factor(@Nullable String code, @Nullable JsonNode credential) {}

  private final Entrance entrance;
  private final Unlocked unlocked;
  private final Passkeys passkeys;

  SessionController(Entrance entrance, Unlocked unlocked, Passkeys passkeys) {
    this.entrance = entrance;
    this.unlocked = unlocked;
    this.passkeys = passkeys;
  }

  @PostMapping("/api/sign-in")
  SessionAnswer signIn(@RequestBody SignIn asked, Caller caller) {
    return entrance.byPassphrase(
        Fields.text(asked.login(), "/login"),
        Fields.text(asked.passphrase(), "/passphrase", LONGEST_PASSPHRASE).toCharArray(),
        Fields.text(asked.code(), "/code"),
        caller);
  }

  @PostMapping("/api/session/renew")
  Renewed renew(@RequestBody Renewal asked, Caller caller) {
    String attempt = asked.attempt() == null ? null : Fields.id(asked.attempt(), "/attempt");
    Visit.Renewed next = unlocked.renew(Fields.text(asked.renewal(), "/renewal"), attempt, caller);
    return new Renewed(next.token(), next.renewal(), Unlocked.TOKEN.toSeconds());
  }

  @PostMapping("/api/session/lock")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void lock(Visit visit) {
    unlocked.lock(visit);
  }

  @PostMapping("/api/session/return")
  SessionAnswer comeBack(@RequestBody Return asked, Visit visit, Caller caller) {
    if (asked.credential() != null) {
      Bytes credential = passkeys.verified(asked.credential(), caller);
      try (Secret prf = secret(asked.prf(), "/prf")) {
        return entrance.backByPasskey(visit, credential, prf, caller);
      }
    }
    try (Secret key = secret(asked.returnKey(), "/returnKey")) {
      return entrance.back(visit, key, Fields.text(asked.code(), "/code"), caller);
    }
  }

  @PostMapping("/api/session/step-up")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void stepUp(@RequestBody Factor asked, SignedIn by, Caller caller) {
    if (asked.credential() != null) {
      Bytes credential = passkeys.verified(asked.credential(), caller);
      if (!by.house().unlock().confirmByPasskey(by.session(), credential)) {
        throw Entrance.factorWrong();
      }
    } else {
      entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    }
  }

  @GetMapping("/api/session")
  SessionAnswer session(SignedIn by) {
    return SessionAnswer.of(by);
  }

  @DeleteMapping("/api/session")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void leave(Visit visit) {
    unlocked.end(visit, Ended.LEFT);
  }

  static Secret secret(@Nullable String base64url, String pointer) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(Fields.text(base64url, pointer));
      if (bytes.length == 32) {
        return Secret.owning(bytes);
      }
    } catch (IllegalArgumentException notBase64) {
      throw Problem.invalid(pointer, "Cette clé est mal formée.", "This key is malformed.");
    }
    throw Problem.invalid(pointer, "Cette clé est mal formée.", "This key is malformed.");
  }
}

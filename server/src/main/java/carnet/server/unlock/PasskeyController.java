package carnet.server.unlock;

import carnet.journal.Bytes;
import carnet.server.Fields;
import carnet.server.practice.House;
import carnet.vault.Devices;
import carnet.vault.Door;
import carnet.vault.crypto.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Passkeys over HTTP: sign in with one, add one. Options are WebAuthn's own JSON. */
@RestController
final class PasskeyController {

  record Whose(@Nullable String login) {}

  record Options(Map<String, Object> options) {}

  record SignIn(@Nullable JsonNode credential, @Nullable String prf) {}

  record NewPasskey(
      @Nullable JsonNode credential,
      @Nullable String prf,
      @Nullable String label,
      @Nullable String code) {}

  private final House house;
  private final Entrance entrance;
  private final Passkeys passkeys;

  PasskeyController(House house, Entrance entrance, Passkeys passkeys) {
    this.house = house;
    this.entrance = entrance;
    this.passkeys = passkeys;
  }

  /**
   * Names no credential to who is not on a device of that login: it would tell whether the login
   * exists.
   */
  @PostMapping("/api/sign-in/passkey/options")
  Options signInOptions(@RequestBody Whose asked, Caller caller) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("challenge", Passkeys.base64url(passkeys.challenge(caller)));
    options.put("rpId", house.settings().relyingParty());
    options.put("userVerification", "required");
    options.put("timeout", 120_000);
    String login = asked.login();
    List<Map<String, Object>> allowed =
        login == null
            ? List.of()
            : Devices.memberOf(house.vault(), login)
                .filter(member -> house.unlock().enrolled(member, caller.device()))
                .map(member -> descriptors(Devices.passkeys(house.vault(), member)))
                .orElse(List.of());
    options.put("allowCredentials", allowed);
    options.put("extensions", prf());
    return new Options(options);
  }

  @PostMapping("/api/sign-in/passkey")
  SessionAnswer signIn(@RequestBody SignIn asked, Caller caller) {
    Bytes credential = passkeys.verified(Fields.present(asked.credential(), "/credential"), caller);
    if (asked.prf() == null) {
      throw Entrance.factorWrong()
          .wayOut(
              "Cette clé d’accès n’ouvre pas seule : utilisez la phrase et un code.",
              "This passkey does not open by itself: use the passphrase and a code.");
    }
    try (Secret prf = SessionController.secret(asked.prf(), "/prf")) {
      return entrance.byPasskey(credential, prf, caller);
    }
  }

  @PostMapping("/api/passkeys/options")
  Options newOptions(SignedIn by, Caller caller) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(
        "rp",
        Map.of("id", house.settings().relyingParty(), "name", "Carnet, " + house.practiceName()));
    options.put(
        "user",
        Map.of(
            "id", Passkeys.base64url(by.member().value().toArray()),
            "name", by.login(),
            "displayName", by.session().member().name()));
    options.put("challenge", Passkeys.base64url(passkeys.challenge(caller)));
    options.put(
        "pubKeyCredParams",
        List.of(
            Map.of("type", "public-key", "alg", -7),
            Map.of("type", "public-key", "alg", -8),
            Map.of("type", "public-key", "alg", -257)));
    options.put(
        "authenticatorSelection",
        Map.of(
            "residentKey", "required", "requireResidentKey", true, "userVerification", "required"));
    options.put("attestation", "none");
    options.put("timeout", 120_000);
    options.put("excludeCredentials", descriptors(Devices.passkeys(house.vault(), by.member())));
    options.put("extensions", prf());
    return new Options(options);
  }

  @PostMapping("/api/passkeys")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void add(@RequestBody NewPasskey asked, SignedIn by, Caller caller) {
    String label = Fields.text(asked.label(), "/label");
    String code = Fields.text(asked.code(), "/code");
    Passkeys.Made made = passkeys.made(Fields.present(asked.credential(), "/credential"), caller);
    entrance.confirm(by, code, caller);
    Bytes salt = passkeys.prfSalt();
    if (asked.prf() == null) {
      Devices.addPasskey(by.session(), made.credential(), made.attested(), label, salt, null);
    } else {
      try (Secret prf = SessionController.secret(asked.prf(), "/prf")) {
        Devices.addPasskey(by.session(), made.credential(), made.attested(), label, salt, prf);
      }
    }
  }

  private Map<String, Object> prf() {
    return Map.of(
        "prf", Map.of("eval", Map.of("first", Passkeys.base64url(passkeys.prfSalt().toArray()))));
  }

  private static List<Map<String, Object>> descriptors(List<Door.Passkey> found) {
    return found.stream()
        .map(each ->
            Map.<String, Object>of(
                "type", "public-key", "id", Passkeys.base64url(each.credential().toArray())))
        .toList();
  }
}

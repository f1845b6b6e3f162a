package carnet.server.practice;

import carnet.server.Fields;
import carnet.server.Platform;
import carnet.server.Problem;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SessionAnswer;
import carnet.server.unlock.SignedIn;
import carnet.server.unlock.Unlocked;
import carnet.vault.Compartment;
import carnet.vault.Devices;
import carnet.vault.Enrolment;
import carnet.vault.Invitations;
import carnet.vault.Keyring;
import carnet.vault.Kit;
import carnet.vault.MemberId;
import carnet.vault.NotAllowed;
import carnet.vault.Returns;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * A member who lost her device, her passphrase or her codes comes back: by a steward and a second
 * person, or by the kit.
 */
@RestController
final class ReturnController {

  record Offered(String id, String login, String code, Instant expires) {}

  record Seconded(String member, List<String> waitsFor) {}

  record ByKit(@Nullable List<String> kit, @Nullable String login, @Nullable String passphrase) {}

  /** The invitation's code, and the kit once more, for what only it can give. */
  private record WithKit(String code, Kit kit) {}

  private final House house;
  private final Platform platform;
  private final Entrance entrance;
  private final Unlocked unlocked;
  private final KitSheet sheet;
  private final Drafts<Joining<WithKit>> drafts;

  ReturnController(
      House house, Platform platform, Entrance entrance, Unlocked unlocked, Caretaker caretaker) {
    this.house = house;
    this.platform = platform;
    this.entrance = entrance;
    this.unlocked = unlocked;
    this.sheet = new KitSheet(house);
    this.drafts = new Drafts<>(house.settings().clock(), caretaker, ReturnController::wipe);
  }

  private static void wipe(Joining<WithKit> dropped) {
    dropped.wipe();
    dropped.what().kit().close();
  }

  @PostMapping("/api/members/{id}/return")
  Offered offer(@PathVariable String id, @RequestBody Code asked, SignedIn by, Caller caller) {
    MemberId who = MemberId.fromHex(Fields.id(id, ""));
    if (house.vault().keyring().member(who).isEmpty()) {
      throw Problem.notFound();
    }
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    Invitations.Invited invited = Returns.offer(by.session(), who);
    String login = Devices.loginOf(house.vault(), who).orElse("");
    return new Offered(invited.id(), login, invited.code(), invited.expires());
  }

  @PostMapping("/api/returns/{id}/second")
  Seconded second(@PathVariable String id, @RequestBody Code asked, SignedIn by, Caller caller) {
    var which = MembersController.entry(id);
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    Keyring.Return back = Returns.second(by.session(), which);
    unlocked.give();
    return new Seconded(
        back.member().hex(),
        Invitations.due(house.vault()).getOrDefault(back.member(), Set.of()).stream()
            .map(Compartment::wire)
            .sorted()
            .toList());
  }

  /** The words of the kit, and new factors: for who is alone, or the last who holds a key. */
  @PostMapping("/api/returns/kit")
  FoundController.Draft byKit(@RequestBody ByKit asked, Caller caller) {
    String login = FoundController.login(asked.login());
    entrance.requireFewTries(caller);
    char[] passphrase =
        Joining.passphrase(Fields.text(asked.passphrase(), "/passphrase", 1000), login);
    Optional<Joining<WithKit>> begun = Optional.empty();
    try {
      begun = begin(sheet.read(asked.kit()), login, passphrase, caller);
    } finally {
      if (begun.isEmpty()) {
        Arrays.fill(passphrase, '\0');
      }
    }
    Joining<WithKit> joining =
        begun.orElseThrow(() -> {
          entrance.wrongTry(caller);
          return unknown();
        });
    String id = unlocked.newId();
    drafts.keep(id, caller.device(), joining);
    return new FoundController.Draft(TotpShown.of(joining.person(), house.practiceName()), id);
  }

  /**
   * Empty where the kit is not of this practice; the kit is kept with what was begun, or closed.
   */
  private Optional<Joining<WithKit>> begin(
      Kit kit, String login, char[] passphrase, Caller caller) {
    Optional<Joining<WithKit>> begun = Optional.empty();
    try {
      MemberId who = Devices.memberOf(house.vault(), login).orElseThrow(ReturnController::unknown);
      Invitations.Invited invited = platform.run(() -> Returns.offer(house.vault(), kit, who));
      Enrolment person =
          Invitations.begin(
                  house.vault(),
                  invited.code(),
                  new Enrolment.Device(caller.device(), "Premier appareil"),
                  passphrase.clone())
              .orElseThrow(ReturnController::unknown);
      begun = Optional.of(new Joining<>(person, passphrase, new WithKit(invited.code(), kit)));
    } catch (NotAllowed wrong) {
      return Optional.empty();
    } finally {
      if (begun.isEmpty()) {
        kit.close();
      }
    }
    return begun;
  }

  @PostMapping("/api/returns/kit/confirm")
  SessionAnswer confirm(@RequestBody FoundController.Confirm asked, Caller caller) {
    Joining<WithKit> mine = Joining.proved(drafts, asked, caller, house);
    String code = Fields.text(asked.code(), "/code");
    try {
      platform.run(() -> {
        Invitations.accept(
            house.vault(), mine.what().code(), mine.person(), house.settings().cost());
        Returns.give(house.vault(), mine.what().kit());
        return true;
      });
      return entrance.byPassphrase(mine.person().person().login(), mine.passphrase(), code, caller);
    } finally {
      wipe(mine);
    }
  }

  /** Says neither whether the login exists nor whether the kit is of this practice. */
  private static Problem unknown() {
    return Problem.invalid(
        "/kit",
        "Ce kit et cet identifiant ne vont pas ensemble.",
        "This kit and this login do not belong together.");
  }

  /** She did her part; another must do his. */
  static Problem waits() {
    return Problem.of(
            "return-waits",
            HttpStatus.CONFLICT,
            "Vos nouveaux facteurs sont enregistrés ; une seconde personne du cabinet doit confirmer votre retour.",
            "Your new factors are kept; a second person of the practice must confirm your return.")
        .wayOut(
            "Demandez à un collègue de confirmer dans Membres, puis connectez-vous avec ces nouveaux facteurs.",
            "Ask a colleague to confirm it under Members, then sign in with these new factors.");
  }
}

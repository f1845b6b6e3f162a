package carnet.server.practice;

import carnet.server.Fields;
import carnet.server.Platform;
import carnet.server.Problem;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SessionAnswer;
import carnet.vault.Enrolment;
import carnet.vault.Kit;
import carnet.vault.PracticeProfile;
import carnet.vault.Role;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Founds the practice in two steps: who and what, then a code that shows that the seed was kept.
 * Ends with the kit, once.
 */
@RestController
final class FoundController {

  static final Set<String> PROFESSIONS = Set.of("gp", "specialist", "nurse", "midwife");

  record Profile(
      @Nullable String name,
      @Nullable String address,
      @Nullable String phone,
      @Nullable String email) {}

  record Founder(
      @Nullable String family,
      @Nullable String given,
      @Nullable String profession,
      @Nullable String rpps) {}

  record Found(
      @Nullable Profile practice,
      @Nullable Founder founder,
      @Nullable String login,
      @Nullable String passphrase,
      @Nullable String replicaName) {}

  record Draft(TotpShown totp, String draft) {}

  record Confirm(@Nullable String draft, @Nullable String code) {}

  private record Plan(PracticeProfile profile, String replicaName) {}

  private final House house;
  private final Platform platform;
  private final Entrance entrance;
  private final KitSheet sheet;
  private final Drafts<Joining<Plan>> drafts;

  FoundController(House house, Platform platform, Entrance entrance, Caretaker caretaker) {
    this.house = house;
    this.platform = platform;
    this.entrance = entrance;
    this.sheet = new KitSheet(house);
    this.drafts = new Drafts<>(house.settings().clock(), caretaker, Joining::wipe);
  }

  @PostMapping("/api/found")
  Draft found(@RequestBody Found asked, Caller caller) {
    requireNone();
    Profile profile = Fields.present(asked.practice(), "/practice");
    Founder founder = Fields.present(asked.founder(), "/founder");
    String login = login(asked.login());
    Plan plan =
        new Plan(
            new PracticeProfile(
                Fields.text(profile.name(), "/practice/name"),
                Fields.optional(profile.address(), "/practice/address"),
                Fields.optional(profile.phone(), "/practice/phone"),
                Fields.optional(profile.email(), "/practice/email")),
            asked.replicaName() == null || asked.replicaName().isBlank()
                ? house.settings().replicaName()
                : Fields.text(asked.replicaName(), "/replicaName", 60));
    String profession = Fields.text(founder.profession(), "/founder/profession");
    if (!PROFESSIONS.contains(profession)) {
      throw Problem.invalid(
          "/founder/profession",
          "Un soignant ouvre le cabinet.",
          "A clinician founds the practice.");
    }
    char[] passphrase =
        Joining.passphrase(Fields.text(asked.passphrase(), "/passphrase", 1000), login);
    Enrolment person =
        Enrolment.of(
            new Enrolment.Person(
                Fields.text(founder.family(), "/founder/family"),
                Fields.text(founder.given(), "/founder/given"),
                Joining.rpps(founder.rpps(), "/founder/rpps"),
                Role.CLINICIAN,
                profession,
                true,
                login),
            new Enrolment.Device(caller.device(), "Premier appareil"),
            passphrase.clone(),
            house.random());
    String id = id();
    drafts.keep(id, caller.device(), new Joining<>(person, passphrase, plan));
    return new Draft(TotpShown.of(person, plan.profile().name()), id);
  }

  @PostMapping("/api/found/confirm")
  SessionAnswer confirm(@RequestBody Confirm asked, Caller caller) {
    requireNone();
    Joining<Plan> mine = Joining.proved(drafts, asked, caller, house);
    String code = Fields.text(asked.code(), "/code");
    try {
      KitSheet.Shown kit = platform.run(() -> found(mine));
      return entrance
          .byPassphrase(mine.person().person().login(), mine.passphrase(), code, caller)
          .withKit(kit);
    } finally {
      mine.wipe();
    }
  }

  /** Both in one task: a practice whose kit could not be printed would have none. */
  private KitSheet.Shown found(Joining<Plan> by) {
    try (Kit kit = house.found(by.what().profile(), by.person(), by.what().replicaName())) {
      return sheet.print(kit);
    }
  }

  private void requireNone() {
    if (house.founded()) {
      throw Problem.conflict(
          "Un cabinet existe déjà sur ce serveur.", "A practice exists on this server already.");
    }
  }

  private String id() {
    byte[] bytes = new byte[16];
    house.random().nextBytes(bytes);
    return carnet.journal.Bytes.of(bytes).hex();
  }

  static String login(@Nullable String given) {
    String login = Fields.text(given, "/login", 60).toLowerCase(Locale.ROOT);
    if (!login.matches("[a-z0-9][a-z0-9._-]+")) {
      throw Problem.invalid(
          "/login",
          "Lettres sans accent, chiffres, point et tiret.",
          "Letters without accents, digits, dot and hyphen.");
    }
    return login;
  }
}

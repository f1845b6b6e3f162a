package carnet.server.practice;

import carnet.server.Fields;
import carnet.server.Platform;
import carnet.server.Problem;
import carnet.server.paper.Invitation;
import carnet.server.paper.Paper;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SessionAnswer;
import carnet.server.unlock.SignedIn;
import carnet.server.unlock.Unlocked;
import carnet.vault.Enrolment;
import carnet.vault.Invitations;
import carnet.vault.Member;
import carnet.vault.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A steward invites; the invited accepts with her code, in two steps. */
@RestController
final class InvitationController {

  /**
   * @param role decides which keys it is given
   * @param name as the sheet says it
   */
  private record Profession(Role role, String name) {}

  private static final Map<String, Profession> PROFESSIONS =
      Map.of(
          "gp", new Profession(Role.CLINICIAN, "médecin généraliste"),
          "specialist", new Profession(Role.CLINICIAN, "médecin spécialiste"),
          "nurse", new Profession(Role.CLINICIAN, "infirmière, infirmier"),
          "midwife", new Profession(Role.CLINICIAN, "sage-femme"),
          "secretary", new Profession(Role.SECRETARY, "secrétariat"),
          "delegate", new Profession(Role.DELEGATE, "délégué à la sécurité"));

  record Invite(
      @Nullable String family,
      @Nullable String given,
      @Nullable String role,
      @Nullable String profession,
      @Nullable String login,
      @Nullable String rpps,
      @Nullable Boolean steward,
      @Nullable String code) {}

  /**
   * @param pdf the sheet to hand over, in base64
   */
  record Invited(String id, String code, Instant expires, String pdf) {}

  record Accept(@Nullable String code, @Nullable String login, @Nullable String passphrase) {}

  private final House house;
  private final Platform platform;
  private final Entrance entrance;
  private final Unlocked unlocked;
  private final Paper paper = new Paper();
  private final Drafts<Joining<String>> drafts;

  InvitationController(
      House house, Platform platform, Entrance entrance, Unlocked unlocked, Caretaker caretaker) {
    this.house = house;
    this.platform = platform;
    this.entrance = entrance;
    this.unlocked = unlocked;
    this.drafts = new Drafts<>(house.settings().clock(), caretaker, Joining::wipe);
  }

  @PostMapping("/api/invitations")
  Invited invite(
      @RequestBody Invite asked, SignedIn by, Caller caller, HttpServletRequest request) {
    String profession = Fields.text(asked.profession(), "/profession");
    Profession known = PROFESSIONS.get(profession);
    if (known == null) {
      throw Problem.invalid(
          "/profession", "Cette profession n’est pas connue.", "Unknown profession.");
    }
    if (asked.role() != null && !asked.role().equals(known.role().wire())) {
      throw Problem.invalid(
          "/role",
          "Ce rôle n’est pas celui de la profession.",
          "That is not this profession's role.");
    }
    Enrolment.Person person =
        new Enrolment.Person(
            Fields.text(asked.family(), "/family"),
            Fields.text(asked.given(), "/given"),
            Joining.rpps(asked.rpps(), "/rpps"),
            known.role(),
            profession,
            Boolean.TRUE.equals(asked.steward()),
            FoundController.login(asked.login()));
    entrance.confirm(by, Fields.text(asked.code(), "/code"), caller);
    Invitations.Invited invited = Invitations.invite(by.session(), person);
    Invitation sheet =
        sheet(person, known.name(), invited, by.session().member(), address(request));
    byte[] pdf = platform.run(() -> paper.invitation(sheet));
    return new Invited(
        invited.id(), invited.code(), invited.expires(), Base64.getEncoder().encodeToString(pdf));
  }

  private Invitation sheet(
      Enrolment.Person person,
      String role,
      Invitations.Invited invited,
      Member by,
      String address) {
    return new Invitation(
        house.practiceName(),
        person.name(),
        role,
        person.login(),
        invited.code(),
        address,
        by.name(),
        LocalDate.ofInstant(house.clock().now(), House.ZONE),
        LocalDateTime.ofInstant(invited.expires(), House.ZONE),
        house.demo());
  }

  /** The address that others reach; where none was told, the one in use. */
  private String address(HttpServletRequest request) {
    return house.settings().addresses().stream()
        .findFirst()
        .orElseGet(() -> request.getScheme() + "://" + request.getHeader("Host"));
  }

  @PostMapping("/api/invitations/accept")
  FoundController.Draft accept(@RequestBody Accept asked, Caller caller) {
    String code = Fields.text(asked.code(), "/code");
    String login = FoundController.login(asked.login());
    char[] passphrase =
        Joining.passphrase(Fields.text(asked.passphrase(), "/passphrase", 1000), login);
    Enrolment person =
        Invitations.begin(
                house.vault(),
                code,
                new Enrolment.Device(caller.device(), "Premier appareil"),
                passphrase.clone())
            .filter(found -> found.person().login().equalsIgnoreCase(login))
            .orElseThrow(() ->
                Problem.invalid(
                    "/code",
                    "Cette invitation n’est pas connue, a expiré, ou n’est pas à cet identifiant.",
                    "This invitation is unknown, expired, or not for this login."));
    String id = unlocked.newId();
    drafts.keep(id, caller.device(), new Joining<>(person, passphrase, code));
    return new FoundController.Draft(TotpShown.of(person, house.practiceName()), id);
  }

  @PostMapping("/api/invitations/confirm")
  SessionAnswer confirm(@RequestBody FoundController.Confirm asked, Caller caller) {
    Joining<String> mine = Joining.proved(drafts, asked, caller, house);
    String code = Fields.text(asked.code(), "/code");
    try {
      boolean member =
          platform.run(() ->
              Invitations.accept(
                  house.vault(), mine.what(), mine.person(), house.settings().cost()));
      if (!member) {
        throw ReturnController.waits();
      }
      unlocked.give();
      return entrance.byPassphrase(mine.person().person().login(), mine.passphrase(), code, caller);
    } finally {
      mine.wipe();
    }
  }
}

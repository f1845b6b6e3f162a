package carnet.server;

import carnet.vault.NotAllowed;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** The rules of the vault that forbid an act, in words. */
final class Rules {

  private record Words(String french, String english) {}

  private static final Map<String, Words> WORDS =
      Map.ofEntries(
          rule("invite.not-steward", "Seul un responsable invite.", "Only a steward invites."),
          rule("invite.login-taken", "Cet identifiant est déjà pris.", "This login is taken."),
          rule(
              "invitation.unknown",
              "Cette invitation n’est pas connue ou a expiré.",
              "This invitation is unknown or expired."),
          rule(
              "replica.not-steward",
              "Seul un responsable admet un serveur.",
              "Only a steward takes a server in."),
          rule("departure.unknown-member", "Ce membre n’existe pas.", "There is no such member."),
          rule(
              "departure.not-steward",
              "Seul un responsable prononce un départ.",
              "Only a steward can pronounce a departure."),
          rule(
              "departure.of-steward-takes-two",
              "Le départ d’un responsable demande deux personnes.",
              "A steward's departure takes two persons."),
          rule("departure.already", "Ce membre est déjà parti.", "This member has left already."),
          rule(
              "departure.last-clinician",
              "Le dernier soignant ne peut pas partir : plus personne n’ouvrirait les dossiers.",
              "The last clinician cannot leave: nobody would open the records."),
          rule(
              "departure.one-a-day",
              "Une même personne ne prononce qu’un départ par jour.",
              "One person pronounces one departure a day."),
          rule("departure.unknown", "Ce départ n’existe pas.", "There is no such departure."),
          rule("departure.undone-already", "Ce départ est déjà annulé.", "It is undone already."),
          rule(
              "departure.undo-takes-another",
              "Une autre personne doit annuler ce départ.",
              "Another person must undo it."),
          rule(
              "departure.too-late",
              "Un départ ne s’annule que dans les 24 heures.",
              "A departure can be undone within 24 hours only."));

  private Rules() {}

  private static Map.Entry<String, Words> rule(String code, String french, String english) {
    return Map.entry(code, new Words(french, english));
  }

  static Problem problem(NotAllowed rule) {
    Words words =
        WORDS.getOrDefault(
            rule.code(),
            new Words("Les règles du cabinet ne le permettent pas.", "The rules do not allow it."));
    String field =
        switch (rule.code()) {
          case "invite.login-taken" -> "/login";
          case "invitation.unknown" -> "/code";
          default -> "";
        };
    Problem problem =
        field.isEmpty()
            ? Problem.of("conflict", HttpStatus.CONFLICT, words.french(), words.english())
            : Problem.invalid(field, words.french(), words.english());
    return problem.reason(rule.code(), words.french(), words.english());
  }
}

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
              "Seul un responsable admet ou retire un serveur.",
              "Only a steward takes a server in, or out."),
          rule(
              "replica.not-itself",
              "Un serveur ne se retire pas lui-même : faites-le depuis un autre.",
              "A server does not remove itself: do it from another."),
          rule(
              "replica.not-waiting",
              "Cette demande n’attend plus : le serveur est relié, ou elle a pris fin.",
              "This request waits no more: the server was taken in, or it is over."),
          rule(
              "replica.takes-another",
              "Un autre membre doit accepter ce serveur.",
              "Another member must accept this server."),
          rule(
              "replica.takes-a-member-of-a-day",
              "Qui relie, accepte ou retire un serveur est membre, avec les mêmes clés, depuis un jour.",
              "Who takes a server in, accepts or removes it has been a member, under the same keys, for a day."),
          rule(
              "replica.removed",
              "Ce serveur a été retiré : effacez ses données et ses clés, puis reliez-le comme un nouveau.",
              "This server was removed: delete its data and keys, then pair it as a new one."),
          rule(
              "replica.no-origin",
              "L’adresse de ce serveur n’en est pas une : http(s)://nom:port.",
              "The address of this server is none: http(s)://name:port."),
          rule("replica.unknown", "Ce serveur n’existe pas.", "There is no such server."),
          rule("departure.unknown-member", "Ce membre n’existe pas.", "There is no such member."),
          rule(
              "departure.not-steward",
              "Seul un responsable prononce un départ.",
              "Only a steward can pronounce a departure."),
          rule(
              "departure.second-takes-another",
              "Une autre personne doit confirmer ce départ.",
              "Another person must confirm this departure."),
          rule(
              "departure.not-waiting",
              "Ce départ n’attend pas de confirmation.",
              "This departure does not wait for a second person."),
          rule(
              "departure.not-undoable",
              "Ce départ n’a pas pris effet : il n’y a rien à annuler.",
              "This departure has not taken effect: there is nothing to undo."),
          rule(
              "kit.takes-a-member-of-a-day",
              "Les deux responsables doivent être membres depuis un jour.",
              "Both stewards must have been members for a day."),
          rule(
              "departure.takes-a-member-of-a-day",
              "Qui prononce, confirme ou annule un départ est membre, avec les mêmes clés, depuis un jour.",
              "Who pronounces, confirms or undoes a departure has been a member, under the same keys, for a day."),
          rule(
              "return.takes-a-member-of-a-day",
              "Qui fait revenir un membre, ou le confirme, est membre, avec les mêmes clés, depuis un jour.",
              "Who lets a member come back, or confirms it, has been a member, under the same keys, for a day."),
          rule(
              "departure.last-steward",
              "Le dernier responsable ne peut pas partir : nommez-en un autre d’abord.",
              "The last steward cannot leave: invite another first."),
          rule(
              "departure.void",
              "Une autre décision, prise au même moment, l’emporte sur ce départ.",
              "Another decision, made at the same time, overrides this departure."),
          rule(
              "authority.contested",
              "Votre propre départ est contesté : une troisième personne doit d’abord trancher.",
              "Your own departure is contested: a third person must decide first."),
          rule(
              "return.not-steward",
              "Seul un responsable fait revenir un membre.",
              "Only a steward lets a member come back."),
          rule(
              "return.takes-another",
              "Une autre personne doit confirmer, ou un jour doit passer.",
              "Another person must confirm, or a day must pass."),
          rule(
              "return.unknown-member",
              "Ce membre n’a pas de compte ouvert.",
              "This member has no open account."),
          rule("return.unknown", "Ce retour n’existe pas.", "There is no such return."),
          rule(
              "return.not-waiting",
              "Ce retour n’attend pas de confirmation.",
              "This return does not wait for a second person."),
          rule(
              "export.not-waiting",
              "Cette demande d’export n’attend plus.",
              "This request to export does not wait any more."),
          rule(
              "export.takes-another",
              "Un autre membre doit accepter cet export.",
              "Another member must accept this export."),
          rule(
              "export.takes-a-member-of-a-day",
              "Qui demande et qui accepte un export sont membres, avec les mêmes clés, depuis un jour.",
              "Who asks for an export and who accepts it have been members, under the same keys, for a day."),
          rule(
              "kit.not-the-present-one",
              "Ces mots ne sont pas ceux du kit actuel de ce cabinet.",
              "These words are not of the practice's present kit."),
          rule(
              "kit.not-steward",
              "Seuls deux responsables font un nouveau kit.",
              "Only two stewards make a new kit."),
          rule(
              "kit.takes-two",
              "Un nouveau kit demande deux personnes.",
              "A new kit takes two persons."),
          rule(
              "seal.too-many-persons",
              "Un message a au plus 254 destinataires.",
              "A message has at most 254 readers."),
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
          case "kit.not-the-present-one" -> "/kit";
          default -> "";
        };
    Problem problem =
        field.isEmpty()
            ? Problem.of("conflict", HttpStatus.CONFLICT, words.french(), words.english())
            : Problem.invalid(field, words.french(), words.english());
    return problem.reason(rule.code(), words.french(), words.english());
  }
}

package carnet.server.export;

import carnet.journal.EntryId;
import carnet.server.Problem;
import carnet.server.practice.House;
import carnet.vault.Exports;
import carnet.vault.Keyring;
import carnet.vault.Member;
import carnet.vault.Requests;
import carnet.vault.Session;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** Whether the whole practice may leave by this session now. */
final class Granted {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("dd/MM/yyyy, HH:mm", Locale.ROOT).withZone(House.ZONE);

  private Granted() {}

  /**
   * The request of hers that was granted.
   *
   * @throws Problem export-waits, with who may help
   */
  static Keyring.Request<Keyring.Records> request(House house, Session by) {
    Keyring.Request<Keyring.Records> asked = Exports.open(by).orElseThrow(Granted::notAsked);
    if (asked.state(house.clock().now()) == Keyring.Request.State.WAITING) {
      throw waits(asked.from(), Requests.mayAccept(house.vault(), asked));
    }
    return asked;
  }

  /**
   * While the records leave: whether it still is.
   *
   * @throws Problem export-waits, with what came of it
   */
  static void stillIs(Session by, EntryId request) {
    switch (Exports.stateOf(by, request)) {
      case GRANTED -> {}
      case REFUSED -> throw of("Un membre a refusé cet export.", "A member refused this export.");
      case VOID, WAITING ->
          throw of(
              "Cette demande d’export ne vaut plus.", "This request to export counts no more.");
      case OVER ->
          throw of(
              "Le jour accordé à cet export est passé.", "The day granted to this export is over.");
    }
  }

  private static Problem notAsked() {
    return of(
            "Sortir tous les dossiers se demande d’abord, et un autre membre l’accepte.",
            "Taking all records out is asked for first, and another member accepts it.")
        .wayOut(
            "La commande « carnet export » le demande ; la demande paraît dans Sécurité.",
            "The command 'carnet export' asks for it; the request shows under Sécurité.");
  }

  private static Problem waits(Instant aloneFrom, List<Member> mayAccept) {
    String at = MOMENT.format(aloneFrom);
    String names = mayAccept.stream().map(Member::name).collect(Collectors.joining(", "));
    Problem waits =
        of(
            "Votre demande d’export attend qu’un autre membre l’accepte.",
            "Your request to export waits for another member.");
    return names.isEmpty()
        ? waits.wayOut(
            "Nul autre n’est membre depuis un jour. Sans refus, l’export est accordé à partir du "
                + at
                + ".",
            "Nobody else has been a member for a day. Unless refused, it is granted from "
                + at
                + ".")
        : waits.wayOut(
            "Peuvent l’accepter, dans Sécurité : "
                + names
                + ". Sans refus, l’export est accordé à partir du "
                + at
                + ".",
            "Who may accept it, under Sécurité: "
                + names
                + ". Unless refused, it is granted from "
                + at
                + ".");
  }

  private static Problem of(String french, String english) {
    return Problem.of("export-waits", HttpStatus.CONFLICT, french, english);
  }
}

package carnet.sentinel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Explanations in French words, hours and dates with no-break spaces. */
final class Words {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("H'\u00A0h\u00A0'mm", Locale.FRENCH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d'\u00A0'MMMM uuuu", Locale.FRENCH);

  private Words() {}

  static Explanation of(Tie tie, Instant now, ZoneId zone) {
    ZonedDateTime at = tie.at().atZone(zone);
    boolean today = at.toLocalDate().equals(now.atZone(zone).toLocalDate());
    String day = at.format(DAY);
    String french =
        switch (tie.code()) {
          case "appointment" ->
              "rendez-vous "
                  + (today ? "de " + at.format(HOUR) : "du " + day + " à " + at.format(HOUR));
          case "arrival" -> "arrivée en salle d’attente à " + at.format(HOUR);
          case "round" -> "tournée prévue";
          case "own-entry" -> "écrit de ce compte du " + day;
          case "message" -> "message du " + day;
          case "document", "filing" -> "document reçu le " + day;
          case "grant" -> "accès accordé le " + day;
          case "recall" -> "liste de rappel du " + day;
          case "breakglass" -> "bris de glace, avec motif, du " + day;
          default -> "lien du " + day;
        };
    return new Explanation(tie.code().equals("document") ? "filing" : tie.code(), french);
  }
}

package carnet.server;

import java.util.List;
import java.util.Map;

/**
 * The codes of reasons, in words. Rooms that know more of a code's facts say more; here is what
 * stands alone.
 */
final class Reasons {

  private record Words(String french, String english) {}

  private static final Words OTHER = new Words("Accès inhabituel.", "Unusual access.");

  private static final Map<String, Words> KNOWN =
      Map.of(
          "enumeration",
              new Words(
                  "Beaucoup de dossiers ouverts l’un après l’autre, sans rendez-vous.",
                  "Many records opened one after another, without appointments."),
          "unexplained",
              new Words(
                  "Aucun rendez-vous, message ou document n’explique cet accès.",
                  "No appointment, message or document explains this access."),
          "new-device", new Words("Depuis un nouvel appareil.", "From a new device."),
          "new-place", new Words("Depuis un nouveau réseau.", "From a new network."),
          "hour", new Words("À une heure inhabituelle.", "At an unusual hour."));

  private Reasons() {}

  static List<Problem.Reason> inWords(List<Map<String, Object>> reasons) {
    return reasons.stream()
        .map(each -> {
          String code = String.valueOf(each.getOrDefault("code", "unusual"));
          Words words = KNOWN.getOrDefault(code, OTHER);
          return new Problem.Reason(code, words.french(), words.english());
        })
        .toList();
  }
}

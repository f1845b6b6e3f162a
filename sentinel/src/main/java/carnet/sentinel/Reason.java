package carnet.sentinel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why something was not simply allowed: a stable code, the evidence, and one plain sentence that
 * ends with the way out.
 *
 * @param code departed, dormant, enumeration, burst, unknownDevice, unknownNetwork, roleNeverReads,
 *     bulkExport, held, decided
 * @param facts texts and numbers only; never a patient
 */
public record Reason(String code, Map<String, Object> facts) {
  private static final String FREEZE_FR =
      "\u202F; un autre membre du cabinet peut rouvrir ce compte.";
  private static final String FREEZE_EN =
      "; another member of the practice can reopen this account.";
  private static final String STEP_FR = "\u202F; redonnez votre second facteur pour continuer.";
  private static final String STEP_EN = "; give your second factor again to go on.";

  public Reason {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  static Reason of(String code) {
    return new Reason(code, Map.of());
  }

  static Reason counted(String code, String what, int count, int bound) {
    return new Reason(code, Map.of("what", what, "count", count, "bound", bound));
  }

  public String french() {
    return switch (code) {
      case "departed" ->
          "Ce compte est celui d’une personne partie le " + day(Locale.FRENCH) + FREEZE_FR;
      case "dormant" ->
          "Ce compte se réveille après " + fact("days") + " jours sans usage" + wayOutFrench();
      case "enumeration" ->
          "En 24 heures, ce compte irait au-delà de " + fact("bound") + whatFrench() + FREEZE_FR;
      case "burst" -> fact("count") + whatFrench() + " en peu de temps" + STEP_FR;
      case "unknownDevice" -> "Cet appareil n’a jamais servi à ce compte" + STEP_FR;
      case "unknownNetwork" -> "Ce réseau n’a jamais servi à ce compte" + STEP_FR;
      case "roleNeverReads" ->
          "Cette fonction ne lit pas la partie «\u202F"
              + classFrench()
              + "\u202F» du dossier"
              + roleFrench();
      case "bulkExport" ->
          "Une sortie de " + fact("count") + " patients demande un second facteur récent" + STEP_FR;
      case "bulkImport" -> "Une reprise de données demande un second facteur récent" + STEP_FR;
      case "held" ->
          "Les exports de ce compte sont suspendus\u202F; un autre membre du cabinet peut les rétablir.";
      default -> "Un membre du cabinet a décidé cette mesure" + wayOutFrench();
    };
  }

  public String english() {
    return switch (code) {
      case "departed" ->
          "This account is that of a person who left on " + day(Locale.ENGLISH) + FREEZE_EN;
      case "dormant" ->
          "This account wakes after " + fact("days") + " days without use" + wayOutEnglish();
      case "enumeration" ->
          "In 24 hours, this account would go beyond " + fact("bound") + whatEnglish() + FREEZE_EN;
      case "burst" -> fact("count") + whatEnglish() + " in a short time" + STEP_EN;
      case "unknownDevice" -> "This device has never served this account" + STEP_EN;
      case "unknownNetwork" -> "This network has never served this account" + STEP_EN;
      case "roleNeverReads" ->
          "This role does not read the \"" + fact("class") + "\" part of the chart" + roleEnglish();
      case "bulkExport" ->
          "Taking out " + fact("count") + " patients asks for a recent second factor" + STEP_EN;
      case "bulkImport" -> "Bringing records in asks for a recent second factor" + STEP_EN;
      case "held" ->
          "Exports of this account are on hold; another member of the practice can release them.";
      default -> "A member of the practice decided this measure" + wayOutEnglish();
    };
  }

  private String fact(String name) {
    return String.valueOf(facts.getOrDefault(name, "?"));
  }

  private boolean freezes() {
    return !Boolean.FALSE.equals(facts.get("freeze"));
  }

  private String wayOutFrench() {
    return freezes() ? FREEZE_FR : STEP_FR;
  }

  private String wayOutEnglish() {
    return freezes() ? FREEZE_EN : STEP_EN;
  }

  private String roleFrench() {
    return freezes()
        ? FREEZE_FR
        : "\u202F; demandez à un soignant, qui peut vous en donner l’accès.";
  }

  private String roleEnglish() {
    return freezes() ? FREEZE_EN : "; ask a clinician, who can grant it to you.";
  }

  private String whatFrench() {
    return switch (fact("what")) {
      case "charts" -> " dossiers que rien n’explique";
      case "names" -> " noms que rien n’explique";
      case "farCharts" -> " dossiers sans raison récente";
      default -> " noms sans raison récente";
    };
  }

  private String whatEnglish() {
    return switch (fact("what")) {
      case "charts" -> " charts that nothing explains";
      case "names" -> " names that nothing explains";
      case "farCharts" -> " charts without a recent reason";
      default -> " names without a recent reason";
    };
  }

  private String classFrench() {
    String name = fact("class");
    return switch (name) {
      case "identity" -> "identité";
      case "agenda" -> "agenda";
      case "accounts" -> "comptes";
      case "history" -> "antécédents";
      case "treatment" -> "traitements";
      case "audit" -> "traces";
      default -> name.startsWith("notes") ? "notes confidentielles" : name;
    };
  }

  private String day(Locale locale) {
    String since = fact("since");
    return DateTimeFormatter.ofPattern("d MMMM uuuu", locale)
        .withZone(ZoneId.of("Europe/Paris"))
        .format(Instant.parse(since));
  }
}

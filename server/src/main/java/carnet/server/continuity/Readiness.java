package carnet.server.continuity;

import carnet.journal.authority.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who holds this practice, and what would happen if this server were cut now: the answer of {@code
 * GET /api/continuity}.
 */
public record Readiness(List<Replica> replicas, List<Copy> copies, List<String> ifCutNow) {

  /**
   * @param behind how many of the entries that are here it is not known to hold
   * @param clockAhead seconds that its clock is before this one, where one of them is wrong
   */
  public record Replica(
      String id,
      String name,
      String role,
      boolean thisOne,
      boolean reachable,
      @Nullable Instant seenAt,
      long behind,
      @Nullable Long clockAhead) {}

  /**
   * @param size bytes
   */
  public record Copy(String name, String kind, Instant at, long size) {}

  private static final Duration OLD_COPY = Duration.ofMinutes(5);

  static Readiness of(
      Here here, Holdings holdings, Contacts contacts, Optional<CopyFolder> folder) {
    List<Replica> replicas = new ArrayList<>();
    here.replica(here.id())
        .ifPresent(me -> replicas.add(replica(me, true, true, here.clock().instant(), 0, null)));
    for (Act.Replica each : here.others()) {
      replicas.add(
          replica(
              each,
              false,
              contacts.reachable(each.id()),
              contacts.seenAt(each.id()).orElse(null),
              holdings.behind(each.id()),
              contacts.ahead(each.id()).map(Duration::toSeconds).orElse(null)));
    }
    List<Copy> copies =
        folder.flatMap(CopyFolder::state).stream()
            .map(state -> new Copy(state.name(), "folder", state.at(), state.size()))
            .toList();
    return new Readiness(replicas, copies, sentences(replicas, copies, here.clock().instant()));
  }

  private static Replica replica(
      Act.Replica of,
      boolean thisOne,
      boolean there,
      @Nullable Instant seenAt,
      long behind,
      @Nullable Long clockAhead) {
    return new Replica(
        of.id().hex(),
        of.name(),
        of.role().name().toLowerCase(Locale.ROOT),
        thisOne,
        there,
        seenAt,
        behind,
        clockAhead);
  }

  private static List<String> sentences(List<Replica> replicas, List<Copy> copies, Instant now) {
    List<String> sentences = new ArrayList<>();
    List<Replica> full =
        replicas.stream().filter(each -> !each.thisOne() && each.role().equals("full")).toList();
    if (full.isEmpty()) {
      sentences.add(
          "Ce serveur est le seul : s’il s’arrêtait maintenant, le cabinet passerait au papier.");
    }
    full.forEach(each -> sentences.add(sentence(each)));
    replicas.forEach(each -> clock(each).ifPresent(sentences::add));
    for (Replica each : replicas) {
      if (!each.thisOne() && each.role().equals("relay")) {
        sentences.add(
            "Le relais « " + each.name() + " » garde une copie scellée ; on n’y travaille pas.");
      }
    }
    for (Copy each : copies) {
      boolean old = Duration.between(each.at(), now).compareTo(OLD_COPY) > 0;
      sentences.add(
          old
              ? "La copie « " + each.name() + " » n’est plus à jour : vérifiez son disque."
              : "La copie « " + each.name() + " » permettrait, avec le kit, de tout relire.");
    }
    if (copies.isEmpty()) {
      sentences.add("Aucune copie dans un dossier ou sur un disque n’est configurée.");
    }
    return sentences;
  }

  /** Two clocks that cannot both be right: which one is, only a person can tell. */
  private static Optional<String> clock(Replica each) {
    Long ahead = each.clockAhead();
    if (ahead == null) {
      return Optional.empty();
    }
    return Optional.of(
        "L’horloge du serveur « "
            + each.name()
            + " » "
            + (ahead > 0 ? "avance" : "retarde")
            + " de "
            + length(Duration.ofSeconds(Math.abs(ahead)))
            + " sur celle-ci : réglez celle des deux qui est fausse. Rien de ce qui s’écrit n’est"
            + " perdu, mais les heures affichées sont fausses, et les codes à six chiffres ne"
            + " passent pas sur le serveur qui n’est pas à l’heure.");
  }

  private static String length(Duration off) {
    if (off.toDays() > 0) {
      return off.toDays() == 1 ? "1 jour" : off.toDays() + " jours";
    }
    return off.toHours() > 0 ? off.toHours() + " h" : off.toMinutes() + " min";
  }

  private static String sentence(Replica each) {
    String name = "« " + each.name() + " »";
    if (!each.reachable()) {
      return "Le serveur "
          + name
          + " ne répond pas : si celui-ci s’arrêtait maintenant, le travail reprendrait sur "
          + name
          + " dès son retour"
          + (each.behind() == 0
              ? ", sans rien perdre."
              : " ; il lui manque " + entries(each.behind()) + ".");
    }
    return each.behind() == 0
        ? "Si ce serveur s’arrêtait maintenant, " + name + " continuerait, et il a tout."
        : "Si ce serveur s’arrêtait maintenant, "
            + name
            + " continuerait ; il lui manque encore "
            + entries(each.behind())
            + ".";
  }

  private static String entries(long count) {
    return count == 1 ? "1 écriture" : count + " écritures";
  }
}

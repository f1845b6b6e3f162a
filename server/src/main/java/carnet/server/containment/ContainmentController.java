package carnet.server.containment;

import carnet.server.Fields;
import carnet.server.Problem;
import carnet.server.access.SentinelGate;
import carnet.server.practice.House;
import carnet.server.practice.Named;
import carnet.server.unlock.Caller;
import carnet.server.unlock.Entrance;
import carnet.server.unlock.SignedIn;
import carnet.vault.Measure;
import carnet.vault.Measures;
import carnet.vault.Session;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/measures}: every member sees every measure; a second one may end it. */
@RestController
final class ContainmentController {

  private final House house;
  private final SentinelGate gate;
  private final Entrance entrance;

  ContainmentController(House house, SentinelGate gate, Entrance entrance) {
    this.house = house;
    this.gate = gate;
    this.entrance = entrance;
  }

  record Reason(String code, String text) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Standing(
      String id,
      Named member,
      String action,
      Instant since,
      @Nullable String device,
      List<Reason> reasons,
      List<String> stops,
      List<String> stopsNot,
      boolean mayLift) {}

  /** A measure that stands no more, with who ended it, and why in her words. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Lifted(
      String id,
      Named member,
      Instant since,
      @Nullable String device,
      List<Reason> reasons,
      Instant liftedAt,
      Named liftedBy,
      @Nullable String why) {}

  record Lift(@Nullable String code, @Nullable String why) {}

  @GetMapping("/api/measures")
  List<Standing> all(SignedIn who) {
    Session by = who.session();
    return house.vault().keyring().measures().stream().map(each -> standing(by, each)).toList();
  }

  @GetMapping("/api/measures/lifted")
  List<Lifted> lifted(SignedIn who) {
    who.session();
    return house.vault().keyring().lifted().stream()
        .map(each ->
            new Lifted(
                each.measure().id(),
                Named.of(house, each.measure().member()),
                each.measure().since(),
                each.measure().device(),
                reasons(each.measure()),
                each.at(),
                Named.of(house, each.by()),
                each.why()))
        .toList();
  }

  private static List<Reason> reasons(Measure of) {
    return of.reasons().stream()
        .map(SentinelGate::reason)
        .map(each -> new Reason(each.code(), each.french()))
        .toList();
  }

  private Standing standing(Session by, Measure of) {
    Named member = Named.of(house, of.member());
    String name = member.name();
    boolean device = of.device() != null;
    return new Standing(
        of.id(),
        member,
        "freeze",
        of.since(),
        of.device(),
        reasons(of),
        device
            ? List.of(
                "Cet appareil n’ouvre plus rien pour " + name + ", sur aucun serveur du cabinet.")
            : List.of(
                "Le compte de "
                    + name
                    + " n’ouvre plus aucun dossier, sur aucun serveur du cabinet.",
                "Ses sessions ouvertes sont terminées, et il ne peut plus se connecter."),
        device
            ? List.of(
                name + " continue sur ses autres appareils.",
                "Les autres membres ne sont pas concernés.")
            : List.of(
                "Les autres membres travaillent comme d’habitude ; leurs dossiers restent ouverts.",
                "Ce que " + name + " a écrit reste lisible ; ses rendez-vous restent à l’agenda."),
        by.live() && !of.member().equals(by.member().id()));
  }

  @PostMapping("/api/measures/{id}/lift")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void lift(SignedIn who, @PathVariable String id, @RequestBody Lift asked, Caller caller) {
    Session by = who.session();
    String why = Fields.text(asked.why(), "/why");
    Measure measure =
        house.vault().keyring().measures().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(Problem::notFound);
    if (measure.member().equals(by.member().id())) {
      throw Problem.conflict(
          "Un autre membre doit lever cette mesure.", "Another member must lift this measure.");
    }
    entrance.confirm(who, Fields.text(asked.code(), "/code"), caller);
    Measures.lift(by, id, why);
    gate.lifted(by, measure.member());
  }
}

package carnet.server.export;

import carnet.server.Unusable;
import carnet.server.client.Pause;
import carnet.server.client.Terminal;
import carnet.server.client.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the command does before it takes anything out: it asks, says whom it waits for, and waits.
 * Stopped and run again, it finds its request again.
 */
final class ExportRequest {

  private static final Duration LOOKS_AGAIN = Duration.ofSeconds(2);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Visit visit;
  private final Terminal terminal;

  ExportRequest(Visit visit, Terminal terminal) {
    this.visit = visit;
    this.terminal = terminal;
  }

  /**
   * Returns when it is granted.
   *
   * @throws Unusable where it is refused, or the server does not answer
   */
  void granted(String reason) {
    JsonNode request =
        mine()
            .orElseGet(
                () -> visit.post("/api/exports", Map.of("code", visit.code(), "reason", reason)));
    if (is(request, "waiting")) {
      request = awaited(request);
    }
    if (is(request, "refused")) {
      throw new Unusable(
          Unusable.REFUSED, name(request.path("refusedBy")) + " refused the export.");
    }
    if (!is(request, "granted")) {
      throw new Unusable(
          Unusable.REFUSED,
          "The request does not hold any more. Run the command again: it asks anew.");
    }
  }

  private Optional<JsonNode> mine() {
    String me = visit.get("/api/session").path("member").path("id").asString();
    return requests()
        .filter(each -> each.path("member").path("id").asString().equals(me))
        .filter(each -> is(each, "waiting") || is(each, "granted"))
        .findFirst();
  }

  private JsonNode awaited(JsonNode asked) {
    tell(asked);
    String id = asked.path("id").asString();
    long began = System.nanoTime();
    JsonNode request = asked;
    while (is(request, "waiting")) {
      terminal.remark("Waiting for another member: " + passed(began));
      Pause.of(LOOKS_AGAIN);
      request =
          requests()
              .filter(each -> each.path("id").asString().equals(id))
              .findFirst()
              .orElseThrow(() ->
                  new Unusable(Unusable.REFUSED, "The server does not know the request any more."));
    }
    terminal.remark("");
    if (is(request, "granted")) {
      String by = name(request.path("acceptedBy"));
      terminal.say(
          by.isEmpty() ? "A day has passed without a refusal." : "Accepted by " + by + ".");
    }
    return request;
  }

  private void tell(JsonNode request) {
    String names =
        request
            .path("mayAccept")
            .valueStream()
            .map(ExportRequest::name)
            .collect(Collectors.joining(", "));
    terminal.say(
        names.isEmpty()
            ? "Nobody else has been a member for a day yet, so nobody may accept the export."
            : "Another member must accept it: Sécurité, Exports demandés. Who may: " + names + ".");
    terminal.say(
        "Or run the same command again from "
            + MOMENT.format(Instant.parse(request.path("aloneFrom").asString()))
            + " on. It can be stopped meanwhile; the request stays.");
  }

  private static String passed(long began) {
    Duration passed = Duration.ofNanos(System.nanoTime() - began);
    return passed.toMinutes() + " min " + passed.toSecondsPart() + " s";
  }

  private Stream<JsonNode> requests() {
    return visit.get("/api/exports").valueStream();
  }

  private static boolean is(JsonNode request, String state) {
    return request.path("state").asString("").equals(state);
  }

  private static String name(JsonNode member) {
    return member.path("name").asString("");
  }
}

package carnet.server.incident;

import carnet.journal.LogId;
import carnet.journal.SignedCheckpoint;
import carnet.journal.merkle.InclusionProof;
import carnet.journal.merkle.MerkleTree;
import carnet.record.Json;
import carnet.server.incident.Incidents.Evidence;
import carnet.server.incident.Incidents.Row;
import carnet.server.practice.House;
import carnet.vault.Compartment;
import carnet.vault.Subject;
import carnet.vault.Traces.Trace;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The list of an incident to hand on: a table, or JSON in which each trace carries the proof that
 * it stands in a log whose signed checkpoint is beside it (RFC 9162).
 */
@Component
final class IncidentPapers {

  private final House house;
  private final Incidents incidents;

  IncidentPapers(House house, Incidents incidents) {
    this.house = house;
    this.incidents = incidents;
  }

  /** Opens in a spreadsheet: UTF-8 with its mark, semicolons. */
  byte[] csv(Evidence evidence) {
    StringBuilder out = new StringBuilder("\ufeff");
    out.append(
        "patient;nom;nom de naissance;prénom;né(e) le;classes;vu;imprimé;exporté;refusé;premier;dernier\r\n");
    for (Row each : evidence.incident().rows()) {
      var p = each.patient();
      String[] cells = {
        p.id(),
        p.family(),
        p.birthFamily() == null ? "" : p.birthFamily(),
        p.given(),
        p.born(),
        String.join(" ", each.classesRead()),
        String.valueOf(each.seen()),
        String.valueOf(each.printed()),
        String.valueOf(each.exported()),
        String.valueOf(each.refused()),
        each.first().toString(),
        each.last().toString()
      };
      for (int i = 0; i < cells.length; i++) {
        out.append(i == 0 ? "" : ";").append(cell(cells[i]));
      }
      out.append("\r\n");
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Quoted, and never read as a formula. */
  private static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
  }

  byte[] json(Evidence evidence) {
    house.log().checkpoint();
    ObjectNode out = Json.MAPPER.createObjectNode();
    out.put("incident", evidence.incident().id());
    out.put("member", evidence.asked().member().hex());
    out.put("from", evidence.asked().from().toString());
    out.put("to", evidence.asked().to().toString());
    out.set("rows", Json.MAPPER.valueToTree(evidence.incident().rows()));
    ArrayNode more = out.putArray("mayHaveMore");
    evidence.incident().mayHaveMore().forEach(more::add);
    ObjectNode checkpoints = out.putObject("checkpoints");
    ArrayNode traces = out.putArray("traces");
    Map<LogId, Optional<SignedCheckpoint>> signed = new LinkedHashMap<>();
    Map<LogId, MerkleTree> trees = new LinkedHashMap<>();
    for (Trace each : evidence.traces()) {
      LogId log = each.place().log();
      Optional<SignedCheckpoint> checkpoint = signed.computeIfAbsent(log, incidents::checkpoint);
      checkpoint.ifPresent(note -> checkpoints.put(log.origin(), note.encode()));
      ObjectNode one = trace(traces.addObject(), each);
      checkpoint
          .filter(note -> each.place().sequence() < note.checkpoint().size())
          .ifPresent(note -> {
            InclusionProof proof =
                trees
                    .computeIfAbsent(log, any -> MerkleTree.over(house.store(), any))
                    .inclusion(each.place().sequence(), note.checkpoint().size());
            ArrayNode hashes = one.putArray("inclusion");
            proof.hashes().forEach(hash -> hashes.add(hash.hex()));
          });
    }
    return Json.MAPPER.writeValueAsBytes(out);
  }

  private static ObjectNode trace(ObjectNode into, Trace of) {
    into.put("entry", of.id().hex())
        .put("log", of.place().log().origin())
        .put("sequence", of.place().sequence())
        .put("at", of.at().toString())
        .put("kind", of.kind())
        .put("decision", of.decision().name().toLowerCase(java.util.Locale.ROOT))
        .put("device", of.device());
    ArrayNode subjects = into.putArray("subjects");
    of.subjects().stream().map(Subject::hex).forEach(subjects::add);
    ArrayNode classes = into.putArray("classes");
    of.classes().stream().sorted().map(Compartment::wire).forEach(classes::add);
    return into;
  }
}

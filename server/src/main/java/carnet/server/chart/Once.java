package carnet.server.chart;

import carnet.journal.EntryId;
import carnet.record.PatientId;
import carnet.record.Practice.Write;
import carnet.record.Practice.Written;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.chart.Chart;
import carnet.server.Problem;
import carnet.server.Problems;
import carnet.server.practice.House;
import carnet.vault.Compartment;
import carnet.vault.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes resources under ids that the caller chose: asked twice, it answers the same; asked for
 * something else under a known id, it refuses and changes nothing. All or none.
 */
public final class Once {

  /** The answer to a write: the id given, the newest version, and where it is held. */
  public record Kept(String id, String version, Instant savedAt, List<String> copies) {}

  private final House house;

  public Once(House house) {
    this.house = house;
  }

  /** Opens what it must compare with, against a trace of its own. */
  public Chart look(Session by, PatientId patient, Compartment clazz) {
    Set<Compartment> classes = Set.of(Compartment.IDENTITY, clazz);
    return Problems.granted(
            house.practice().open(by, "section.read", patient, Map.of("for", "write"), classes))
        .value();
  }

  public Kept write(
      Session by,
      PatientId patient,
      String id,
      Compartment clazz,
      List<Resource> resources,
      boolean signed) {
    Held.require(by, clazz);
    return write(by, patient, id, look(by, patient, clazz), resources, signed);
  }

  public Kept write(
      Session by,
      PatientId patient,
      String id,
      Chart chart,
      List<Resource> resources,
      boolean signed) {
    List<Write> fresh = new ArrayList<>();
    String version = "";
    for (Resource each : resources) {
      var there = chart.find(each.key());
      if (there.isEmpty()) {
        fresh.add(new Write(new carnet.record.Change.Put(each), List.of(), signed));
      } else if (said(there.get().resource()).equals(said(each))) {
        version = there.get().version().hex();
      } else {
        throw conflict(there.get().version().hex());
      }
    }
    if (!fresh.isEmpty()) {
      List<Written> written = house.practice().write(by, patient, fresh);
      version = written.getLast().version().hex();
    }
    return kept(id, version);
  }

  /** Writes what a change makes of the version that the caller saw, and of no other. */
  Kept change(
      Session by,
      PatientId patient,
      ResourceKey key,
      String version,
      Compartment clazz,
      UnaryOperator<Resource> change) {
    Held.require(by, clazz);
    var there = look(by, patient, clazz).find(key).orElseThrow(Problem::notFound);
    Resource changed = change.apply(there.resource());
    if (said(changed).equals(said(there.resource()))) {
      return kept(key.id(), there.version().hex());
    }
    if (!there.version().hex().equals(version)) {
      throw conflict(there.version().hex());
    }
    Write write = new Write(new carnet.record.Change.Put(changed), there.heads(), false);
    List<Written> written = house.practice().write(by, patient, List.of(write));
    return kept(key.id(), written.getLast().version().hex());
  }

  public Kept kept(String id, String version) {
    return new Kept(id, version, house.clock().now(), house.holders(EntryId.fromHex(version)));
  }

  public static Problem conflict(String newer) {
    return Problem.conflict(
            "Cet écrit existe déjà, autrement : rien n’a été changé.",
            "This exists already, and says something else: nothing was changed.")
        .with("version", newer);
  }

  /** What it says, apart from when it was said: an id sent again a minute later is the same. */
  private static ObjectNode said(Resource resource) {
    ObjectNode tree = resource.tree().deepCopy();
    List.of("recordedDate", "date", "issued", "meta").forEach(tree::remove);
    return tree;
  }

  /** The named resource, if this chart holds it. */
  public static Optional<ObjectNode> tree(Chart chart, ResourceKey key) {
    return chart.find(key).map(found -> found.resource().tree());
  }
}

package carnet.record.chart;

import carnet.journal.EntryId;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import carnet.record.fold.Conflict;
import carnet.vault.Compartment;
import java.util.List;
import java.util.Set;

/**
 * A resource of a chart as it stands now.
 *
 * @param compartment the highest class it was read from
 * @param heads the parents of the next write, the newest first
 * @param missing parents that have not arrived on this replica: it may still change
 */
public record Held(
    Resource resource,
    Compartment compartment,
    List<EntryId> heads,
    List<Conflict> conflicts,
    long clock,
    String author,
    Set<EntryId> missing) {

  public ResourceKey key() {
    return resource.key();
  }

  /** The entry id that FHIR shows as the version. */
  public EntryId version() {
    return heads.getFirst();
  }

  /** The same, with its papers in it. */
  public Held with(Resource whole) {
    return new Held(whole, compartment, heads, conflicts, clock, author, missing);
  }
}

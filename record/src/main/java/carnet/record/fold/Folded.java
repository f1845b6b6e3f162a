package carnet.record.fold;

import carnet.journal.EntryId;
import carnet.record.Resource;
import carnet.record.ResourceKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state of one resource.
 *
 * @param current empty when deleted
 * @param heads the versions that none replaces, the newest first: the parents of the next write
 * @param clock of the newest head
 * @param author of the newest head, a member's id in hex
 * @param missing parents that are named but not here (yet): the state may still change
 */
public record Folded(
    ResourceKey key,
    Optional<Resource> current,
    List<EntryId> heads,
    List<Conflict> conflicts,
    long clock,
    String author,
    Set<EntryId> missing) {

  public boolean deleted() {
    return current.isEmpty();
  }
}

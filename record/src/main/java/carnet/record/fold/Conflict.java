package carnet.record.fold;

import carnet.journal.EntryId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One place that was given different values at once; both are shown until someone settles it by a
 * version that saw both.
 *
 * @param path a JSON pointer; empty where one deleted what another edited
 * @param sides the winner first
 */
public record Conflict(String path, List<Side> sides) {

  /**
   * @param value empty where this side removed it
   */
  public record Side(EntryId version, String author, long clock, Optional<JsonNode> value) {}
}

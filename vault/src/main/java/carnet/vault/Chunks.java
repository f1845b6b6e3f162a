package carnet.vault;

import carnet.journal.Draft;
import java.util.List;
import java.util.Map;

/**
 * Bytes too many for a payload, sealed and not durable yet.
 *
 * @param drafts to append with the entry that names them, before it
 * @param header what that entry's header has to say
 */
public record Chunks(List<Draft> drafts, Map<String, String> header) {
  public Chunks {
    drafts = List.copyOf(drafts);
    header = Map.copyOf(header);
  }
}

package carnet.server.continuity;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks of this room.
 *
 * @param copy folder in which a copy is kept
 * @param pair pairing code, for an empty server
 * @param peer address of the replica that gave it, where the code names none
 */
public record Wanted(@Nullable Path copy, @Nullable String pair, String peer) {
  static final Wanted NOTHING = new Wanted(null, null, "");
}

/**
 * What keeps a practice going when one machine stops: the replicas exchange entries and letters, a
 * newcomer is paired, a folder holds a copy, and a page says what would happen if this server were
 * cut now. Enter by {@link carnet.server.continuity.Continuity}.
 */
@NullMarked
package carnet.server.continuity;

import org.jspecify.annotations.NullMarked;

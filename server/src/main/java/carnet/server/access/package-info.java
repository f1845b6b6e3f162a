/**
 * Why someone was let in, and who was: the gate between the vault and the sentinel, and the list of
 * who opened a chart. Enter at {@link carnet.server.access.SentinelGate}.
 */
@NullMarked
package carnet.server.access;

import org.jspecify.annotations.NullMarked;

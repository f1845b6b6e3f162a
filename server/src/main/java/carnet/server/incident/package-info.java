/**
 * Whose records were touched: the exact list between two instants, from the traces, with proof.
 * Enter at {@link carnet.server.incident.Incidents}.
 */
@NullMarked
package carnet.server.incident;

import org.jspecify.annotations.NullMarked;

/**
 * How a server becomes a replica of a practice: a code that a steward reads out, six digits that
 * two screens show, and her signature. Enter by {@link
 * carnet.server.continuity.pairing.PairingDesk} on the replica that admits, {@link
 * carnet.server.continuity.pairing.Joining} on the newcomer.
 */
@NullMarked
package carnet.server.continuity.pairing;

import org.jspecify.annotations.NullMarked;

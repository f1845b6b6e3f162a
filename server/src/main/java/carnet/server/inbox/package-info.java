/**
 * Messages between members, sealed to the persons named. Enter at {@link
 * carnet.server.inbox.Messages}.
 */
@NullMarked
package carnet.server.inbox;

import org.jspecify.annotations.NullMarked;

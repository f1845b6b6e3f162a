/**
 * What was done about an account, what that stops and what it does not, and how a second member
 * ends it. Enter at {@link carnet.server.containment.ContainmentController}.
 */
@NullMarked
package carnet.server.containment;

import org.jspecify.annotations.NullMarked;

/**
 * From what is typed to a signed sheet and its paper. Enter at {@link
 * carnet.server.prescription.Sheets}: what is printed is made from what was sealed. Other rooms
 * copy this one's shape: a controller that reads and answers, a use case that knows the rules.
 */
@NullMarked
package carnet.server.prescription;

import org.jspecify.annotations.NullMarked;

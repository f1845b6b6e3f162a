/**
 * Brings records in from other software. Enter at {@link carnet.server.intake.ImportController}.
 */
@NullMarked
package carnet.server.intake;

import org.jspecify.annotations.NullMarked;

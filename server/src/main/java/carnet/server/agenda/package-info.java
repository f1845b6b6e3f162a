/**
 * The day: who comes when, and what became of it. Enter at {@link
 * carnet.server.agenda.DayController}.
 */
@NullMarked
package carnet.server.agenda;

import org.jspecify.annotations.NullMarked;

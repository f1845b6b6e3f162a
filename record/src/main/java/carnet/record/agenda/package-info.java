/**
 * Who comes when: a projection of the agenda class of an unlocked practice. Entrance: {@link
 * carnet.record.agenda.Agenda}.
 */
@NullMarked
package carnet.record.agenda;

import org.jspecify.annotations.NullMarked;

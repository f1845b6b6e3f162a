/**
 * Finds a patient by what a person at the desk is told: any part of a name, a birth date, a phone,
 * an INS. A projection in memory of an unlocked practice. Entrance: {@link
 * carnet.record.directory.Directory}.
 */
@NullMarked
package carnet.record.directory;

import org.jspecify.annotations.NullMarked;

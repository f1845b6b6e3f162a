/**
 * Finds patients and makes new ones. Enter at {@link carnet.server.search.SearchController}; {@link
 * carnet.server.search.PatientRow} is how every list names a patient.
 */
@NullMarked
package carnet.server.search;

import org.jspecify.annotations.NullMarked;

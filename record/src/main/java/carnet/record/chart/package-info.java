/**
 * The current resources of one patient, folded from what was opened of their entries, and their way
 * out as a FHIR bundle. Entrance: {@link carnet.record.chart.Chart}.
 */
@NullMarked
package carnet.record.chart;

import org.jspecify.annotations.NullMarked;

/**
 * The chart of one patient: opened whole against a trace, and written into note by note. Enter at
 * {@link carnet.server.chart.ChartController}; {@link carnet.server.chart.Once} is how anything is
 * written twice without harm.
 */
@NullMarked
package carnet.server.chart;

import org.jspecify.annotations.NullMarked;

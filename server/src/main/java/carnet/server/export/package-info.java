/**
 * Takes the whole practice out as FHIR, readable without Carnet, once two persons want it or a day
 * has passed. Enter at {@link carnet.server.export.ExportController}.
 */
@NullMarked
package carnet.server.export;

import org.jspecify.annotations.NullMarked;

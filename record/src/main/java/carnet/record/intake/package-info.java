/**
 * Reads FHIR that comes from elsewhere, item by item, and says of each what it becomes here or why
 * it is refused. Entrance: {@link carnet.record.intake.BundleReader}.
 */
@NullMarked
package carnet.record.intake;

import org.jspecify.annotations.NullMarked;

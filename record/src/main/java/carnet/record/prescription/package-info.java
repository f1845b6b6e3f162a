/**
 * What a French prescription must carry, what may be prescribed and for how long, and how a line
 * typed in a hurry is understood. Pure functions over values: no vault, no clock, no network. Start
 * at {@link carnet.record.prescription.QuickEntry} (text to line), {@link
 * carnet.record.prescription.Prescription} (the sheet and what it lacks) and {@link
 * carnet.record.prescription.PrescriptionFhir} (the sheet as FHIR R4, and back).
 */
@NullMarked
package carnet.record.prescription;

import org.jspecify.annotations.NullMarked;

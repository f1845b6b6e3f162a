/**
 * FHIR in the journal: what a resource is, in which class it falls, how it changes. Entrances:
 * {@link carnet.record.Resource} and {@link carnet.record.Classifier}; the rooms inside make
 * charts, directory, agenda and imports of them. Knows FHIR and no Spring.
 */
@NullMarked
package carnet.record;

import org.jspecify.annotations.NullMarked;

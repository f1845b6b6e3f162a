/**
 * From the versions of a resource to its state, the same whatever the order of arrival. Entrance:
 * {@link carnet.record.fold.Fold}.
 */
@NullMarked
package carnet.record.fold;

import org.jspecify.annotations.NullMarked;

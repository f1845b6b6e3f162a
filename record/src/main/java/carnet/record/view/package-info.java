/**
 * Small read-only looks at resources: what lists and paper need, and no more. The resource stays
 * the truth; nothing here is written back. A view of a resource that lacks an element holds an
 * empty text or Optional, and never fails. Entrance: {@link carnet.record.view.Patient}.
 */
@NullMarked
package carnet.record.view;

import org.jspecify.annotations.NullMarked;

/** Measures, asserts nothing. Enter at {@link carnet.bench.Bench}. */
@NullMarked
package carnet.bench;

import org.jspecify.annotations.NullMarked;

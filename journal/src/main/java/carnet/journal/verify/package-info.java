/**
 * Tells what is wrong with a store or a copy, by name: practice, writer, sequence. Enter by {@link
 * carnet.journal.verify.Verifier}.
 */
@NullMarked
package carnet.journal.verify;

import org.jspecify.annotations.NullMarked;

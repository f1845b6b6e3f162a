/**
 * The sealed, append-only journal: the only durable thing of Carnet. It keeps what others sealed,
 * proves that nothing of it was changed, removed or reordered, and knows neither whom nor what.
 *
 * <p>Enter by {@link carnet.journal.Log}: a {@link carnet.journal.Draft} goes in, a {@link
 * carnet.journal.Receipt} comes out once the entry is durable. {@link carnet.journal.EntryStore} is
 * the port beneath. Rooms inside: {@code merkle} (trees and proofs), {@code sqlite} (the embedded
 * store), {@code authority} (who may write), {@code exchange} (replicas give each other what they
 * lack), {@code copy} (folder copies and the verifier).
 */
@NullMarked
package carnet.journal;

import org.jspecify.annotations.NullMarked;

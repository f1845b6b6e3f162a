/**
 * Watches accesses: says whether one may go on, asks for a second factor, or shuts one account,
 * always with its reasons in words. It folds events of the public form ({@code docs/} "Access
 * events") and nothing else, so that live running, restart and replay are one code. It knows
 * nothing of the other rooms.
 *
 * <p>Entrance: {@link carnet.sentinel.Sentinel}; then {@link carnet.sentinel.Explanations}, which
 * says why an access is ordinary, and {@link carnet.sentinel.Rule}, which says when it is not.
 */
@NullMarked
package carnet.sentinel;

import org.jspecify.annotations.NullMarked;

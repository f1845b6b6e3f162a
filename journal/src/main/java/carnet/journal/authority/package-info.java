/**
 * Who may write, in clear and signed, so that a relay can check it too: the practice's root, its
 * stewards, replicas, writers, and what is closed, revoked or erased. Enter by {@link
 * carnet.journal.authority.Roster} to ask, by {@link carnet.journal.authority.Authority} to act.
 */
@NullMarked
package carnet.journal.authority;

import org.jspecify.annotations.NullMarked;

/**
 * Replicas give each other what they lack: bytes in, bytes out, over whatever carries them. Enter
 * by {@link carnet.journal.exchange.Exchange}. A relay runs on this with no key but its own.
 */
@NullMarked
package carnet.journal.exchange;

import org.jspecify.annotations.NullMarked;

/**
 * Lets members in and out over HTTP: the proof of the device, the factors, the session, the lock.
 * Enter at {@link carnet.server.unlock.Unlocked}; a controller of another room asks for a {@link
 * carnet.server.unlock.SignedIn}.
 */
@NullMarked
package carnet.server.unlock;

import org.jspecify.annotations.NullMarked;

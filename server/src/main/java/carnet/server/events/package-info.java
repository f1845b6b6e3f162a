/**
 * What happens meanwhile, told to open browsers: which kind of thing changed, never about whom.
 * Enter by {@link carnet.server.events.EventsController}.
 */
@NullMarked
package carnet.server.events;

import org.jspecify.annotations.NullMarked;

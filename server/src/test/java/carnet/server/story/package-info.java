/** The story, unharmed and with faults planted: each sentence must be able to come out true. */
@NullMarked
package carnet.server.story;

import org.jspecify.annotations.NullMarked;

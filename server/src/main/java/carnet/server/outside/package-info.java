/**
 * Carnet seen from outside, in Java: a browser profile that speaks the HTTP API, people with their
 * factors, and processes of this very program. What drives a demonstration of two servers, and the
 * story.
 *
 * <p>Nothing here knows the server's inside. Enter by {@link carnet.server.outside.Browser} and
 * {@link carnet.server.outside.Program}.
 */
@NullMarked
package carnet.server.outside;

import org.jspecify.annotations.NullMarked;

/**
 * The story of November 2025, played over real HTTP against an installation of its own: five
 * sentences, each with its evidence.
 *
 * <p>It is a client: it knows the HTTP API and process ids, and nothing of the server's inside.
 * Enter by {@link carnet.server.story.Story}.
 */
@NullMarked
package carnet.server.story;

import org.jspecify.annotations.NullMarked;

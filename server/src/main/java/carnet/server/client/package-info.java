/**
 * A client of our own HTTP API, in Java: a browser profile with its device key, and the command
 * line's way in. It knows the API and nothing of the server's inside. Enter by {@link
 * carnet.server.client.Browser}; commands by {@link carnet.server.client.AtServer}.
 */
@NullMarked
package carnet.server.client;

import org.jspecify.annotations.NullMarked;

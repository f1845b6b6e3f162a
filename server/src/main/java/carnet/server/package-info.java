/**
 * The server's frame: its command line, the data directory, what every answer says when something
 * is wrong. Enter at {@link carnet.server.Carnet}; each room of the server is a package inside.
 */
@NullMarked
package carnet.server;

import org.jspecify.annotations.NullMarked;

/** Tests of what is said of accesses. */
@NullMarked
package carnet.server.access;

import org.jspecify.annotations.NullMarked;

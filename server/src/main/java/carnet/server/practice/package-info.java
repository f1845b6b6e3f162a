/**
 * The practice on this replica: opened once, founded once, its members and who comes and goes.
 * Enter at {@link carnet.server.practice.House}.
 */
@NullMarked
package carnet.server.practice;

import org.jspecify.annotations.NullMarked;

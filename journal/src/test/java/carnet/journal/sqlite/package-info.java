@NullMarked
package carnet.journal.sqlite;

import org.jspecify.annotations.NullMarked;

/**
 * The embedded store: one SQLite file, no server to install. Enter by {@link
 * carnet.journal.sqlite.SqliteStore}.
 */
@NullMarked
package carnet.journal.sqlite;

import org.jspecify.annotations.NullMarked;

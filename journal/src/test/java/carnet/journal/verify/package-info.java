@NullMarked
package carnet.journal.verify;

import org.jspecify.annotations.NullMarked;

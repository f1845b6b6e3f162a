@NullMarked
package carnet.journal.exchange;

import org.jspecify.annotations.NullMarked;

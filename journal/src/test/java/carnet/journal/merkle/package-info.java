@NullMarked
package carnet.journal.merkle;

import org.jspecify.annotations.NullMarked;

@NullMarked
package carnet.journal;

import org.jspecify.annotations.NullMarked;

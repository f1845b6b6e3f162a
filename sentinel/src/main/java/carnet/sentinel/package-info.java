@NullMarked
package carnet.sentinel;

import org.jspecify.annotations.NullMarked;

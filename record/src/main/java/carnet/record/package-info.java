@NullMarked
package carnet.record;

import org.jspecify.annotations.NullMarked;

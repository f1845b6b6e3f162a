@NullMarked
package carnet.vault;

import org.jspecify.annotations.NullMarked;

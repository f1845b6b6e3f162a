@NullMarked
package carnet.journal.authority;

import org.jspecify.annotations.NullMarked;
